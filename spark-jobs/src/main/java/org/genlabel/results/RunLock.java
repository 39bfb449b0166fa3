package org.genlabel.results;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.experiment.config.InvalidConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a run folder: a file that names its holder and is renewed every few seconds. A lock
 * whose holder has ended is taken over. On the same machine that is detected at once; a holder
 * elsewhere is considered ended if its lock does not change for longer than a live holder would
 * leave it. Clocks are not compared.
 */
final class RunLock implements AutoCloseable {
  /** Time between two renewals of a lock. */
  static final Duration BEAT = Duration.ofSeconds(5);

  private static final int BEATS_OF_PATIENCE = 4;
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final RunFiles files;
  private final Thread heart;
  private LockHolder holder;
  private boolean closed;

  private RunLock(RunFiles files, LockHolder holder, Duration beat) {
    this.files = files;
    this.holder = holder;
    heart = new Thread(() -> keepBeating(beat), "run folder lock");
    heart.setDaemon(true);
    heart.start();
  }

  /**
   * Takes the lock of a folder, which must exist.
   *
   * @param notices receives messages about why this takes time
   * @throws InvalidConfigException if another run holds it
   */
  static RunLock acquire(
      ResultStore store, Configuration configuration, Duration beat, Consumer<String> notices)
      throws IOException {
    RunFiles files = store.files(configuration);
    LockHolder self = LockHolder.here();
    while (!files.create(LockHolder.FILE, self.toJson())) {
      remove(requireStale(store, configuration, beat, notices), files);
    }
    return new RunLock(files, self, beat);
  }

  /**
   * Checks that no run holds the lock of a folder.
   *
   * @return the stale lock, if there is one
   * @throws InvalidConfigException if a run holds it
   */
  static Optional<String> requireStale(
      ResultStore store, Configuration configuration, Duration beat, Consumer<String> notices)
      throws IOException {
    RunFiles files = store.files(configuration);
    Optional<String> text = LockHolder.read(files);
    if (text.isEmpty()) {
      return text;
    }
    Optional<LockHolder> other = LockHolder.parse(text);
    if (other.isPresent() && other.get().isDead()) {
      return text;
    }
    Duration patience = beat.multipliedBy(BEATS_OF_PATIENCE);
    notices.accept(
        String.format(
            "%s is locked by %s; waiting %d s for a sign of life",
            store.displayName(),
            other.map(LockHolder::description).orElse("an unknown process"),
            patience.toSeconds()));
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      sleep(beat.dividedBy(2));
      Optional<String> now = LockHolder.read(files);
      if (!now.equals(text)) {
        Optional<LockHolder> alive = LockHolder.parse(now);
        if (alive.isEmpty()) {
          // Released, or being taken by another run; creating it shows which.
          return Optional.empty();
        }
        throw new InvalidConfigException(
            store.displayName()
                + ": another run is writing to this folder ("
                + alive.get().description()
                + "); wait for it, stop it, or choose another folder with --out");
      }
    }
    return text;
  }

  /** Removes a stale lock, unless another run has replaced it meanwhile. */
  private static void remove(Optional<String> stale, RunFiles files) throws IOException {
    if (stale.isEmpty()) {
      return;
    }
    // Rename is atomic, so one contender wins; if it moved a lock other than the stale one that it
    // read, it restores it.
    String aside = LockHolder.FILE + "-" + UUID.randomUUID();
    try {
      files.replace(LockHolder.FILE, aside);
    } catch (NoSuchFileException | FileNotFoundException e) {
      return;
    }
    if (files.read(aside, LockHolder.MOST_BYTES).equals(stale)) {
      files.delete(aside);
    } else {
      files.replace(aside, LockHolder.FILE);
    }
  }

  private static void sleep(Duration duration) throws IOException {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the lock of another run", e);
    }
  }

  /** Returns the fence by which tasks that begin now may write. */
  synchronized Fence fence(ResultStore store) {
    return new Fence(store, holder.token());
  }

  /** Shuts out all tasks that began before: they cannot write any longer. */
  synchronized void shutOutTasks() throws IOException {
    requireOurs();
    holder = holder.withNewToken();
    files.write(LockHolder.FILE, holder.toJson());
  }

  private void requireOurs() throws IOException {
    if (!LockHolder.isHeldBy(holder.token(), files)) {
      throw new OutputException(
          "another run has taken the output folder over, or its lock was deleted");
    }
  }

  private void keepBeating(Duration beat) {
    try {
      while (true) {
        Thread.sleep(beat.toMillis());
        synchronized (this) {
          if (closed) {
            return;
          }
          beat();
        }
      }
    } catch (InterruptedException e) {
      // close() ends the renewal this way.
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      // A run that took it over keeps it; the tasks notice by their fence.
      requireOurs();
      LockHolder next = holder.nextBeat();
      files.write(LockHolder.FILE, next.toJson());
      holder = next;
    } catch (IOException e) {
      LOG.warn("the lock of the run folder was not renewed: {}", FailureText.firstLine(e));
    }
  }

  /** Releases the lock. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    heart.interrupt();
    if (LockHolder.isHeldBy(holder.token(), files)) {
      files.delete(LockHolder.FILE);
    }
  }
}

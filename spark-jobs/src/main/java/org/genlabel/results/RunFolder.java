package org.genlabel.results;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.experiment.plan.DatasetSelection;

/**
 * Opens the folder of a run: a new one, or one that holds the same study already. Data of another
 * study is never touched.
 */
public final class RunFolder implements AutoCloseable {
  private final ResultStore store;
  private final Configuration configuration;
  private final Optional<String> movedTo;
  private final RunLock lock;
  private final String host;
  private Manifest manifest;

  private RunFolder(
      ResultStore store,
      Configuration configuration,
      Manifest manifest,
      Optional<String> movedTo,
      RunLock lock,
      String host) {
    this.movedTo = movedTo;
    this.lock = lock;
    this.host = host;
    this.store = store;
    this.configuration = configuration;
    this.manifest = manifest;
  }

  /**
   * Prepares the folder for an attempt at a study, locks it against other runs until it is closed,
   * and marks it as running.
   *
   * @param fresh move what is there aside and start anew
   * @param notices receives messages about why this takes time
   * @throws InvalidConfigException if the folder holds something else, another run writes to it, or
   *     it cannot be written to
   * @throws org.genlabel.data.InvalidDataException if a file among those of its tables is not one;
   *     the folder is unchanged
   */
  public static RunFolder open(
      ResultStore store,
      PlannedAttempt attempt,
      boolean fresh,
      Configuration configuration,
      Consumer<String> notices) {
    try {
      Optional<String> movedTo = Optional.empty();
      if (fresh && !store.isVacant(configuration)) {
        RunLock.requireStale(store, configuration, RunLock.BEAT, notices);
        String suffix =
            DateTimeFormatter.ofPattern("'.until-'yyyyMMdd-HHmmss-SSS")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        movedTo = Optional.of(store.moveAside(suffix, configuration));
      }
      OutputFolderCheck.requireNoLinkOut(store.folder());
      // Nothing is written to a folder with other contents, not even a lock.
      readManifestOfSameStudy(store, attempt, configuration);
      TableFilesCheck.requireTables(store, configuration);
      store.create(configuration);
      RunLock lock = RunLock.acquire(store, configuration, RunLock.BEAT, notices);
      try {
        // Checked again, because the former holder of the lock may have gone on.
        Optional<Manifest> before = readManifestOfSameStudy(store, attempt, configuration);
        Manifest manifest = Manifest.ofAttempt(before, attempt);
        RunFiles files = store.files(configuration);
        new Compaction(files).complete();
        store.dropFailedAndUnfinished(configuration);
        Journal.recover(files, manifest.runId(), manifest.attempt());
        store.writeManifest(manifest.toJson(), configuration);
        return new RunFolder(store, configuration, manifest, movedTo, lock, attempt.host());
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      // Hadoop reports an unknown host as the latter.
      throw new InvalidConfigException(
          store.displayName() + ": cannot be used as output folder: " + FailureText.firstLine(e),
          e);
    }
  }

  private static Optional<Manifest> readManifestOfSameStudy(
      ResultStore store, PlannedAttempt attempt, Configuration configuration) throws IOException {
    boolean holdsFiles = holdsOtherFiles(store, configuration);
    Optional<Manifest> before = RunManifest.find(store, configuration);
    if (before.isEmpty() && holdsFiles) {
      throw new InvalidConfigException(
          store.displayName()
              + ": holds files, but no manifest.json of a run; choose another folder with --out, or"
              + " move these aside with --fresh");
    }
    before.ifPresent(
        manifest -> checkSameStudy(manifest, attempt.config(), attempt.selection(), store));
    return before;
  }

  /** Returns whether the folder holds more than a run creates before it has a manifest. */
  private static boolean holdsOtherFiles(ResultStore store, Configuration configuration)
      throws IOException {
    RunFiles files = store.files(configuration);
    for (String name : files.names("")) {
      boolean ownFolder =
          ResultSchema.TABLES.stream().anyMatch(schema -> schema.table().equals(name))
              && files.names(name).isEmpty();
      if (!ownFolder && !name.startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  private static void checkSameStudy(
      Manifest before, ExperimentConfig config, DatasetSelection selection, ResultStore store) {
    TreeSet<String> keys = new TreeSet<>(config.identity().keySet());
    keys.addAll(before.config().keySet());
    Map<String, String> now = config.identity();
    Map<String, String> then = before.config();
    String differences =
        keys.stream()
            .filter(key -> !Objects.equals(now.get(key), then.get(key)))
            // A key of a later version is only present if its value differs from the former
            // behaviour.
            .map(
                key ->
                    key
                        + " was "
                        + then.getOrDefault(key, "the default")
                        + " and is "
                        + now.getOrDefault(key, "the default"))
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw new InvalidConfigException(
          store.displayName()
              + ": holds a run of another configuration ("
              + differences
              + "); choose another folder with --out, or move this one aside with --fresh");
    }
    SameDataCheck.requireSame(before, selection, store.displayName());
  }

  /** Shuts out all tasks that began before, and moves the cells they had finished to the tables. */
  public void recover() throws IOException {
    try {
      lock.shutOutTasks();
      Journal.recover(store.files(configuration), manifest.runId(), manifest.attempt());
    } catch (IOException e) {
      throw OutputException.of(store.displayName(), e);
    }
  }

  /**
   * Writes the row of a cell that no task could run.
   *
   * @param task a number that no task has
   */
  public void writeFailed(int task, CellOutcome failed) throws IOException {
    try {
      store.write(
          String.format(Locale.ROOT, "%03d-%05d", manifest.attempt(), task),
          manifest.runId(),
          manifest.attempt(),
          host,
          List.of(failed),
          configuration);
    } catch (IOException e) {
      throw OutputException.of(store.displayName(), e);
    }
  }

  /** Returns the fence by which this run's tasks may write. */
  public Fence fence() {
    return lock.fence(store);
  }

  /**
   * Compacts the result files and marks the run as finished.
   *
   * @throws OutputException if that cannot be written
   */
  public void finish(int failedCells) throws IOException {
    try {
      // A speculative copy of a task may still be about to write what has been written.
      lock.shutOutTasks();
      RunFiles files = store.files(configuration);
      new Compaction(files).run(manifest.attempt());
      Journal.delete(files);
      manifest = manifest.finished(failedCells);
      store.writeManifest(manifest.toJson(), configuration);
    } catch (IOException e) {
      throw OutputException.of(store.displayName(), e);
    }
  }

  /** Releases the folder for other runs. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  public ResultStore store() {
    return store;
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * Returns where the folder's former contents are now; empty if there were none or they stayed.
   */
  public Optional<String> movedTo() {
    return movedTo;
  }
}

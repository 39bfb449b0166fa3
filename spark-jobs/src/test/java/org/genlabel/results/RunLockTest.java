package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.experiment.config.InvalidConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLockTest {
  // Short, so that a lock is seen to be alive or dead within a second; long beside a thread's
  // delay.
  private static final Duration BEAT = Duration.ofMillis(250);

  @TempDir private Path folder;
  private final Configuration configuration = new Configuration();
  private final List<String> notices = new ArrayList<>();
  private ResultStore store;
  private Path file;

  @BeforeEach
  void nameFiles() {
    store = ResultStore.at(folder.toString());
    file = folder.resolve("_lock");
  }

  @Test
  void theLockNamesItsHolderAndIsGoneAfterwards() throws IOException {
    try (RunLock lock = acquire()) {
      LockHolder holder = holder();
      assertThat(holder.process()).isEqualTo(ProcessHandle.current().pid());
      assertThat(holder.description()).contains("process " + holder.process() + " on ");
      assertThat(holder.isDead()).isFalse();
      assertThat(lock.fence(store).token()).isEqualTo(holder.token());
    }
    assertThat(file).doesNotExist();
    assertThat(notices).isEmpty();
  }

  @Test
  void aSecondRunIsRefusedWithTheHolderNamed() throws IOException {
    try (RunLock lock = acquire()) {
      String token = lock.fence(store).token();

      assertThatExceptionOfType(InvalidConfigException.class)
          .isThrownBy(this::acquire)
          .withMessageStartingWith(folder + ": another run is writing to this folder (process ")
          .withMessageContaining("process " + ProcessHandle.current().pid() + " on ")
          .withMessageContaining("--out");

      assertThat(holder().token()).as("still that of the first").isEqualTo(token);
    }
    assertThat(notices).singleElement().asString().contains("is locked by process", "waiting 1 s");
  }

  @Test
  void theLockOfAProcessThatEndedIsTakenAtOnce() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "60").start();
    LockHolder dead = holderWith(process.pid(), process.info().startInstant().get().toString());
    assertThat(dead.isDead()).isFalse();
    process.destroyForcibly().waitFor();
    assertThat(dead.isDead()).isTrue();
    Files.writeString(file, dead.toJson());

    try (RunLock lock = acquire()) {
      assertThat(holder().token()).isEqualTo(lock.fence(store).token()).isNotEqualTo("of old");
    }
    assertThat(notices).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aProcessThatGotTheIdOfTheHolderIsNotTheHolder() throws IOException {
    LockHolder dead = holderWith(ProcessHandle.current().pid(), "2001-01-01T00:00:00Z");

    assertThat(dead.isDead()).isTrue();
  }

  @Test
  void theLockOfAnotherMachineIsTakenWhenItShowsNoSignOfLife() throws IOException {
    LockHolder here = LockHolder.here();
    LockHolder elsewhere =
        new LockHolder("of old", "far away", "another machine", here.process(), "", "then", 7);
    assertThat(elsewhere.isDead()).as("cannot be seen").isFalse();
    Files.writeString(file, elsewhere.toJson());
    long start = System.nanoTime();

    try (RunLock lock = acquire()) {
      assertThat(holder().token()).isEqualTo(lock.fence(store).token());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(BEAT.multipliedBy(3));
    assertThat(notices).singleElement().asString().contains("on far away since then");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{}", "not a lock"})
  void anUnreadableLockIsTakenAsStale(String text) throws IOException {
    Files.writeString(file, text);

    try (RunLock lock = acquire()) {
      assertThat(holder().token()).isEqualTo(lock.fence(store).token());
    }
    assertThat(notices).singleElement().asString().contains("an unknown process");
  }

  @Test
  void theLockBeats() throws IOException, InterruptedException {
    try (RunLock lock = acquire()) {
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (holder().beat() < 2) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.sleep(20);
      }
      assertThat(holder().token()).isEqualTo(lock.fence(store).token());
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFormerHolderDoesNotTakeTheLockBack() throws IOException, InterruptedException {
    Fence fence;
    LockHolder other = LockHolder.here();
    try (RunLock lock = acquire()) {
      fence = lock.fence(store);
      fence.check(configuration);
      Files.writeString(file, other.toJson());

      Thread.sleep(BEAT.multipliedBy(3).toMillis());

      assertRefused(fence);
      assertThatExceptionOfType(OutputException.class).isThrownBy(lock::shutOutTasks);
    }
    assertThat(holder()).as("not deleted by the former holder").isEqualTo(other);
  }

  @Test
  void tasksThatAreShutOutMayNotWrite() throws IOException {
    Fence before;
    Fence after;
    try (RunLock lock = acquire()) {
      before = lock.fence(store);
      lock.shutOutTasks();
      after = lock.fence(store);

      assertRefused(before);
      after.check(configuration);
    }
    assertRefused(after);
  }

  private void assertRefused(Fence fence) {
    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> fence.check(configuration))
        .withMessageStartingWith(folder + ": another run has taken this folder over");
  }

  private RunLock acquire() throws IOException {
    return RunLock.acquire(store, configuration, BEAT, notices::add);
  }

  private LockHolder holder() throws IOException {
    return LockHolder.parse(Optional.of(Files.readString(file))).orElseThrow();
  }

  private static LockHolder holderWith(long process, String started) {
    LockHolder here = LockHolder.here();
    return new LockHolder("of old", here.host(), here.machine(), process, started, here.since(), 3);
  }
}

package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.spark.SampleOutcomes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionOutputTest {
  private static final PartitionOutput.Origin ORIGIN =
      new PartitionOutput.Origin("001-00004", "run-1", 1, "here/0");
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @TempDir private Path folder;
  private final Configuration configuration = new Configuration();
  private ResultStore store;
  private RunLock lock;

  @BeforeEach
  void lockFolder() throws IOException {
    store = ResultStore.at(folder.toString());
    store.create(configuration);
    lock = RunLock.acquire(store, configuration, RunLock.BEAT, notice -> {});
  }

  @AfterEach
  void unlockFolder() throws IOException {
    lock.close();
    Thread.interrupted();
  }

  @Test
  void nothingIsInTheTablesBeforeAllAre() throws IOException {
    try (PartitionOutput output = output(NEVER)) {
      output.add(cells(0, 1));
      output.add(cells(2));
      assertThat(names("cells")).isEmpty();
      assertThat(names("_journal")).isEmpty();

      output.commit(cells(3));
    }
    assertThat(names("cells")).containsExactly("part-001-00004.parquet");
    assertThat(keys("cells/part-001-00004.parquet")).isEqualTo(4);
    assertThat(names("_journal")).isEmpty();
  }

  @Test
  void cellsThatWaitAreInTheJournalUntilAllAreInTheTables() throws Exception {
    try (PartitionOutput output = output(AT_ONCE)) {
      output.add(cells(0, 1));
      awaitJournal(1);
      output.add(cells(2));
      awaitJournal(2);
      assertThat(names("cells")).isEmpty();
      List<String> journal = names("_journal/cells");
      assertThat(names("_journal/cv_scores")).isEqualTo(journal);
      assertThat(keys("_journal/cells/" + journal.get(0))).isEqualTo(2);
      assertThat(keys("_journal/cells/" + journal.get(1))).isEqualTo(1);

      output.commit(cells(3));
    }
    assertThat(keys("cells/part-001-00004.parquet")).isEqualTo(4);
    assertThat(names("_journal/cells")).isEmpty();
    assertThat(names("_journal/cv_scores")).isEmpty();
  }

  @Test
  void twoSecondsAreTheLongestWait() throws Exception {
    try (PartitionOutput output = new PartitionOutput(lock.fence(store), ORIGIN, configuration)) {
      output.add(cells(0));
      // More than the two, for a machine that is busy; less than the five that are promised.
      awaitJournal(1, Duration.ofSeconds(5));
      output.commit(cells(1));
    }
  }

  @Test
  void finishedCellsOfATaskThatDiesAreInTheJournal() throws IOException {
    try (PartitionOutput output = output(NEVER)) {
      output.add(cells(0));
      output.add(cells(1, 2));
    }
    assertThat(names("cells")).isEmpty();
    assertThat(names("_journal/cells")).hasSize(1);
    assertThat(keys("_journal/cells/" + names("_journal/cells").get(0))).isEqualTo(3);
  }

  @Test
  void anInterruptedTaskWritesItsWorkAndStaysInterrupted() throws IOException {
    try (PartitionOutput output = output(NEVER)) {
      output.add(cells(0));
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(keys("_journal/cells/" + names("_journal/cells").get(0))).isEqualTo(1);
  }

  @Test
  void twoCopiesOfATaskDoNotDisturbEachOther() throws IOException {
    try (PartitionOutput one = output(NEVER);
        PartitionOutput other = output(NEVER)) {
      one.add(cells(0));
      other.add(cells(0));
      one.commit(cells(1));
    }
    assertThat(keys("cells/part-001-00004.parquet")).isEqualTo(2);
    assertThat(names("_journal/cells")).hasSize(1);
  }

  @Test
  void aTaskOfAnEarlierRunWritesNothing() throws IOException {
    try (PartitionOutput output = output(NEVER)) {
      lock.shutOutTasks();

      assertThatExceptionOfType(OutputException.class)
          .isThrownBy(() -> output.commit(cells(0)))
          .withMessageStartingWith(folder + ": another run has taken this folder over");
    }
    assertThat(names("cells")).isEmpty();
    assertThat(names("cv_scores")).isEmpty();
    assertThat(names("_journal")).as("nor to the journal").isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNamed() throws IOException {
    Files.delete(folder.resolve("cells"));
    Files.writeString(folder.resolve("cells"), "no folder");
    try (PartitionOutput output = output(NEVER)) {
      assertThatExceptionOfType(OutputException.class)
          .isThrownBy(() -> output.commit(cells(0)))
          .withMessageStartingWith(folder + ": cannot be written to: ")
          .withMessageContaining("the same command goes on");
    }
  }

  @Test
  void aJournalThatCannotBeWrittenEndsTheTask() throws Exception {
    Files.writeString(folder.resolve("_journal"), "no folder");
    try (PartitionOutput output = output(AT_ONCE)) {
      output.add(cells(0));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      OutputException failure = null;
      while (failure == null) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.sleep(10);
        try {
          output.add(List.of());
        } catch (OutputException e) {
          failure = e;
        }
      }
      assertThat(failure).hasMessageStartingWith(folder + ": cannot be written to: ");
    }
  }

  private PartitionOutput output(Duration longestWait) {
    return new PartitionOutput(lock.fence(store), ORIGIN, configuration, longestWait);
  }

  private void awaitJournal(int files) throws Exception {
    awaitJournal(files, Duration.ofSeconds(20));
  }

  private void awaitJournal(int files, Duration patience) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (names("_journal/cells").size() < files) {
      assertThat(System.nanoTime()).as("the journal takes too long").isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  private static List<CellOutcome> cells(int... trials) {
    return IntStream.of(trials).mapToObj(trial -> SampleOutcomes.ok(trial, 0.5)).toList();
  }

  private int keys(String name) throws IOException {
    return CellMerge.keys(store.files(configuration), name).size();
  }

  /** Returns the names of the complete files in a folder. */
  private List<String> names(String subfolder) throws IOException {
    if (!Files.exists(folder.resolve(subfolder))) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder.resolve(subfolder))) {
      return children
          .map(child -> child.getFileName().toString())
          .filter(name -> !name.startsWith("_"))
          .sorted()
          .toList();
    }
  }
}

package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.spark.SampleOutcomes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that result files are merged, and cells are recovered from a journal. */
class CompactionTest {
  @TempDir private Path folder;
  private final Configuration configuration = new Configuration();
  private ResultStore store;
  private RunFiles files;

  @BeforeEach
  void createStore() throws IOException {
    store = ResultStore.at(folder.toString());
    files = store.files(configuration);
    store.create(configuration);
  }

  @Test
  void manyFilesBecomeOneOfEachKindWithTheSameRows() throws IOException {
    write(TableFolders.TABLES, "001-00000", SampleOutcomes.ok(0, 0.5), SampleOutcomes.failed(7));
    write(TableFolders.TABLES, "001-00001", SampleOutcomes.ok(1, 0.25), SampleOutcomes.ok(2, 0.75));
    write(TableFolders.TABLES, "001-00002", SampleOutcomes.failed(8));

    new Compaction(files).run(1);

    assertThat(names("cells"))
        .containsExactly("failed-001-compacted.parquet", "part-001-compacted.parquet");
    assertThat(names("cv_scores")).containsExactly("part-001-compacted.parquet");
    assertThat(names(".")).containsExactly("cells", "cv_scores");
    assertThat(cells("part-001-compacted")).containsExactly("0 0.5", "1 0.25", "2 0.75");
    assertThat(cells("failed-001-compacted")).containsExactly("7 failed", "8 failed");
    assertThat(scores("part-001-compacted"))
        .containsExactly("0 0.1", "0 0.01", "1 0.1", "1 0.01", "2 0.1", "2 0.01");
  }

  @Test
  void aLaterAttemptsRowsJoinThoseOfTheFirst() throws IOException {
    write(TableFolders.TABLES, "001-00000", SampleOutcomes.ok(0, 0.5));
    write(TableFolders.TABLES, "001-00001", SampleOutcomes.ok(1, 0.5));
    new Compaction(files).run(1);
    write(TableFolders.TABLES, "002-00000", SampleOutcomes.ok(2, 0.5));

    new Compaction(files).run(2);

    assertThat(names("cells")).containsExactly("part-002-compacted.parquet");
    assertThat(cells("part-002-compacted")).containsExactly("0 0.5", "1 0.5", "2 0.5");
    assertThat(scores("part-002-compacted")).hasSize(6);
  }

  @Test
  void oneFileIsLeftAsItIs() throws IOException {
    write(TableFolders.TABLES, "001-00000", SampleOutcomes.ok(0, 0.5), SampleOutcomes.failed(1));

    new Compaction(files).run(1);

    assertThat(names("cells"))
        .containsExactly("failed-001-00000.parquet", "part-001-00000.parquet");
  }

  @Test
  void aDuplicateCellIsTakenOnceWithItsScores() throws IOException {
    write(TableFolders.TABLES, "001-00000", SampleOutcomes.ok(0, 0.5));
    write(
        TableFolders.TABLES,
        "001-00001",
        SampleOutcomes.ok(0, 0.75),
        SampleOutcomes.ok(1, 0.25),
        SampleOutcomes.failed(5));
    write(TableFolders.TABLES, "002-00000", SampleOutcomes.failed(5));

    new Compaction(files).run(2);

    assertThat(cells("part-002-compacted")).containsExactly("0 0.5", "1 0.25");
    assertThat(scores("part-002-compacted")).containsExactly("0 0.1", "0 0.01", "1 0.1", "1 0.01");
    assertThat(cells("failed-002-compacted")).containsExactly("5 failed");
  }

  @Test
  void aCompactionThatDiedBeforeItsPlanIsDiscarded() throws IOException {
    write(TableFolders.TABLES, "001-00000", SampleOutcomes.ok(0, 0.5));
    Files.writeString(folder.resolve("cells/_unfinished-1-part-001-compacted.parquet"), "half");

    new Compaction(files).complete();
    store.dropFailedAndUnfinished(configuration);

    assertThat(names("cells")).containsExactly("part-001-00000.parquet");
  }

  /** Acts as if the process had died after the given number of its steps. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void aCompactionThatDiedAfterItsPlanIsCompleted(int steps) throws IOException {
    write(TableFolders.TABLES, "001-00000", SampleOutcomes.ok(0, 0.5));
    write(TableFolders.TABLES, "001-00001", SampleOutcomes.ok(1, 0.5));
    Path elsewhere = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-copy"));
    ResultStore copy = ResultStore.at(elsewhere.toString());
    copy.create(configuration);
    write(copy, TableFolders.TABLES, "x", SampleOutcomes.ok(0, 0.5), SampleOutcomes.ok(1, 0.5));
    Path newCells = folder.resolve("cells/_unfinished-u-part-001-compacted.parquet");
    Path newScores = folder.resolve("cv_scores/_unfinished-u-part-001-compacted.parquet");
    Files.copy(elsewhere.resolve("cells/part-x.parquet"), newCells);
    Files.copy(elsewhere.resolve("cv_scores/part-x.parquet"), newScores);
    Files.writeString(
        folder.resolve("_compaction.json"),
        """
        {"remove": ["cells/part-001-00000.parquet", "cells/part-001-00001.parquet",
                    "cv_scores/part-001-00000.parquet", "cv_scores/part-001-00001.parquet"],
         "reveal": {"cv_scores/_unfinished-u-part-001-compacted.parquet": "cv_scores/part-001-compacted.parquet",
                    "cells/_unfinished-u-part-001-compacted.parquet": "cells/part-001-compacted.parquet"}}
        """);
    List<Path> removed =
        List.of(
            folder.resolve("cells/part-001-00000.parquet"),
            folder.resolve("cells/part-001-00001.parquet"),
            folder.resolve("cv_scores/part-001-00000.parquet"),
            folder.resolve("cv_scores/part-001-00001.parquet"));
    for (Path file : removed.subList(0, Math.min(4, steps))) {
      Files.delete(file);
    }
    if (steps >= 5) {
      Files.move(newScores, folder.resolve("cv_scores/part-001-compacted.parquet"));
    }
    if (steps >= 6) {
      Files.move(newCells, folder.resolve("cells/part-001-compacted.parquet"));
    }

    new Compaction(files).complete();

    assertThat(names("cells")).containsExactly("part-001-compacted.parquet");
    assertThat(names("cv_scores")).containsExactly("part-001-compacted.parquet");
    assertThat(cells("part-001-compacted")).containsExactly("0 0.5", "1 0.5");
    assertThat(names(".")).containsExactly("cells", "cv_scores");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"remove\": [\"../precious\"], \"reveal\": {}}",
        "{\"remove\": [\"cells/../../precious\"], \"reveal\": {}}",
        "{\"remove\": [\"/etc/passwd\"], \"reveal\": {}}",
        "{\"remove\": [\"manifest.json\"], \"reveal\": {}}",
        "{\"remove\": [], \"reveal\": {\"cells/a\": \"../b\"}}",
        "{",
        "[]",
        "null"
      })
  void anInvalidPlanOrOneThatNamesOtherFilesIsRefused(String plan) throws IOException {
    Path precious = folder.resolveSibling("precious");
    Files.writeString(precious, "keep");
    Files.writeString(folder.resolve("manifest.json"), "{}");
    Files.writeString(folder.resolve("_compaction.json"), plan);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new Compaction(files).complete())
        .withMessageContaining("_compaction.json");

    assertThat(precious).hasContent("keep");
    assertThat(folder.resolve("manifest.json")).exists();
  }

  @Test
  void theJournalsCellsMoveToTheTablesUnlessTheyAreThere() throws IOException {
    write(TableFolders.TABLES, "001-00000", SampleOutcomes.ok(0, 0.5));
    files.createFolder(TableFolders.JOURNAL.folder(ResultSchema.CELLS));
    files.createFolder(TableFolders.JOURNAL.folder(ResultSchema.CV_SCORES));
    // Two copies of a task, and a cell whose partition was completed by another copy.
    write(TableFolders.JOURNAL, "001-00001-a-0", SampleOutcomes.ok(1, 0.25));
    write(
        TableFolders.JOURNAL,
        "001-00001-b-0",
        SampleOutcomes.ok(1, 0.25),
        SampleOutcomes.ok(2, 0.75));
    write(
        TableFolders.JOURNAL, "001-00000-c-0", SampleOutcomes.ok(0, 0.5), SampleOutcomes.failed(6));
    Files.writeString(folder.resolve("_journal/cells/_unfinished-z-part"), "half a fi");

    Journal.recover(files, "run-1", 2);

    assertThat(names("cells"))
        .containsExactly("part-001-00000.parquet", "part-002-recovered-0.parquet");
    assertThat(names("cv_scores"))
        .containsExactly("part-001-00000.parquet", "part-002-recovered-0.parquet");
    assertThat(cells("part-002-recovered-0")).containsExactly("1 0.25", "2 0.75");
    assertThat(scores("part-002-recovered-0"))
        .containsExactly("1 0.1", "1 0.01", "2 0.1", "2 0.01");

    write(TableFolders.JOURNAL, "001-00003-d-0", SampleOutcomes.ok(3, 0.5));
    Journal.recover(files, "run-1", 2);

    assertThat(cells("part-002-recovered-0")).as("left as it was").hasSize(2);
    assertThat(cells("part-002-recovered-1")).containsExactly("3 0.5");

    Journal.delete(files);

    assertThat(names(".")).containsExactly("cells", "cv_scores");
  }

  @Test
  void cellsOfAnotherRunsTasksAreNotTaken() throws IOException {
    files.createFolder(TableFolders.JOURNAL.folder(ResultSchema.CELLS));
    files.createFolder(TableFolders.JOURNAL.folder(ResultSchema.CV_SCORES));
    write(TableFolders.JOURNAL, "001-00000-a-0", SampleOutcomes.ok(0, 0.5));

    Journal.recover(files, "run-2", 1);

    assertThat(names("cells")).isEmpty();
    assertThat(names("cv_scores")).isEmpty();
    assertThat(names("_journal/cells")).isEmpty();
  }

  @Test
  void anEmptyJournalChangesNothing() throws IOException {
    write(TableFolders.TABLES, "001-00000", SampleOutcomes.ok(0, 0.5));

    Journal.recover(files, "run-1", 2);
    Journal.delete(files);

    assertThat(names("cells")).containsExactly("part-001-00000.parquet");
  }

  private void write(TableFolders folders, String name, CellOutcome... outcomes)
      throws IOException {
    write(store, folders, name, outcomes);
  }

  private void write(ResultStore to, TableFolders folders, String name, CellOutcome... outcomes)
      throws IOException {
    to.write(folders, name, "run-1", 1, "here/0", List.of(outcomes), configuration);
  }

  private List<String> names(String subfolder) throws IOException {
    try (Stream<Path> children = Files.list(folder.resolve(subfolder))) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }

  /** Returns trial and test accuracy of every row of a file of cells. */
  private List<String> cells(String name) throws IOException {
    return rows(
        "cells/" + name + ".parquet",
        row ->
            row.getInteger("trial", 0)
                + " "
                + (row.getString("status", 0).equals("ok")
                    ? row.getDouble("test_accuracy", 0)
                    : "failed"));
  }

  /** Returns trial and learning rate of every row of a file of scores. */
  private List<String> scores(String name) throws IOException {
    return rows(
        "cv_scores/" + name + ".parquet",
        row -> row.getInteger("trial", 0) + " " + row.getDouble("learning_rate", 0));
  }

  private List<String> rows(String name, Function<Group, String> text) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = RowFiles.reader(files, name)) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(text.apply(row));
      }
    }
    return rows;
  }
}

package org.genlabel.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.spark.ResultTables;
import org.genlabel.spark.SampleOutcomes;
import org.genlabel.spark.TestSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResultStoreTest {
  @TempDir private static Path home;
  private final Configuration configuration = new Configuration();
  private SparkSession spark;
  private Path folder;
  private ResultStore store;

  @BeforeAll
  void startSpark() {
    spark = TestSession.start("local[1]");
  }

  @AfterAll
  void stopSpark() {
    spark.stop();
  }

  @BeforeEach
  void createStore() throws IOException {
    folder = Files.createTempDirectory(home, "run ä ");
    store = ResultStore.at(folder.toString());
    store.create(configuration);
  }

  @Test
  void cellsHaveTheDocumentedColumns() throws IOException {
    write("001-00000", SampleOutcomes.ok(0, 0.5));

    // Metrics of later versions follow.
    assertThat(columns("cells"))
        .startsWith(
            "run_id string",
            "dataset_id int",
            "dataset string",
            "model string",
            "scheme string",
            "alpha double",
            "trial int",
            "status string",
            "error string",
            "test_accuracy double",
            "train_accuracy double",
            "cv_accuracy double",
            "robust_accuracy double",
            "learning_rate double",
            "gamma double",
            "density string",
            "n_train int",
            "n_test int",
            "n_features int",
            "n_classes int",
            "gm_train_accuracy double",
            "kde_train_accuracy double",
            "intrusion_rate double",
            "seed bigint",
            "fit_seconds double",
            "attempt int",
            "host string",
            "finished_at timestamp");
  }

  @Test
  void scoresNameTheirCellTheCandidateAndTheChoice() throws IOException {
    write("001-00000", SampleOutcomes.ok(0, 0.5));

    assertThat(columns("cv_scores"))
        .containsExactly(
            "run_id string",
            "dataset_id int",
            "dataset string",
            "model string",
            "scheme string",
            "alpha double",
            "trial int",
            "learning_rate double",
            "gamma double",
            "density string",
            "cv_accuracy double",
            "chosen boolean");
  }

  @Test
  void emptyTablesHaveTheSameColumnsAsWrittenOnes() throws IOException {
    ResultTables tables = new ResultTables(spark, ResultStore.at(home.resolve("none").toString()));
    List<String> before = columns(tables.cells(configuration));
    List<String> scoresBefore = columns(tables.cvScores(configuration));

    write("001-00000", SampleOutcomes.ok(0, 0.5));

    assertThat(before).isEqualTo(columns("cells"));
    assertThat(scoresBefore).isEqualTo(columns("cv_scores"));
    assertThat(tables.cells(configuration).collectAsList()).isEmpty();
  }

  @Test
  void everyValueComesBack() throws IOException {
    write("001-00000", SampleOutcomes.ok(3, 0.1 + 0.2));

    Row row = read("cells").collectAsList().get(0);
    assertThat(row.<String>getAs("run_id")).isEqualTo("run-1");
    assertThat(row.<Integer>getAs("dataset_id")).isEqualTo(48);
    assertThat(row.<String>getAs("dataset")).isEqualTo("täe");
    assertThat(row.<String>getAs("model")).isEqualTo("softmax-regression");
    assertThat(row.<String>getAs("scheme")).isEqualTo("genlabel-gm");
    assertThat(row.<Double>getAs("alpha")).isEqualTo(2.0);
    assertThat(row.<Integer>getAs("trial")).isEqualTo(3);
    assertThat(row.<String>getAs("status")).isEqualTo("ok");
    assertThat(row.<Double>getAs("test_accuracy")).as("every bit").isEqualTo(0.1 + 0.2);
    assertThat(row.<Double>getAs("train_accuracy")).isEqualTo(0.75);
    assertThat(row.<Double>getAs("cv_accuracy")).isEqualTo(0.625);
    assertThat(row.<Double>getAs("learning_rate")).isEqualTo(0.01);
    assertThat(row.<Double>getAs("gamma")).isEqualTo(0.4);
    assertThat(row.<String>getAs("density")).isEqualTo("gm");
    assertThat(row.<Integer>getAs("n_train")).isEqualTo(105);
    assertThat(row.<Integer>getAs("n_test")).isEqualTo(46);
    assertThat(row.<Integer>getAs("n_features")).isEqualTo(5);
    assertThat(row.<Integer>getAs("n_classes")).isEqualTo(4);
    assertThat(row.<Double>getAs("gm_train_accuracy")).isEqualTo(0.9);
    assertThat(row.<Double>getAs("kde_train_accuracy")).isEqualTo(0.8);
    assertThat(row.<Long>getAs("seed")).isEqualTo(1L << 40);
    assertThat(row.<Double>getAs("fit_seconds")).isEqualTo(0.25);
    assertThat(row.<Integer>getAs("attempt")).isEqualTo(2);
    assertThat(row.<String>getAs("host")).isEqualTo("here/0");
    for (String notMeasured : List.of("error", "robust_accuracy", "intrusion_rate")) {
      assertThat(row.<Object>getAs(notMeasured)).as(notMeasured).isNull();
    }
  }

  @Test
  void nullsComeBackAsNulls() throws IOException {
    write("001-00000", SampleOutcomes.failed(0));

    Row row = read("cells").collectAsList().get(0);
    List<String> present =
        Stream.of(row.schema().fieldNames()).filter(name -> row.getAs(name) != null).toList();
    assertThat(present)
        .containsExactly(
            "run_id",
            "dataset",
            "model",
            "scheme",
            "trial",
            "status",
            "error",
            "seed",
            "fit_seconds",
            "attempt",
            "host",
            "finished_at");
    assertThat(row.<String>getAs("error")).isEqualTo("IllegalStateException: no luck");
  }

  @Test
  void timesAreUtcToTheMicrosecond() throws IOException {
    write("001-00000", SampleOutcomes.ok(0, 0.5));

    Row row =
        read("cells")
            .selectExpr("unix_micros(finished_at)", "cast(finished_at as string)")
            .collectAsList()
            .get(0);
    long micros = SampleOutcomes.FINISHED.getEpochSecond() * 1_000_000 + 123_456;
    assertThat(row.getLong(0)).isEqualTo(micros);
    assertThat(row.getString(1)).isEqualTo("2026-07-01 22:59:58.123456");
  }

  @Test
  void everyCandidateHasAScoreAndOneIsChosen() throws IOException {
    write("001-00000", SampleOutcomes.ok(0, 0.5));

    List<Row> rows =
        read("cv_scores")
            .select("learning_rate", "gamma", "density", "cv_accuracy", "chosen")
            .orderBy("learning_rate")
            .collectAsList();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).toString()).isEqualTo("[0.01,0.4,gm,0.625,true]");
    assertThat(rows.get(1).toString()).isEqualTo("[0.1,null,null,0.5,false]");
  }

  @Test
  void failedRowsAreInSeparateFiles() throws IOException {
    write(
        "001-00000",
        SampleOutcomes.ok(0, 0.5),
        SampleOutcomes.failed(1),
        SampleOutcomes.ok(2, 0.5));

    assertThat(names("cells"))
        .containsExactly("failed-001-00000.parquet", "part-001-00000.parquet");
    assertThat(names("cv_scores")).containsExactly("part-001-00000.parquet");
    assertThat(read("cells").count()).isEqualTo(3);

    store.dropFailedAndUnfinished(configuration);

    assertThat(names("cells")).containsExactly("part-001-00000.parquet");
    assertThat(names("cv_scores")).containsExactly("part-001-00000.parquet");
    assertThat(read("cells").where("status = 'ok'").count()).isEqualTo(2);
    assertThat(read("cells").count()).isEqualTo(2);
  }

  @Test
  void aRetryWithOtherOutcomesLeavesNothingOfTheFirst() throws IOException {
    write("001-00000", SampleOutcomes.failed(1));
    write("001-00000", SampleOutcomes.ok(1, 0.5));

    assertThat(names("cells")).containsExactly("part-001-00000.parquet");

    write("001-00000", SampleOutcomes.failed(1));

    assertThat(names("cells")).containsExactly("failed-001-00000.parquet");
    assertThat(names("cv_scores")).isEmpty();
  }

  @Test
  void nothingUnfinishedIsLeft() throws IOException {
    write("001-00000", SampleOutcomes.ok(0, 0.5), SampleOutcomes.failed(1));
    store.writeManifest("{}", configuration);

    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("_unfinished-"));
    }
  }

  @Test
  void whatADeadAttemptLeftIsNotReadAndIsCleanedUp() throws IOException {
    write("001-00000", SampleOutcomes.ok(0, 0.5));
    Path unfinished = folder.resolve("cells/_unfinished-part-001-00001-x.parquet");
    Files.writeString(unfinished, "half a fi");

    assertThat(read("cells").count()).isEqualTo(1);

    store.dropFailedAndUnfinished(configuration);

    assertThat(unfinished).doesNotExist();
    assertThat(read("cells").count()).isEqualTo(1);
  }

  @Test
  void writingAPartitionAgainReplacesIt() throws IOException {
    write("001-00000", SampleOutcomes.ok(0, 0.5));
    write("001-00001", SampleOutcomes.ok(1, 0.5));
    write("001-00000", SampleOutcomes.ok(0, 0.75));

    assertThat(names("cells")).containsExactly("part-001-00000.parquet", "part-001-00001.parquet");
    assertThat(
            read("cells")
                .orderBy("trial")
                .select("trial", "test_accuracy")
                .collectAsList()
                .toString())
        .isEqualTo("[[0,0.75], [1,0.5]]");
    assertThat(read("cv_scores").count()).isEqualTo(4);
  }

  @Test
  void aPartitionWithoutRowsWritesNoFile() throws IOException {
    write("001-00000");

    assertThat(names("cells")).isEmpty();
    assertThat(names("cv_scores")).isEmpty();
  }

  @Test
  void replacingTheManifestLeavesOneManifest() throws IOException {
    store.writeManifest("first", configuration);
    store.writeManifest("ä", configuration);

    assertThat(store.readManifest(configuration)).contains("ä");
    assertThat(names(".")).containsExactly("cells", "cv_scores", "manifest.json");
  }

  @Test
  void aManifestWrittenThroughHadoopIsReplacedByOneThatHadoopReads() throws IOException {
    org.apache.hadoop.fs.Path manifest =
        new org.apache.hadoop.fs.Path(store.folder(), "manifest.json");
    FileSystem hadoop = FileSystem.getLocal(configuration);
    try (FSDataOutputStream out = hadoop.create(manifest)) {
      out.writeBytes("before");
    }
    assertThat(folder.resolve(".manifest.json.crc")).exists();

    store.writeManifest("after", configuration);

    try (FSDataInputStream in = hadoop.open(manifest)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("after");
    }
  }

  @Test
  void smallTablesAreReadInOnePartition() throws IOException {
    write("001-00000", SampleOutcomes.ok(0, 0.5));
    write("001-00001", SampleOutcomes.ok(1, 0.5));

    assertThat(new ResultTables(spark, store).areSmall(configuration)).isTrue();
    assertThat(read("cells").count()).isEqualTo(2);
    assertThat(read("cells").rdd().getNumPartitions()).isEqualTo(1);
  }

  @Test
  void oneLargeTableIsEnoughForTablesNotToBeSmall() throws IOException {
    Files.write(folder.resolve("cv_scores/large.parquet"), new byte[5 << 20]);

    assertThat(new ResultTables(spark, store).areSmall(configuration)).isFalse();
  }

  @Test
  void aFolderWithoutManifestHasNone() throws IOException {
    assertThat(store.readManifest(configuration)).isEmpty();
  }

  @Test
  void localFoldersAreShownAsPathsAndOthersAsUris() {
    assertThat(store.displayName()).isEqualTo(folder.toString());
    assertThat(store.folder()).startsWith("file:///");
    assertThat(ResultStore.at("s3a://bucket/run").displayName()).isEqualTo("s3a://bucket/run");
    assertThat(ResultStore.at("relative").displayName())
        .isEqualTo(Path.of("relative").toAbsolutePath().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with blank",
        "with#hash",
        "50%",
        "%41",
        "a+b",
        "a:b",
        "naïve",
        "a?b",
        "[x]",
        "{a,b}"
      })
  void aFolderMayHaveAnyName(String name) throws IOException {
    folder = Files.createTempDirectory(home, "any").resolve(name);
    store = ResultStore.at(folder.toString());
    store.create(configuration);

    write("001-00000", SampleOutcomes.ok(0, 0.5));
    store.writeManifest("{}", configuration);

    assertThat(folder.resolve("manifest.json")).hasContent("{}");
    assertThat(names("cells")).containsExactly("part-001-00000.parquet");
    assertThat(read("cells").count()).isEqualTo(1);
    assertThat(store.displayName()).isEqualTo(folder.toString());
  }

  private void write(String partition, CellOutcome... outcomes) throws IOException {
    store.write(partition, "run-1", 2, "here/0", List.of(outcomes), configuration);
  }

  private Dataset<Row> read(String table) throws IOException {
    ResultTables tables = new ResultTables(spark, store);
    return table.equals("cells") ? tables.cells(configuration) : tables.cvScores(configuration);
  }

  /** Returns names and types as Spark finds them in the files, without a given schema. */
  private List<String> columns(String table) {
    return columns(spark.read().parquet(folder.resolve(table).toString()));
  }

  private static List<String> columns(Dataset<Row> table) {
    return Stream.of(table.schema().fields())
        .map(field -> field.name() + " " + field.dataType().simpleString())
        .toList();
  }

  private List<String> names(String table) throws IOException {
    try (Stream<Path> children = Files.list(folder.resolve(table))) {
      return children
          .map(child -> child.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}

package org.genlabel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Percentage;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.results.Manifest;
import org.genlabel.results.ResultRows;
import org.genlabel.results.ResultStore;
import org.genlabel.results.RunManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExperimentJobTest {
  @TempDir private static Path home;
  private SparkSession spark;
  private SmallStudy study;
  private Path folder;
  private ResultStore store;

  @BeforeAll
  void startSpark() throws IOException {
    spark = TestSession.start("local[2]");
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
  }

  @AfterAll
  void stopSpark() {
    spark.stop();
  }

  @BeforeEach
  void nameFolder() throws IOException {
    folder = Files.createTempDirectory(home, "run");
    store = ResultStore.at(folder.toString());
  }

  @Test
  void everyCellIsThereExactlyOnce() throws IOException {
    ExperimentJob.Summary summary = study.run(spark, store);

    assertCounts(summary, SmallStudy.CELLS, 0, 0);
    assertThat(keys(cells())).hasSize(SmallStudy.CELLS).doesNotHaveDuplicates();
    ExperimentConfig config = study.config();
    List<String> planned =
        ExperimentPlan.of(config, study.selection(config).datasets()).cells().stream()
            .map(
                cell ->
                    String.join(
                        " ",
                        cell.dataset(),
                        cell.scheme().key(),
                        String.valueOf(cell.alphaOrNull()),
                        Integer.toString(cell.trial())))
            .toList();
    assertThat(keys(cells())).containsExactlyInAnyOrderElementsOf(planned);
    assertThat(cells().where("status = 'ok' and error is null").count())
        .isEqualTo(SmallStudy.CELLS);
  }

  @Test
  void rowsIdentifyTheirCells() throws IOException {
    study.run(spark, store);

    Row row = cells().where("dataset = 'five' and scheme = 'genlabel-gm'").collectAsList().get(0);
    assertThat(row.<String>getAs("run_id")).isEqualTo(Manifest.runId(study.config()));
    assertThat(row.<Integer>getAs("n_train")).isEqualTo(70);
    assertThat(row.<Integer>getAs("n_test")).isEqualTo(30);
    assertThat(row.<Integer>getAs("n_features")).isEqualTo(2);
    assertThat(row.<Integer>getAs("n_classes")).isEqualTo(5);
    assertThat(row.<Long>getAs("seed")).isEqualTo(1);
    assertThat(row.<Integer>getAs("attempt")).isEqualTo(1);
    assertThat(row.<String>getAs("host")).endsWith("/driver");
    assertThat(cells().where("dataset_id is not null").count()).isZero();
    for (String accuracy :
        List.of("test_accuracy", "train_accuracy", "gm_train_accuracy", "kde_train_accuracy")) {
      assertThat(cells().where(accuracy + " between 0 and 1").count())
          .as(accuracy)
          .isEqualTo(SmallStudy.CELLS);
    }
    // Centres six standard deviations apart: the Gaussian classifier gets all but outliers right.
    assertThat(
            cells()
                .where("dataset = 'apart' and scheme = 'gm-classifier' and test_accuracy > 0.9")
                .count())
        .isEqualTo(2);
  }

  @Test
  void everyTrainedCellHasItsScoresAndTheChosenOneIsItsOwn() throws IOException {
    study.run(spark, store);
    cells().createOrReplaceTempView("c");
    scores().createOrReplaceTempView("s");
    String key =
        "c.dataset = s.dataset and c.scheme = s.scheme and c.alpha <=> s.alpha and c.trial ="
            + " s.trial";

    assertThat(scores().count()).isEqualTo(SmallStudy.SCORES);
    assertThat(scores().where("chosen").count()).isEqualTo(SmallStudy.TRAINED_CELLS);
    assertThat(
            spark
                .sql(
                    "select c.dataset, c.scheme, c.alpha, c.trial from c join s on "
                        + key
                        + " where s.chosen and s.learning_rate = c.learning_rate and s.gamma <=>"
                        + " c.gamma and s.density <=> c.density and s.cv_accuracy = c.cv_accuracy"
                        + " and s.run_id = c.run_id")
                .distinct()
                .count())
        .isEqualTo(SmallStudy.TRAINED_CELLS);
    assertThat(
            spark
                .sql("select * from c join s on " + key + " where s.cv_accuracy > c.cv_accuracy")
                .count())
        .as("no candidate is better than the chosen one")
        .isZero();
    assertThat(
            cells()
                .where("scheme = 'gm-classifier' and cv_accuracy is null and learning_rate is null")
                .count())
        .isEqualTo(6);
    assertThat(scores().where("scheme = 'gm-classifier'").count()).isZero();
  }

  @Test
  void aFinishedRunHasNothingLeftToDo() throws IOException {
    study.run(spark, store);
    List<String> before = files();
    List<String> rows = ResultRows.cells(spark, store);
    JobListener listener = new JobListener();

    ExperimentJob.Summary summary = listening(listener, () -> study.run(spark, store));

    assertCounts(summary, SmallStudy.CELLS, SmallStudy.CELLS, 0);
    assertThat(listener.jobsOfGroup(Manifest.runId(study.config()))).isEmpty();
    assertThat(files()).isEqualTo(before);
    assertThat(ResultRows.cells(spark, store)).isEqualTo(rows);
    assertThat(RunManifest.find(store, spark.sparkContext().hadoopConfiguration()))
        .hasValueSatisfying(
            manifest -> {
              assertThat(manifest.status()).isEqualTo("finished");
              assertThat(manifest.attempt()).isEqualTo(2);
              assertThat(manifest.failedCells()).isZero();
            });
  }

  @Test
  void missingCellsAreRunAgainWithTheSameResults() throws IOException {
    int done = study.runFirst(5, store);
    assertThat(cells().count()).isEqualTo(done).isLessThan(SmallStudy.CELLS);

    ExperimentJob.Summary summary = study.run(spark, store);

    assertCounts(summary, SmallStudy.CELLS, done, 0);
    assertThat(keys(cells())).hasSize(SmallStudy.CELLS).doesNotHaveDuplicates();
    assertThat(cells().where("attempt = 1").count()).isEqualTo(done);
    ResultStore fresh = freshRun();
    assertThat(ResultRows.cells(spark, store))
        .isEqualTo(ResultRows.cells(spark, fresh))
        .hasSize(SmallStudy.CELLS);
    assertThat(ResultRows.digest(spark, store))
        .as("rows of cells and cv_scores, none of them twice")
        .isEqualTo(ResultRows.digest(spark, fresh));
  }

  @Test
  void aMissingScoreFileIsNoReasonToRunCellsTwice() throws IOException {
    study.run(spark, store);
    Files.delete(parts("cv_scores").get(0));

    assertThat(study.run(spark, store).alreadyDone()).isEqualTo(SmallStudy.CELLS);
  }

  @Test
  void aFailedCellIsARowAndTheOthersGoOn() throws IOException {
    // Ten rows, hence seven to train on: too few for twenty folds. The classifier needs no folds.
    Files.writeString(study.data().resolve("tiny.arff"), SmallStudy.clusters(2, 10, 4));
    String[] settings = {"experiment.datasets=[five, tiny]", "training.folds=20"};

    ExperimentJob.Summary summary = study.run(spark, store, settings);

    assertCounts(summary, 24, 0, 10);
    assertThat(keys(cells())).hasSize(24).doesNotHaveDuplicates();
    assertThat(
            cells()
                .where("status = 'failed'")
                .select("dataset")
                .distinct()
                .collectAsList()
                .toString())
        .isEqualTo("[[tiny]]");
    assertThat(cells().where("status = 'failed' and scheme <> 'gm-classifier'").count())
        .isEqualTo(10);
    assertThat(cells().where("status = 'failed'").collectAsList())
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("error"))
                  .contains("folds", "7", "20")
                  .doesNotContain("\n");
              assertThat(row.<Object>getAs("test_accuracy")).isNull();
            });
    assertThat(
            RunManifest.find(store, spark.sparkContext().hadoopConfiguration())
                .orElseThrow()
                .failedCells())
        .isEqualTo(10);
    List<String> rows = ResultRows.cells(spark, store);

    ExperimentJob.Summary again = study.run(spark, store, settings);

    assertCounts(again, 24, 14, 10);
    assertThat(ResultRows.cells(spark, store)).isEqualTo(rows);
    assertThat(cells().where("status = 'failed' and attempt = 2").count()).isEqualTo(10);
    assertThat(cells().where("status = 'ok' and attempt = 1").count()).isEqualTo(14);
  }

  @Test
  void theWorkIsOneStageWithoutShuffle() throws IOException {
    JobListener listener = new JobListener();

    listening(listener, () -> study.run(spark, store));

    String group = Manifest.runId(study.config());
    List<SparkListenerJobStart> jobs = listener.jobsOfGroup(group);
    assertThat(jobs).hasSize(1);
    SparkListenerJobStart job = jobs.get(0);
    assertThat(job.stageIds().size()).isEqualTo(1);
    assertThat(job.properties().getProperty("spark.job.description"))
        .isEqualTo("GenLabel study small: 36 cells on 3 datasets");
    int stage = job.stageInfos().head().stageId();
    List<TaskMetrics> tasks = listener.tasksOfStage(stage);
    assertThat(tasks).hasSizeGreaterThan(1);
    assertThat(tasks)
        .allSatisfy(
            task -> {
              assertThat(task.shuffleReadMetrics().totalBytesRead()).isZero();
              assertThat(task.shuffleReadMetrics().recordsRead()).isZero();
              assertThat(task.shuffleWriteMetrics().bytesWritten()).isZero();
              assertThat(task.shuffleWriteMetrics().recordsWritten()).isZero();
            });
  }

  @Test
  void theJobGroupEndsWithTheStudy() {
    study.run(spark, store);

    assertThat(spark.sparkContext().getLocalProperty("spark.jobGroup.id")).isNull();
    assertThat(spark.sparkContext().getLocalProperty("spark.job.description")).isNull();
  }

  @Test
  void progressReceivesEveryCell() throws IOException {
    CountingProgress progress = new CountingProgress();
    ExperimentConfig config = study.config();

    new ExperimentJob(spark, config, study.selection(config), progress).run(store, false);
    letListenersCatchUp();

    assertThat(progress.planned()).isEqualTo(SmallStudy.CELLS);
    assertThat(progress.finished()).isEqualTo(SmallStudy.CELLS);
    assertThat(progress.running()).isZero();
    // Sums of the same numbers in another order.
    assertThat(progress.finishedSeconds())
        .isCloseTo(progress.plannedSeconds(), Percentage.withPercentage(1e-9));
  }

  private ResultStore freshRun() throws IOException {
    ResultStore other = ResultStore.at(Files.createTempDirectory(home, "fresh").toString());
    study.run(spark, other);
    return other;
  }

  private Dataset<Row> cells() throws IOException {
    return new ResultTables(spark, store).cells(spark.sparkContext().hadoopConfiguration());
  }

  private Dataset<Row> scores() throws IOException {
    return new ResultTables(spark, store).cvScores(spark.sparkContext().hadoopConfiguration());
  }

  private static List<String> keys(Dataset<Row> cells) {
    return cells.select("dataset", "scheme", "alpha", "trial").collectAsList().stream()
        .map(row -> row.mkString(" "))
        .toList();
  }

  private List<Path> parts(String table) throws IOException {
    try (Stream<Path> children = Files.list(folder.resolve(table))) {
      return children.filter(child -> child.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private List<String> files() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path part : parts("cells")) {
      names.add(part.getFileName() + " " + Files.getLastModifiedTime(part));
    }
    return names;
  }

  private ExperimentJob.Summary listening(
      SparkListener listener, Supplier<ExperimentJob.Summary> work) {
    spark.sparkContext().addSparkListener(listener);
    try {
      ExperimentJob.Summary summary = work.get();
      letListenersCatchUp();
      return summary;
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
  }

  private void letListenersCatchUp() {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners hang", e);
    }
  }

  /** Records Spark's events of jobs and tasks. */
  private static final class JobListener extends SparkListener {
    private final List<SparkListenerJobStart> jobs = new CopyOnWriteArrayList<>();
    private final List<SparkListenerTaskEnd> tasks = new CopyOnWriteArrayList<>();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      jobs.add(job);
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      tasks.add(task);
    }

    List<SparkListenerJobStart> jobsOfGroup(String group) {
      return jobs.stream()
          .filter(
              job -> {
                Properties properties = job.properties();
                return properties != null
                    && group.equals(properties.getProperty("spark.jobGroup.id"));
              })
          .toList();
    }

    List<TaskMetrics> tasksOfStage(int stage) {
      return tasks.stream()
          .filter(task -> task.stageId() == stage)
          .map(SparkListenerTaskEnd::taskMetrics)
          .toList();
    }
  }

  private static void assertCounts(
      ExperimentJob.Summary summary, int cells, int alreadyDone, int failed) {
    assertThat(summary.cells()).isEqualTo(cells);
    assertThat(summary.alreadyDone()).isEqualTo(alreadyDone);
    assertThat(summary.failed()).isEqualTo(failed);
    assertThat(summary.movedTo()).isEmpty();
    boolean anythingRun = alreadyDone < cells;
    assertThat(summary.plannedSeconds() > 0).isEqualTo(anythingRun);
    assertThat(summary.workSeconds() > 0).isEqualTo(anythingRun);
  }
}

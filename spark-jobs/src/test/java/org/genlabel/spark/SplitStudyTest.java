package org.genlabel.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Percentage;
import org.genlabel.experiment.ExperimentConfig;
import org.genlabel.experiment.ExperimentPlan;
import org.genlabel.experiment.PlannedTask;
import org.genlabel.experiment.SplitRule;
import org.genlabel.experiment.TaskPlan;
import org.genlabel.train.Randomness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A study whose cells are split has the rows of one whose cells are not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitStudyTest {
  private static final SplitRule ALL = new SplitRule(0, 0);
  private static final String SCHEMES =
      "experiment.schemes=[vanilla, adamixup, mixup, mixup-exclude-mi, gm-classifier, genlabel-cv]";

  @TempDir private static Path home;
  private SparkSession spark;
  private SmallStudy study;

  @BeforeAll
  void startSpark() throws IOException {
    spark = TestSession.start("local[2]");
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
  }

  @AfterAll
  void stopSpark() {
    spark.stop();
  }

  private static Path newFolder() throws IOException {
    return Files.createTempDirectory(home, "run");
  }

  private ExperimentJob.Summary run(
      Path folder, Progress progress, SplitRule rule, String... settings) throws IOException {
    ExperimentConfig config = study.config(settings);
    return new ExperimentJob(spark, config, study.selection(config), progress, rule)
        .run(ResultStore.at(folder.toString()), false);
  }

  private String digest(Path folder) {
    return ResultRows.digest(spark, ResultStore.at(folder.toString()));
  }

  private List<String> cells(Path folder) {
    return ResultRows.cells(spark, ResultStore.at(folder.toString()));
  }

  private static List<Path> parts(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder.resolve("cells"))) {
      return children.filter(child -> child.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  /** Splits about half of the groups. */
  private SplitRule half(ExperimentPlan plan) {
    double[] seconds =
        plan.groups().stream().mapToDouble(plan::estimatedSeconds).sorted().toArray();
    return new SplitRule(0, seconds[seconds.length / 2]);
  }

  @ParameterizedTest
  @EnumSource(Randomness.class)
  void rowsDoNotDependOnWhatIsSplit(Randomness randomness) throws IOException {
    String[] settings = {SCHEMES, "protocol.randomness=" + randomness.word()};
    ExperimentConfig config = study.config(settings);
    ExperimentPlan plan = ExperimentPlan.of(config, study.selection(config).datasets());
    SplitRule half = half(plan);
    TaskPlan tasks = plan.tasks(config.partitionSeconds(), 2, half);
    assertThat(tasks.folds()).isNotEmpty();
    assertThat(tasks.meanwhile().size() + tasks.afterFolds().size())
        .isGreaterThan(tasks.folds().size() / 3);
    Path whole = newFolder();
    Path partly = newFolder();
    Path split = newFolder();

    ExperimentJob.Summary ofWhole = run(whole, Progress.SILENT, SplitRule.DEFAULT, settings);
    run(partly, Progress.SILENT, half, settings);
    ExperimentJob.Summary ofSplit = run(split, Progress.SILENT, ALL, settings);

    assertThat(cells(split)).isEqualTo(cells(whole)).hasSize(plan.cells().size());
    assertThat(digest(split)).isEqualTo(digest(whole));
    assertThat(digest(partly)).isEqualTo(digest(whole));
    assertThat(ofWhole.failed()).isZero();
    assertThat(ofSplit.failed()).isZero();
    assertThat(ofSplit.workSeconds()).isPositive();
    assertThat(ofSplit.plannedSeconds()).isPositive();
  }

  @Test
  void progressHearsOfFoldsAndOfEveryCellOnce() throws IOException {
    ExperimentConfig config = study.config();
    ExperimentPlan plan = ExperimentPlan.of(config, study.selection(config).datasets());
    SplitRule half = half(plan);
    TaskPlan tasks = plan.tasks(config.partitionSeconds(), 2, half);
    RecordingProgress tasksHeardOf = new RecordingProgress();
    CountingProgress sums = new CountingProgress();

    run(newFolder(), tasksHeardOf, half);
    ExperimentJob.Summary summary = run(newFolder(), sums, half);
    letListenersCatchUp();

    assertThat(tasksHeardOf.finished).containsExactlyInAnyOrderElementsOf(tasks.all());
    assertThat(sums.planned()).isEqualTo(SmallStudy.CELLS);
    assertThat(sums.finished()).isEqualTo(SmallStudy.CELLS);
    assertThat(sums.running()).isZero();
    // Sums of the same numbers in another order.
    assertThat(sums.finishedSeconds())
        .isCloseTo(sums.plannedSeconds(), Percentage.withPercentage(1e-9))
        .isCloseTo(summary.plannedSeconds(), Percentage.withPercentage(1e-9));
  }

  @Test
  void foldsAreTheFirstOfThreeJobs() throws IOException {
    ExperimentConfig config = study.config();
    ExperimentPlan plan = ExperimentPlan.of(config, study.selection(config).datasets());
    SplitRule half = half(plan);
    TaskPlan tasks = plan.tasks(config.partitionSeconds(), 2, half);
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            if (RunFolder.runId(config).equals(job.properties().get("spark.jobGroup.id"))) {
              assertThat(job.stageInfos().size()).isEqualTo(1);
              sizes.add(job.stageInfos().head().numTasks());
            }
          }
        };
    Path folder = newFolder();
    spark.sparkContext().addSparkListener(listener);
    try {
      run(folder, Progress.SILENT, half);
      letListenersCatchUp();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }

    assertThat(tasks.meanwhile()).isNotEmpty();
    assertThat(sizes)
        .containsExactly(tasks.folds().size(), tasks.meanwhile().size(), tasks.afterFolds().size());
    // Folds leave no files behind.
    assertThat(parts(folder)).hasSize(tasks.meanwhile().size() + tasks.afterFolds().size());
    assertThat(spark.sparkContext().getLocalProperty(PartitionListener.FIRST_TASK)).isNull();
  }

  @Test
  void aSplitGroupThatIsMissingIsRunAgain() throws IOException {
    Path folder = newFolder();
    run(folder, Progress.SILENT, ALL);
    String digest = digest(folder);
    Files.delete(parts(folder).get(0));
    int left = cells(folder).size();

    ExperimentJob.Summary summary = run(folder, Progress.SILENT, ALL);

    assertThat(left).isLessThan(SmallStudy.CELLS);
    assertThat(summary.alreadyDone()).isEqualTo(left);
    assertThat(cells(folder)).hasSize(SmallStudy.CELLS);
    assertThat(digest(folder)).isEqualTo(digest);
  }

  @Test
  void aFoldThatFailsMakesTheFailedRowOfItsCell() throws IOException {
    // Ten rows, hence seven to train on: too few for twenty folds.
    Files.writeString(study.data().resolve("tiny.arff"), SmallStudy.clusters(2, 10, 4));
    String[] settings = {"experiment.datasets=[five, tiny]", "training.folds=20"};
    Path whole = newFolder();
    Path split = newFolder();

    ExperimentJob.Summary ofWhole = run(whole, Progress.SILENT, SplitRule.DEFAULT, settings);
    ExperimentJob.Summary ofSplit = run(split, Progress.SILENT, ALL, settings);

    assertThat(ofWhole.failed()).isEqualTo(10);
    assertThat(ofSplit.failed()).isEqualTo(10);
    assertThat(cells(split)).isEqualTo(cells(whole)).hasSize(24);
    assertThat(digest(split)).isEqualTo(digest(whole));
  }

  @Test
  void aTaskThatSparkGivesUpOnEndsTheStudyAndItsOtherJobs() throws IOException {
    Path folder = newFolder();
    Progress sabotage =
        new RecordingProgress() {
          @Override
          public void planned(int cells, double estimatedSeconds) {
            try {
              Files.delete(folder.resolve("cells"));
              Files.writeString(folder.resolve("cells"), "no folder");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };

    assertThatExceptionOfType(Exception.class)
        .isThrownBy(
            () ->
                run(
                    folder,
                    sabotage,
                    half(
                        ExperimentPlan.of(
                            study.config(), study.selection(study.config()).datasets()))))
        .withMessageContaining("Job aborted");
    assertThat(spark.sparkContext().statusTracker().getActiveJobIds()).isEmpty();
    assertThat(spark.sparkContext().getLocalProperty(PartitionListener.FIRST_TASK)).isNull();
  }

  private void letListenersCatchUp() {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners hang", e);
    }
  }

  /** Keeps the tasks that ended well. */
  private static class RecordingProgress implements Progress {
    private final List<PlannedTask> finished = new ArrayList<>();

    @Override
    public void planned(int cells, double estimatedSeconds) {}

    @Override
    public void started(int task, PlannedTask work) {}

    @Override
    public synchronized void stopped(int task, PlannedTask work, boolean successful) {
      if (successful) {
        finished.add(work);
      }
    }
  }
}

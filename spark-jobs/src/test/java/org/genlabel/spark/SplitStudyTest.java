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
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Percentage;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.experiment.plan.PlannedTask;
import org.genlabel.experiment.plan.SplitRule;
import org.genlabel.experiment.plan.TaskPlan;
import org.genlabel.results.Manifest;
import org.genlabel.results.OutputException;
import org.genlabel.results.ResultRows;
import org.genlabel.results.ResultStore;
import org.genlabel.train.protocol.Randomness;
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

  // Of several trials or alphas, which cost the same, the folds might end at the same time on both
  // cores, and nothing would be run meanwhile.
  private static final String ONE_ALPHA = "experiment.alphas=[1]";
  private static final String ONE_TRIAL = "experiment.trials=1";

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

  private ExperimentPlan plan(ExperimentConfig config) {
    return ExperimentPlan.of(config, study.selection(config).datasets());
  }

  /** Splits about half of the groups. */
  private static SplitRule half(ExperimentPlan plan) {
    double[] seconds =
        plan.groups().stream().mapToDouble(plan::estimatedSeconds).sorted().toArray();
    return new SplitRule(0, seconds[seconds.length / 2]);
  }

  @ParameterizedTest
  @EnumSource(Randomness.class)
  void rowsDoNotDependOnWhatIsSplit(Randomness randomness) throws IOException {
    String[] settings = {SCHEMES, ONE_ALPHA, ONE_TRIAL, "protocol.randomness=" + randomness.key()};
    ExperimentConfig config = study.config(settings);
    ExperimentPlan plan = plan(config);
    SplitRule half = half(plan);
    TaskPlan tasks = plan.tasks(config.partitionSeconds(), 2, half);
    assertThat(tasks.folds()).isNotEmpty();
    assertThat(tasks.meanwhile()).isNotEmpty();
    assertThat(plan.tasks(config.partitionSeconds(), 2, SplitRule.DEFAULT).folds()).isEmpty();
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
  void progressReceivesFoldsAndEveryCellOnce() throws IOException {
    ExperimentConfig config = study.config(ONE_ALPHA, ONE_TRIAL);
    ExperimentPlan plan = plan(config);
    SplitRule half = half(plan);
    TaskPlan tasks = plan.tasks(config.partitionSeconds(), 2, half);
    RecordingProgress tasksHeardOf = new RecordingProgress();
    CountingProgress sums = new CountingProgress();

    run(newFolder(), tasksHeardOf, half, ONE_ALPHA, ONE_TRIAL);
    ExperimentJob.Summary summary = run(newFolder(), sums, half, ONE_ALPHA, ONE_TRIAL);
    letListenersCatchUp();

    assertThat(tasksHeardOf.finished).containsExactlyInAnyOrderElementsOf(tasks.all());
    assertThat(sums.planned()).isEqualTo(plan.cells().size());
    assertThat(sums.finished()).isEqualTo(plan.cells().size());
    assertThat(sums.running()).isZero();
    // Sums of the same numbers in another order.
    assertThat(sums.finishedSeconds())
        .isCloseTo(sums.plannedSeconds(), Percentage.withPercentage(1e-9))
        .isCloseTo(summary.plannedSeconds(), Percentage.withPercentage(1e-9));
  }

  @Test
  void foldsAreTheFirstOfThreeJobs() throws IOException {
    ExperimentConfig config = study.config(ONE_ALPHA, ONE_TRIAL);
    ExperimentPlan plan = plan(config);
    SplitRule half = half(plan);
    TaskPlan tasks = plan.tasks(config.partitionSeconds(), 2, half);
    Path folder = newFolder();

    JobSizes jobs = new JobSizes(Manifest.runId(config));
    listening(jobs, () -> run(folder, Progress.SILENT, half, ONE_ALPHA, ONE_TRIAL));

    assertThat(tasks.meanwhile()).isNotEmpty();
    assertThat(jobs.tasks)
        .containsExactly(tasks.folds().size(), tasks.meanwhile().size(), tasks.afterFolds().size());
    assertThat(spark.sparkContext().getLocalProperty(PartitionListener.FIRST_TASK)).isNull();
  }

  @Test
  void tasksAfterTheFoldsDoNotRunThemAgain() throws IOException {
    String[] settings = {
      "experiment.schemes=[adamixup]",
      "experiment.datasets=[five]",
      ONE_TRIAL,
      "training.epochs=150"
    };

    JobSizes jobs = new JobSizes(Manifest.runId(study.config(settings)));
    listening(jobs, () -> run(newFolder(), Progress.SILENT, ALL, settings));

    assertThat(jobs.tasks).containsExactly(3, 1);
    // Two candidates on two thirds of the rows, three times; then one on all of them: a quarter.
    assertThat(jobs.processorNanos.get(1)).isLessThan(6 * jobs.processorNanos.get(0) / 10);
  }

  @Test
  void aSplitGroupThatIsMissingIsRunAgain() throws IOException {
    Path atOnce = newFolder();
    run(atOnce, Progress.SILENT, ALL);
    Path folder = newFolder();
    int done = study.runFirst(4, ResultStore.at(folder.toString()));

    ExperimentJob.Summary summary = run(folder, Progress.SILENT, ALL);

    assertThat(summary.alreadyDone()).isEqualTo(done);
    assertThat(cells(folder)).hasSize(SmallStudy.CELLS);
    assertThat(digest(folder)).isEqualTo(digest(atOnce));
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
  void aTaskThatSparkGivesUpOnEndsTheStudyAndItsOtherJobs()
      throws IOException, InterruptedException {
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

    SplitRule half = half(plan(study.config(ONE_ALPHA, ONE_TRIAL)));

    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> run(folder, sabotage, half, ONE_ALPHA, ONE_TRIAL))
        .withMessageStartingWith(folder + ": cannot be written to: ");
    awaitNoJobs();
    assertThat(spark.sparkContext().getLocalProperty(PartitionListener.FIRST_TASK)).isNull();
  }

  /** Waits for the jobs to end, which takes some time after they are cancelled. */
  private void awaitNoJobs() throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (spark.sparkContext().statusTracker().getActiveJobIds().length > 0) {
      assertThat(System.nanoTime()).as("jobs go on").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private void letListenersCatchUp() {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners hang", e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void listening(SparkListener listener, Work work) throws IOException {
    spark.sparkContext().addSparkListener(listener);
    try {
      work.run();
      letListenersCatchUp();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
  }

  /** Counts the tasks of the jobs of a group and their processor time. */
  private static final class JobSizes extends SparkListener {
    private final String group;
    private final List<Integer> tasks = new CopyOnWriteArrayList<>();
    private final List<Long> processorNanos = new CopyOnWriteArrayList<>();
    private final List<Integer> stages = new CopyOnWriteArrayList<>();

    JobSizes(String group) {
      this.group = group;
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      if (group.equals(job.properties().get("spark.jobGroup.id"))) {
        job.stageInfos()
            .foreach(
                stage -> {
                  processorNanos.add(0L);
                  tasks.add(stage.numTasks());
                  return stages.add(stage.stageId());
                });
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      int job = stages.indexOf(task.stageId());
      if (job >= 0) {
        processorNanos.set(job, processorNanos.get(job) + task.taskMetrics().executorCpuTime());
      }
    }
  }

  /** Records the tasks that succeeded. */
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

package org.genlabel.spark;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.CellRunner;
import org.genlabel.experiment.DatasetSelection;
import org.genlabel.experiment.ExperimentConfig;
import org.genlabel.experiment.ExperimentPlan;
import org.genlabel.experiment.FoldOutcome;
import org.genlabel.experiment.SplitRule;
import org.genlabel.experiment.Study;
import org.genlabel.experiment.TaskPlan;

/**
 * A study on Spark: the plan's partitions become tasks of one stage without a shuffle; a task runs
 * its cells in plain Java and writes their rows itself; nothing but two counts a partition comes
 * back to the driver. Cells that would keep the others waiting are split: see {@link TaskJobs}.
 */
public final class ExperimentJob {
  private final SparkSession spark;
  private final ExperimentConfig config;
  private final DatasetSelection selection;
  private final Progress progress;
  private final SplitRule splitRule;

  public ExperimentJob(
      SparkSession spark, ExperimentConfig config, DatasetSelection selection, Progress progress) {
    this(spark, config, selection, progress, SplitRule.DEFAULT);
  }

  /** A job that splits cells by a rule of its own. */
  ExperimentJob(
      SparkSession spark,
      ExperimentConfig config,
      DatasetSelection selection,
      Progress progress,
      SplitRule splitRule) {
    this.spark = spark;
    this.config = config;
    this.selection = selection;
    this.progress = progress;
    this.splitRule = splitRule;
  }

  /**
   * What an attempt did.
   *
   * @param cells of the whole study
   * @param alreadyDone found in the run folder
   * @param failed of those run now
   * @param plannedSeconds what the cost model gave those run now, in seconds of one core
   * @param workSeconds what they took
   * @param movedTo where the folder's former results are now, if they were moved aside
   */
  public record Summary(
      int cells,
      int alreadyDone,
      int failed,
      double plannedSeconds,
      double workSeconds,
      Optional<String> movedTo) {}

  /** What a task tells the driver. */
  record PartitionSummary(int finished, int failed, double seconds) implements Serializable {}

  /**
   * Runs every cell that the folder has no result of.
   *
   * @param store the run's folder
   * @param fresh move what the folder holds aside and start anew
   * @throws org.genlabel.experiment.InvalidConfigException if the folder holds something else or
   *     cannot be written to
   */
  public Summary run(ResultStore store, boolean fresh) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration configuration = context.hadoopConfiguration();
    ExperimentPlan whole = ExperimentPlan.of(config, selection.datasets());
    int cells = whole.cells().size();
    RunFolder folder =
        RunFolder.open(store, config, selection, cells, spark.version(), fresh, configuration);
    Set<Cell> done = finishedCells(store, configuration);
    done.retainAll(new HashSet<>(whole.cells()));
    ExperimentPlan plan = whole.without(done);
    TaskPlan tasks = plan.tasks(config.partitionSeconds(), context.defaultParallelism(), splitRule);
    List<PartitionSummary> summaries = runTasks(context, folder, plan, tasks);
    int failed = summaries.stream().mapToInt(PartitionSummary::failed).sum();
    folder.finish(failed);
    double workSeconds = summaries.stream().mapToDouble(PartitionSummary::seconds).sum();
    return new Summary(
        cells, done.size(), failed, tasks.estimatedSeconds(), workSeconds, folder.movedTo());
  }

  private Set<Cell> finishedCells(ResultStore store, Configuration configuration)
      throws IOException {
    Set<Cell> done = new HashSet<>();
    if (store.isEmpty(ResultSchema.CELLS, configuration)) {
      return done;
    }
    for (Row row :
        new ResultTables(spark, store)
            .cells(configuration)
            .select("dataset_id", "dataset", "model", "scheme", "alpha", "trial")
            .collectAsList()) {
      ResultTables.cell(row).ifPresent(done::add);
    }
    return done;
  }

  private List<PartitionSummary> runTasks(
      JavaSparkContext context, RunFolder folder, ExperimentPlan plan, TaskPlan tasks) {
    progress.planned(plan.cells().size(), tasks.estimatedSeconds());
    if (plan.cells().isEmpty()) {
      return List.of();
    }
    Broadcast<Study> study =
        context.broadcast(
            new Study(config.seed(), config.protocol(), config.training(), selection.datasets()));
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    PartitionListener listener =
        new PartitionListener(folder.manifest().runId(), tasks.all(), progress);
    context.sc().addSparkListener(listener);
    try {
      context.setJobGroup(
          folder.manifest().runId(),
          String.format(
              "GenLabel study %s: %d cells on %d datasets",
              config.name(), plan.cells().size(), selection.datasets().size()),
          true);
      return new TaskJobs(context, tasks, study, hadoop, folder).run();
    } finally {
      context.sc().removeSparkListener(listener);
      context.clearJobGroup();
      study.destroy();
      hadoop.destroy();
    }
  }

  /** Runs the cells of one partition on an executor and writes their rows. */
  static final class RunPartition implements Function<ExperimentPlan.Partition, PartitionSummary> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<Study> study;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final ResultStore store;
    private final String runId;
    private final int runAttempt;
    private final int firstTask;
    private final HashMap<CellGroup, List<FoldOutcome>> folds;

    /**
     * @param firstTask the number of the first partition among the study's tasks
     * @param folds of the groups whose folds have been run, in order
     */
    RunPartition(
        Broadcast<Study> study,
        Broadcast<SerializableConfiguration> hadoop,
        ResultStore store,
        Manifest manifest,
        int firstTask,
        Map<CellGroup, List<FoldOutcome>> folds) {
      this.study = study;
      this.hadoop = hadoop;
      this.store = store;
      this.runId = manifest.runId();
      this.runAttempt = manifest.attempt();
      this.firstTask = firstTask;
      this.folds = new HashMap<>(folds);
    }

    @Override
    public PartitionSummary call(ExperimentPlan.Partition partition) throws IOException {
      List<Cell> cells = partition.cells();
      CellRunner runner = new CellRunner(study.value());
      List<CellOutcome> outcomes = new ArrayList<>(cells.size());
      int failed = 0;
      double seconds = 0;
      for (CellGroup group : partition.groups()) {
        List<FoldOutcome> ofGroup = folds.get(group);
        for (CellOutcome outcome :
            ofGroup == null ? runner.run(group) : runner.finish(group, ofGroup)) {
          outcomes.add(outcome);
          failed += outcome.result().isOk() ? 0 : 1;
          seconds += outcome.result().fitSeconds();
        }
      }
      TaskContext task = TaskContext.get();
      // The attempt is part of the name because a later one cuts what is left into partitions anew.
      String name =
          String.format(Locale.ROOT, "%03d-%05d", runAttempt, firstTask + task.partitionId());
      store.write(
          name, runId, runAttempt + task.attemptNumber(), host(), outcomes, hadoop.value().value());
      return new PartitionSummary(cells.size() - failed, failed, seconds);
    }

    private static String host() {
      String executor = "/" + SparkEnv.get().executorId();
      try {
        return InetAddress.getLocalHost().getHostName() + executor;
      } catch (UnknownHostException e) {
        // A container without an entry for its own name: the address Spark knows it by will do.
        return SparkEnv.get().blockManager().blockManagerId().host() + executor;
      }
    }
  }
}

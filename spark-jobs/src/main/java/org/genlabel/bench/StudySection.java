package org.genlabel.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.experiment.plan.PlannedTask;
import org.genlabel.experiment.plan.Schedule;
import org.genlabel.experiment.plan.SplitRule;
import org.genlabel.experiment.plan.TaskPlan;
import org.genlabel.report.page.TextTable;
import org.genlabel.results.ResultStore;
import org.genlabel.spark.ExperimentJob;
import org.genlabel.spark.PeakHeap;
import org.genlabel.spark.Progress;
import org.genlabel.train.protocol.Randomness;

/** Compares the paper's whole study with the authors' program, by an estimate or by a run. */
public final class StudySection {
  private final ExperimentConfig base;
  private final DatasetCatalog catalog;

  /**
   * @param base how the study is trained and where its data is
   */
  public StudySection(ExperimentConfig base, DatasetCatalog catalog) {
    this.base = base;
    this.catalog = catalog;
  }

  /** Prints the estimate of the cost model. */
  public void estimate(BenchOutput output) {
    output.section("Whole study: estimated from the cost model");
    TextTable table =
        new TextTable(
            "authors' program / ours",
            "protocol",
            "datasets",
            "cells",
            "core-seconds",
            "cores",
            "wall s");
    for (Randomness randomness : Randomness.values()) {
      ExperimentConfig config = PaperStudy.config(base, randomness);
      ExperimentPlan plan = wholePlan(config);
      int cores = Machine.describe().cores();
      table.add(
          PaperStudy.speedUp(base, PaperStudy.AUTHORS_CORE_SECONDS, plan.estimatedSeconds()),
          randomness.key(),
          Integer.toString(PaperStudy.shapes(catalog).size()),
          Integer.toString(plan.cells().size()),
          Spread.text(plan.estimatedSeconds()),
          Integer.toString(cores),
          Spread.text(makespan(plan, config, cores)));
    }
    output.table(table);
    output.note(
        "Table 3 and Sec. 3.2 (vanilla, mixup, mixup-exclude-mi and -logistic, adamixup,"
            + " gm-classifier, genlabel-cv), alpha 1 and 2, 5 trials; the authors' program: 124"
            + " core-hours."
            + PaperStudy.remark(base));
  }

  private ExperimentPlan wholePlan(ExperimentConfig config) {
    return ExperimentPlan.of(config, PaperStudy.shapes(catalog), CostModel.fitted());
  }

  private static double makespan(ExperimentPlan plan, ExperimentConfig config, int cores) {
    TaskPlan tasks = plan.tasks(config.partitionSeconds(), cores, SplitRule.DEFAULT);
    return Schedule.of(tasks, PlannedTask::estimatedSeconds, cores).makespan();
  }

  /**
   * Runs the study on the datasets that are found, and prints its time and memory.
   *
   * @param folder where results are written; an existing folder is renamed
   */
  public void run(
      SparkSession spark,
      Randomness randomness,
      DatasetStore store,
      String folder,
      Progress progress,
      BenchOutput output)
      throws IOException {
    ExperimentConfig config = PaperStudy.config(base, randomness);
    DatasetSelection selection = DatasetSelection.of(config, catalog, store, true);
    output.section("Whole study: run on the datasets that were found");
    output.progress(
        "study "
            + randomness.key()
            + " on "
            + selection.datasets().size()
            + " datasets, in "
            + folder);
    PeakHeap heap = new PeakHeap();
    long start = System.nanoTime();
    ExperimentJob.Summary summary =
        new ExperimentJob(spark, config, selection, progress).run(ResultStore.at(folder), true);
    double wall = (System.nanoTime() - start) / 1e9;
    int cores = spark.sparkContext().defaultParallelism();
    double peakGigabytes = heap.bytes() / (double) (1L << 30);

    ExperimentPlan found = ExperimentPlan.of(config, selection.datasets());
    ExperimentPlan whole = wholePlan(config);
    double work = summary.workSeconds();
    double wholeWork = work * whole.estimatedSeconds() / found.estimatedSeconds();
    double wholeWall = wall * makespan(whole, config, cores) / makespan(found, config, cores);
    Map<String, Shape> shapes = PaperStudy.shapes(catalog);
    TextTable table =
        new TextTable(
            "authors' program / ours",
            "cores busy",
            "protocol",
            "datasets",
            "cells",
            "failed",
            "core-seconds",
            "planned",
            "cores",
            "wall s",
            "peak heap GB");
    table.add(
        "-",
        String.format(Locale.ROOT, "%.3f", work / (cores * wall)),
        randomness.key(),
        Integer.toString(selection.datasets().size()),
        Integer.toString(summary.cells()),
        Integer.toString(summary.failed()),
        Spread.text(work),
        Spread.text(summary.plannedSeconds()),
        Integer.toString(cores),
        Spread.text(wall),
        Spread.text(peakGigabytes));
    table.add(
        PaperStudy.speedUp(base, PaperStudy.AUTHORS_CORE_SECONDS, wholeWork),
        "-",
        randomness.key() + ", scaled",
        Integer.toString(shapes.size()),
        Integer.toString(whole.cells().size()),
        "-",
        Spread.text(wholeWork),
        Spread.text(whole.estimatedSeconds()),
        Integer.toString(cores),
        Spread.text(wholeWall),
        "-");
    output.table(table);
    output.note(
        "Scaled to all datasets by the cost model. Peak heap: sum of the pools' peaks, garbage"
            + " included. Results: "
            + folder
            + ". Datasets not found: "
            + selection.missing().size()
            + "."
            + PaperStudy.remark(base));
  }
}

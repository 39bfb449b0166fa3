package org.genlabel.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.genlabel.cli.progress.ProgressDisplay;
import org.genlabel.cli.progress.Terminal;
import org.genlabel.cli.session.SessionFactory;
import org.genlabel.data.PrintableText;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.report.study.RunSummary;
import org.genlabel.results.ResultStore;
import org.genlabel.spark.ExperimentJob;
import org.genlabel.spark.PeakHeap;
import org.genlabel.spark.ResultTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code genlabel run}: runs a study, or what is left of it. */
@Command(
    name = "run",
    description =
        "Runs a study; on a folder that holds part of it already, runs what is missing or failed.")
final class RunCommand implements Callable<Integer> {
  // A program that is not compiled yet is slow: the 880 cells of conf/quick.conf took 23.7 s on two
  // cores in a new JVM, and 8.7 s were planned.
  private static final double WARM_UP_SECONDS_OF_CORE = 7.5;

  private static final int MOST_READINGS = 20;

  private static final String QUERY =
      "SELECT scheme, alpha, avg(test_accuracy) FROM cells GROUP BY ALL ORDER BY ALL";
  private static final String QUERY_OF_FAILURES =
      "SELECT dataset, scheme, alpha, trial, error FROM cells WHERE status = 'failed'";

  @Mixin private DataOptions data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the results land: a folder or a URI. Default: results/NAME, NAME being"
              + " experiment.name.")
  private String out;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master, e.g. local[2] or spark://host:7077. Default: local[*], or spark-submit's.")
  private String master;

  @Option(
      names = "--fresh",
      description = "Starts anew; what the output folder holds is kept under another name.")
  private boolean fresh;

  @Option(
      names = "--skip-missing",
      description = "Goes on without the datasets that are not found.")
  private boolean skipMissing;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    PeakHeap heap = new PeakHeap();
    ExperimentConfig config = data.readConfig();
    String folder = out == null ? "results/" + config.name() : out;
    ResultStore store = ResultStore.at(folder);
    PrintStream progressStream = System.err;
    SparkConf settings = SessionFactory.settings("genlabel run " + config.name(), master);
    // Spark takes seconds to start, and errors in the data can be reported without it.
    DatasetSelection selection = select(config, SessionFactory.hadoop(settings));
    readings(selection).forEach(line -> progressStream.println("genlabel: " + line));
    try (SparkSession spark = SessionFactory.start(settings)) {
      progressStream.printf(
          "genlabel: study %s on %s, Spark %s at %s%s%n",
          config.name(),
          PrintableText.counted(selection.datasets().size(), "dataset"),
          spark.version(),
          spark.sparkContext().master(),
          uiOf(spark));
      ExperimentJob.Summary summary;
      try (ProgressDisplay progress =
          new ProgressDisplay(progressStream, Terminal.isInteractive())) {
        ExperimentJob job = new ExperimentJob(spark, config, selection, progress);
        try (Interruption interruption =
            new Interruption(job::cancel, howToGoOn(store), progressStream)) {
          summary = run(job, store, interruption);
        }
      }
      System.out.print(summary(spark, store));
      System.out.print(
          closingLines(
              selection,
              folder,
              summary,
              spark.sparkContext(),
              heap,
              (System.nanoTime() - start) / 1e9));
      return summary.failed() == 0 ? ExitCode.DONE : ExitCode.CELLS_FAILED;
    }
  }

  private ExperimentJob.Summary run(ExperimentJob job, ResultStore store, Interruption interruption)
      throws IOException {
    try {
      return job.run(store, fresh);
    } catch (RuntimeException e) {
      if (interruption.isStopping()) {
        throw new StoppedException(e);
      }
      throw e;
    }
  }

  private static String howToGoOn(ResultStore store) {
    return "genlabel: stopped; what was finished is safe in "
        + store.displayName()
        + ", and the same command goes on from there";
  }

  private static String summary(SparkSession spark, ResultStore store) throws IOException {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    ResultTables tables = new ResultTables(spark, store);
    if (tables.areSmall(configuration)) {
      SessionFactory.interpretQueries(spark);
    }
    return RunSummary.of(tables.cells(configuration));
  }

  private DatasetSelection select(ExperimentConfig config, Configuration configuration) {
    DatasetCatalog catalog = new DatasetCatalog();
    return DatasetSelection.of(
        config, catalog, data.store(config, catalog, configuration), skipMissing);
  }

  /** Returns how the first files were understood that are not the catalog's, one line each. */
  static List<String> readings(DatasetSelection selection) {
    List<String> lines =
        selection.readings().values().stream()
            .limit(MOST_READINGS)
            .map(reading -> "read " + reading.line())
            .collect(Collectors.toCollection(ArrayList::new));
    int others = selection.readings().size() - lines.size();
    if (others > 0) {
      lines.add("... and " + others + " more; datasets describe NAME shows each");
    }
    return lines;
  }

  private static String uiOf(SparkSession spark) {
    return spark.sparkContext().uiWebUrl().isDefined()
        ? ", UI at " + spark.sparkContext().uiWebUrl().get()
        : "";
  }

  private static String closingLines(
      DatasetSelection selection,
      String folder,
      ExperimentJob.Summary summary,
      SparkContext spark,
      PeakHeap heap,
      double seconds) {
    StringBuilder text = new StringBuilder();
    if (!selection.missing().isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s not found and skipped: %s%n",
              PrintableText.counted(selection.missing().size(), "dataset")
                  + (selection.missing().size() == 1 ? " was" : " were"),
              String.join(", ", selection.missing())));
    }
    int ran = summary.cells() - summary.alreadyDone();
    text.append(
        String.format(
            Locale.ROOT,
            "%s on %s: %d run in %.0f s, %d failed, %d there before%n",
            PrintableText.counted(summary.cells(), "cell"),
            PrintableText.counted(selection.datasets().size(), "dataset"),
            ran,
            seconds,
            summary.failed(),
            summary.alreadyDone()));
    if (ran > 0) {
      text.append(
          work(summary.workSeconds(), summary.plannedSeconds(), spark.defaultParallelism()));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "Heap: %.2f GB in use at most%s, garbage included%n",
            heap.bytes() / (double) (1L << 30),
            spark.isLocal() ? "" : " in the driver"));
    summary.movedTo().ifPresent(old -> text.append("Former results: ").append(old).append('\n'));
    text.append("Results: ").append(folder).append('\n');
    text.append("Query:   ")
        .append(shellWord(System.getProperty("genlabel.command", "submit/genlabel")))
        .append(" sql ")
        .append(shellWord(folder))
        .append(" \"")
        .append(summary.failed() == 0 ? QUERY : QUERY_OF_FAILURES)
        .append("\"\n");
    return text.toString();
  }

  /**
   * Describes the time of the cells beside the plan for a program that is compiled, and for a new
   * one.
   */
  static String work(double seconds, double planned, int cores) {
    return String.format(
        Locale.ROOT,
        "Work: %.1f s of one core; planned %.1f s, and up to about %.0f s more until the program is"
            + " compiled (%.1f s a core)%n",
        seconds,
        planned,
        WARM_UP_SECONDS_OF_CORE * cores,
        WARM_UP_SECONDS_OF_CORE);
  }

  /** Quotes a path for a shell. */
  private static String shellWord(String path) {
    return path.matches("[A-Za-z0-9._/:@%+=-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}

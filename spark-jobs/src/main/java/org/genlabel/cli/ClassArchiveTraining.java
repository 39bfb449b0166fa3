package org.genlabel.cli;

import java.io.File;

/**
 * Training run for the launcher's AppCDS archive: a small study, a query, a report. Java archives
 * the classes that this loads, and later starts take them from there.
 */
final class ClassArchiveTraining {
  private static final String DATASET = "61";

  private ClassArchiveTraining() {}

  /**
   * Runs a study of one dataset, queries it and reports it.
   *
   * @param arguments the folder for the results
   */
  public static void main(String[] arguments) {
    String results = arguments[0];
    int ofTheRun =
        Main.run(
            System.err,
            "run",
            "--config",
            new File(System.getProperty("genlabel.home"), "conf/quick.conf").getPath(),
            "--set",
            "experiment.datasets=" + DATASET,
            "--set",
            "experiment.schemes=[mixup,genlabel-gm]",
            "--set",
            "experiment.alphas=[1]",
            "--set",
            "experiment.trials=1",
            "--set",
            "training.epochs=1",
            "--out",
            results);
    int ofTheQuery =
        Main.run(
            System.err,
            "sql",
            results,
            "SELECT scheme, avg(test_accuracy) AS accuracy FROM cells GROUP BY ALL ORDER BY ALL");
    int ofTheReport = Main.run(System.err, "report", results);
    System.exit(Math.max(ofTheRun, Math.max(ofTheQuery, ofTheReport)));
  }
}

package org.genlabel.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.DatasetCatalog;
import org.genlabel.report.PaperReport;
import org.genlabel.spark.Manifest;
import org.genlabel.spark.ResultStore;
import org.genlabel.spark.ResultTables;
import org.genlabel.spark.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code genlabel report}: a run's numbers beside the paper's. */
@Command(
    name = "report",
    description = "Compares a finished or running run with the numbers that the paper prints.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The folder or URI of a run.")
  private String runFolder;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master. Default: local[*], or spark-submit's.")
  private String master;

  @Override
  public Integer call() throws IOException {
    ResultStore store = ResultStore.at(runFolder);
    try (SparkSession spark = SessionFactory.start("genlabel report", master)) {
      Configuration configuration = spark.sparkContext().hadoopConfiguration();
      Manifest manifest = RunFolder.requireManifest(store, configuration);
      System.out.print(
          PaperReport.of(
              new ResultTables(spark, store).cells(configuration), manifest, new DatasetCatalog()));
      return ExitCode.DONE;
    }
  }
}

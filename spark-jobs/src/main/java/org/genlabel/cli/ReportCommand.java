package org.genlabel.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.DatasetCatalog;
import org.genlabel.report.PaperReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code genlabel report}: a run's numbers beside the paper's. */
@Command(
    name = "report",
    description = "Compares a finished or running run with the numbers that the paper prints.")
final class ReportCommand implements Callable<Integer> {
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = options.startSpark("genlabel report")) {
      RunOptions.OpenRun run = options.open(spark);
      spark.sparkContext().setJobDescription("the paper's tables");
      System.out.print(
          PaperReport.of(
              run.tables().cells(run.configuration()), run.manifest(), new DatasetCatalog()));
      return ExitCode.DONE;
    }
  }
}

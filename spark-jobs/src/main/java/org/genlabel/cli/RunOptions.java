package org.genlabel.cli;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.genlabel.cli.session.SessionFactory;
import org.genlabel.results.Manifest;
import org.genlabel.results.ResultStore;
import org.genlabel.results.RunManifest;
import org.genlabel.spark.ResultTables;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parameters of every command that reads the results of a run. */
final class RunOptions {
  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The folder or URI of a run.")
  private String runFolder;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master. Default: local[*], or spark-submit's.")
  private String master;

  /**
   * A run, opened.
   *
   * @param isSmall whether its tables are, see {@link ResultTables#areSmall}
   */
  record OpenRun(
      ResultStore store,
      Manifest manifest,
      ResultTables tables,
      boolean isSmall,
      Configuration configuration) {}

  /** Starts Spark for a command. */
  SparkSession startSpark(String command) {
    return SessionFactory.startBriefly(command, master);
  }

  /**
   * Opens the run.
   *
   * @throws org.genlabel.experiment.config.InvalidConfigException if the folder holds none
   */
  OpenRun open(SparkSession spark) throws IOException {
    ResultStore store = ResultStore.at(runFolder);
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    Manifest manifest = RunManifest.require(store, configuration);
    ResultTables tables = new ResultTables(spark, store);
    boolean isSmall = tables.areSmall(configuration);
    if (isSmall) {
      SessionFactory.interpretQueries(spark);
    }
    return new OpenRun(store, manifest, tables, isSmall, configuration);
  }
}

package org.genlabel.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.cost.Shape;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.experiment.plan.MeasuredCell;
import org.genlabel.results.Manifest;
import org.genlabel.results.ResultStore;
import org.genlabel.results.RunManifest;

/**
 * The measured times of the cells of a run.
 *
 * @param folder the run's folder, as users write it
 * @param config the run's configuration, restored from the manifest
 * @param cells the cells that have a result
 */
public record RunMeasurements(String folder, ExperimentConfig config, List<MeasuredCell> cells) {

  /**
   * Reads a finished or running run.
   *
   * @throws InvalidConfigException if the folder holds none, or no cell has a result
   */
  public static RunMeasurements read(SparkSession spark, ResultStore store) throws IOException {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    Manifest manifest = RunManifest.require(store, configuration);
    String place = store.displayName() + "/manifest.json";
    ExperimentConfig config = ExperimentConfig.ofIdentity(manifest.config(), place);
    List<MeasuredCell> cells = new ArrayList<>();
    for (Row row :
        new ResultTables(spark, store)
            .cells(configuration)
            .where("status = 'ok'")
            .select(
                "dataset_id",
                "dataset",
                "model",
                "scheme",
                "alpha",
                "trial",
                "n_train",
                "n_features",
                "n_classes",
                "fit_seconds",
                "attempt")
            .collectAsList()) {
      measured(row).ifPresent(cells::add);
    }
    if (cells.isEmpty()) {
      throw new InvalidConfigException(store.displayName() + ": no cell has a result yet");
    }
    return new RunMeasurements(store.displayName(), config, List.copyOf(cells));
  }

  /** Returns a measured cell; empty for a model or scheme that this build does not know. */
  private static Optional<MeasuredCell> measured(Row row) {
    return ResultTables.cell(row)
        .map(
            cell ->
                new MeasuredCell(
                    cell,
                    new Shape(
                        row.<Integer>getAs("n_train"),
                        row.getAs("n_features"),
                        row.getAs("n_classes")),
                    row.getAs("fit_seconds"),
                    row.getAs("attempt")));
  }
}

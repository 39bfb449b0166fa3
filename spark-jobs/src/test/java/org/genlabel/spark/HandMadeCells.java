package org.genlabel.spark;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.genlabel.results.ResultSchema;

/** Builds a table of cells by hand. */
public final class HandMadeCells {
  private static final int TRAINED = 30;
  private static final int FEATURES = 3;
  private static final int CLASSES = 2;

  private final List<Row> rows = new ArrayList<>();
  private String model = "softmax-regression";
  private Double trainAccuracy = 1.0;
  private Double gmTrainAccuracy;
  private Double kdeTrainAccuracy;
  private Double learningRate;
  private Double gamma;

  /** Sets the accuracies on training rows of the cells added from now on. */
  public HandMadeCells withAccuracies(double train, double gmTrain, double kdeTrain) {
    trainAccuracy = train;
    gmTrainAccuracy = gmTrain;
    kdeTrainAccuracy = kdeTrain;
    return this;
  }

  /** Sets the model of the cells added from now on. */
  public HandMadeCells of(String newModel) {
    model = newModel;
    return this;
  }

  /** Sets what cross-validation chose for the cells added from now on. */
  public HandMadeCells choosing(double learningRate, Double gamma) {
    this.learningRate = learningRate;
    this.gamma = gamma;
    return this;
  }

  /**
   * Adds a finished cell for each of the trials 0, 1, ...
   *
   * @param id null for a user's dataset
   * @param alpha null for a scheme that does not mix
   * @param tested number of test rows
   * @param correct rows of them right, by trial
   */
  public HandMadeCells add(
      Integer id, String dataset, String scheme, Double alpha, int tested, int... correct) {
    for (int trial = 0; trial < correct.length; trial++) {
      double accuracy = (double) correct[trial] / tested;
      rows.add(row(id, dataset, scheme, alpha, trial, "ok", null, accuracy, tested));
    }
    return this;
  }

  /** Adds a failed cell. */
  public HandMadeCells addFailed(
      Integer id, String dataset, String scheme, Double alpha, int trial, String error) {
    rows.add(row(id, dataset, scheme, alpha, trial, "failed", error, null, null));
    return this;
  }

  private Row row(
      Integer id,
      String dataset,
      String scheme,
      Double alpha,
      int trial,
      String status,
      String error,
      Double testAccuracy,
      Integer tested) {
    Double none = null;
    Integer noCount = null;
    Object[] values = {
      "hand-made",
      id,
      dataset,
      model,
      scheme,
      alpha,
      trial,
      status,
      error,
      testAccuracy,
      testAccuracy == null ? none : trainAccuracy,
      none,
      none,
      learningRate,
      gamma,
      null,
      testAccuracy == null ? noCount : (Integer) TRAINED,
      tested,
      testAccuracy == null ? noCount : (Integer) FEATURES,
      testAccuracy == null ? noCount : (Integer) CLASSES,
      gmTrainAccuracy,
      kdeTrainAccuracy,
      none,
      1L,
      0.5,
      1,
      "here/driver",
      Timestamp.from(Instant.EPOCH)
    };
    // Metrics of later versions are null.
    return RowFactory.create(Arrays.copyOf(values, ResultSchema.CELLS.columns().size()));
  }

  /** Returns the table. */
  public Dataset<Row> table(SparkSession spark) {
    return spark.createDataFrame(rows, TableTypes.of(ResultSchema.CELLS));
  }
}

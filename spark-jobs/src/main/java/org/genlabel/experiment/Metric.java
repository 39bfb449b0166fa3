package org.genlabel.experiment;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.genlabel.classifier.Classifier;
import org.genlabel.data.PreparedSplit;

/**
 * The table of metrics, measured on the final classifier of a cell. A new metric takes a new row
 * and a class that computes it; it becomes a column of the results, after the existing ones.
 */
public enum Metric {
  /** The share of test rows that are classified correctly. */
  TEST_ACCURACY("test_accuracy", (classifier, data) -> Accuracy.of(classifier, data.test())),
  /** The share of training rows that are classified correctly. */
  TRAIN_ACCURACY("train_accuracy", (classifier, data) -> Accuracy.of(classifier, data.train()));

  /** Computes a metric. */
  @FunctionalInterface
  private interface Measure {
    double of(Classifier classifier, PreparedSplit data);
  }

  private final String column;
  private final Measure measure;

  Metric(String column, Measure measure) {
    this.column = column;
    this.measure = measure;
  }

  /** Returns the metric of a column of the results; empty if it holds none. */
  public static Optional<Metric> ofColumn(String column) {
    return Arrays.stream(values()).filter(metric -> metric.column.equals(column)).findFirst();
  }

  /** Measures all metrics of a classifier. */
  static Map<Metric, Double> measureAll(Classifier classifier, PreparedSplit data) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : values()) {
      values.put(metric, metric.of(classifier, data));
    }
    return values;
  }

  /** Returns the name of its column in the table {@code cells}. */
  public String column() {
    return column;
  }

  /**
   * Measures a classifier.
   *
   * @param classifier trained on the training part
   */
  public double of(Classifier classifier, PreparedSplit data) {
    return measure.of(classifier, data);
  }
}

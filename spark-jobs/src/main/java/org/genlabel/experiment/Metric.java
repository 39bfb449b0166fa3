package org.genlabel.experiment;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.genlabel.classifier.Classifier;
import org.genlabel.data.PreparedSplit;

/**
 * The table of metrics: what is measured of the classifier that a cell ends with. A new metric is a
 * new row and a class that computes it; it is then a column of the results, after those that there
 * were before.
 */
public enum Metric {
  /** The share of test rows that are classified right. */
  TEST_ACCURACY("test_accuracy", (classifier, data) -> Accuracy.of(classifier, data.test())),
  /** The share of training rows that are classified right. */
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

  /** The metric of a column of the results; empty if it holds none. */
  public static Optional<Metric> ofColumn(String column) {
    return Arrays.stream(values()).filter(metric -> metric.column.equals(column)).findFirst();
  }

  /** All metrics of a classifier. */
  static Map<Metric, Double> measureAll(Classifier classifier, PreparedSplit data) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : values()) {
      values.put(metric, metric.of(classifier, data));
    }
    return values;
  }

  /** The name of its column in the table {@code cells}. */
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

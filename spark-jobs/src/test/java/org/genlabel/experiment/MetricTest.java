package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.genlabel.classifier.Classifier;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.PreparedSplit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of metrics. */
class MetricTest {
  private static final PreparedSplit DATA =
      new PreparedSplit(
          new LabeledRows(new double[][] {{-1}, {1}, {2}, {3}}, new int[] {0, 1, 1, 0}, 2),
          new LabeledRows(new double[][] {{-2}, {5}, {6}}, new int[] {1, 1, 0}, 2));

  /** The class is the sign. */
  private static final Classifier SIGN =
      x -> Stream.of(x).mapToInt(point -> point[0] > 0 ? 1 : 0).toArray();

  @Test
  void accuraciesAreSharesOfRowsThatAreRight() {
    assertThat(Metric.TRAIN_ACCURACY.of(SIGN, DATA)).isEqualTo(3 / 4.0);
    assertThat(Metric.TEST_ACCURACY.of(SIGN, DATA)).isEqualTo(1 / 3.0);
  }

  @Test
  void theAccuracyOnNoRowsIsNoNumber() {
    assertThat(Accuracy.of(SIGN, new LabeledRows(new double[0][], new int[0], 2))).isNaN();
  }

  @Test
  void aClassifierIsMeasuredByAllMetrics() {
    Map<Metric, Double> values = Metric.measureAll(SIGN, DATA);

    assertThat(values.keySet()).containsExactly(Metric.values());
    values.forEach((metric, value) -> assertThat(value).isEqualTo(metric.of(SIGN, DATA)));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void metricsAreFoundByTheirColumns(Metric metric) {
    assertThat(Metric.ofColumn(metric.column())).contains(metric);
    assertThat(metric.column()).matches("[a-z][a-z_]*");
  }

  @Test
  void otherColumnsHoldNoMetric() {
    assertThat(Metric.ofColumn("cv_accuracy")).isEmpty();
  }

  @Test
  void theFirstMetricsAreThoseThatAllResultsHave() {
    assertThat(Stream.of(Metric.values()).map(Metric::column))
        .startsWith("test_accuracy", "train_accuracy");
  }
}

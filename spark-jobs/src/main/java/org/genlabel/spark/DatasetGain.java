package org.genlabel.spark;

import org.apache.spark.sql.Row;

/**
 * A row of the view gains: a scheme beside another on a dataset.
 *
 * @param alpha null where neither has one
 * @param accuracy the scheme's test accuracy, in [0, 1]
 * @param baselineAccuracy the other's
 * @param gain a fraction; exactly 0 where the totals are equal
 * @param comparison 1 where it is higher, 0 on par, -1 where it is lower; by whole test rows
 */
public record DatasetGain(
    DatasetKey key,
    Double alpha,
    String scheme,
    String baseline,
    double accuracy,
    double baselineAccuracy,
    double gain,
    int comparison) {
  static DatasetGain of(Row row) {
    return new DatasetGain(
        DatasetKey.of(row),
        row.getAs("alpha"),
        row.getAs("scheme"),
        row.getAs("baseline"),
        row.<Double>getAs("test_accuracy"),
        row.<Double>getAs("baseline_accuracy"),
        row.<Double>getAs("gain"),
        row.<Integer>getAs("comparison"));
  }
}

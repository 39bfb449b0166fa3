package org.genlabel.spark;

import org.apache.spark.sql.Row;

/**
 * A row of the view gains: the comparison of two schemes on a dataset.
 *
 * @param alpha null if neither scheme has one
 * @param accuracy the scheme's test accuracy, in [0, 1]
 * @param baselineAccuracy the baseline's test accuracy, in [0, 1]
 * @param gain a fraction; exactly 0 where the totals are equal
 * @param comparison 1 if the scheme is higher, 0 if on par, -1 if lower, by whole test rows
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

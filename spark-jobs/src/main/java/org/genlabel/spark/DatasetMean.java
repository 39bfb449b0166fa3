package org.genlabel.spark;

import org.apache.spark.sql.Row;

/**
 * A row of the view means: the results of a scheme on a dataset over its trials.
 *
 * @param alpha null for a scheme without alpha
 * @param correct test rows right, summed over the trials
 * @param tested test rows, summed over the trials
 * @param accuracy correct / tested
 * @param publishedAccuracy the mean test accuracy as the authors' program takes it, in [0, 1]
 * @param trainAccuracy the mean train accuracy, in [0, 1]
 */
public record DatasetMean(
    DatasetKey key,
    String model,
    String scheme,
    Double alpha,
    long trials,
    long correct,
    long tested,
    double accuracy,
    double publishedAccuracy,
    double trainAccuracy) {
  static DatasetMean of(Row row) {
    return new DatasetMean(
        DatasetKey.of(row),
        row.getAs("model"),
        row.getAs("scheme"),
        row.getAs("alpha"),
        row.<Long>getAs("trials"),
        row.<Long>getAs("correct"),
        row.<Long>getAs("tested"),
        row.<Double>getAs("test_accuracy"),
        row.<Double>getAs("published_accuracy"),
        row.<Double>getAs("train_accuracy"));
  }
}

package org.genlabel.spark;

import org.apache.spark.sql.Row;

/**
 * A row of the view scheme_means: the mean of a scheme over the datasets of a population.
 *
 * @param alpha null for a scheme without alpha
 * @param accuracy the mean test accuracy, in [0, 1]
 */
public record SchemeMean(
    Double alpha, String scheme, String population, long datasets, double accuracy) {
  static SchemeMean of(Row row) {
    return new SchemeMean(
        row.getAs("alpha"),
        row.getAs("scheme"),
        row.getAs("population"),
        row.<Long>getAs("datasets"),
        row.<Double>getAs("test_accuracy"));
  }
}

package org.genlabel.spark;

import org.apache.spark.sql.Row;

/**
 * A row of the view histogram: the number of datasets of a population whose gain is in a bin.
 *
 * @param alpha null if neither scheme has one
 * @param bin in points of accuracy: 0 on par, k for gains above k - 1 and up to k, -k likewise for
 *     losses
 */
public record GainBin(
    Double alpha, String scheme, String baseline, String population, int bin, long datasets) {
  static GainBin of(Row row) {
    return new GainBin(
        row.getAs("alpha"),
        row.getAs("scheme"),
        row.getAs("baseline"),
        row.getAs("population"),
        row.<Integer>getAs("bin"),
        row.<Long>getAs("datasets"));
  }
}

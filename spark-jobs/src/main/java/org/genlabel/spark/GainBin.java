package org.genlabel.spark;

import org.apache.spark.sql.Row;

/**
 * A row of the view histogram: how many datasets of a population gain how much.
 *
 * @param alpha null where neither scheme has one
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

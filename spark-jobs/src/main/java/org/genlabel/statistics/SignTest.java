package org.genlabel.statistics;

import org.apache.commons.statistics.inference.BinomialTest;

/**
 * The sign test of the numbers of datasets on which one scheme is higher and lower, against a fair
 * coin. Exact and two-sided; ties give no direction and are dropped.
 *
 * @param higher number of datasets where the first scheme is higher
 * @param lower number of datasets where it is lower
 * @param pValue two-sided, in [0, 1]; 1 if both numbers are 0
 */
public record SignTest(int higher, int lower, double pValue) {
  /**
   * Tests two counts.
   *
   * @throws IllegalArgumentException if a count is negative or their sum is beyond an int
   */
  public static SignTest of(int higher, int lower) {
    if (higher < 0 || lower < 0 || higher > Integer.MAX_VALUE - lower) {
      throw new IllegalArgumentException(
          "counts must not be negative, and their sum an int, not " + higher + " and " + lower);
    }
    double pValue = BinomialTest.withDefaults().test(higher + lower, higher, 0.5).getPValue();
    return new SignTest(higher, lower, pValue);
  }

  /**
   * Counts and tests the signs of differences.
   *
   * @param differences [datasets]; exactly zero is a tie
   * @throws IllegalArgumentException if a difference is infinite or not a number
   */
  public static SignTest of(double[] differences) {
    Differences.requireFinite(differences);
    int higher = 0;
    int lower = 0;
    for (double difference : differences) {
      higher += difference > 0 ? 1 : 0;
      lower += difference < 0 ? 1 : 0;
    }
    return of(higher, lower);
  }
}

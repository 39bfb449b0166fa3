package org.genlabel.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (1979) of several tests' p-values: rejecting where the adjusted
 * p-value is at most alpha bounds the probability of any false rejection by alpha, whatever the
 * dependence of the tests.
 */
public final class HolmCorrection {
  private HolmCorrection() {}

  /**
   * Returns the adjusted p-values. The i-th smallest (from 0) of m p-values is multiplied by m - i,
   * raised to the previous adjusted one if it is smaller, and limited to 1; equal p-values stay
   * equal.
   *
   * @param pValues [tests]
   * @return [tests], in the given order; empty for no tests
   * @throws IllegalArgumentException if a p-value is not in [0, 1]
   */
  public static double[] adjusted(double[] pValues) {
    for (int i = 0; i < pValues.length; i++) {
      if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
        throw new IllegalArgumentException(
            "p-values must be in [0, 1], not " + pValues[i] + " at position " + i);
      }
    }
    int[] leastFirst =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double atLeast = 0;
    for (int i = 0; i < leastFirst.length; i++) {
      double pValue = pValues[leastFirst[i]];
      atLeast = Math.max(atLeast, Math.min(1, (leastFirst.length - i) * pValue));
      adjusted[leastFirst[i]] = atLeast;
    }
    return adjusted;
  }
}

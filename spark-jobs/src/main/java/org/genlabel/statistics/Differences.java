package org.genlabel.statistics;

/** Checks paired differences, one per dataset: first scheme minus second. */
final class Differences {
  private Differences() {}

  /**
   * @throws IllegalArgumentException if a difference is infinite or not a number
   */
  static void requireFinite(double[] differences) {
    for (int i = 0; i < differences.length; i++) {
      if (!Double.isFinite(differences[i])) {
        throw new IllegalArgumentException(
            "differences must be finite, not " + differences[i] + " at position " + i);
      }
    }
  }
}

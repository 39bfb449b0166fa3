package org.genlabel.network;

/** Converts rows of doubles to inputs of networks, in single precision, one row after another. */
public final class Rows {
  private Rows() {}

  /**
   * Copies some rows.
   *
   * @param x [rows][features]
   * @param from position of the first row
   * @param inputs [count][features], overwritten
   */
  public static void copy(double[][] x, int from, int count, float[] inputs, int features) {
    for (int r = 0; r < count; r++) {
      double[] row = x[from + r];
      for (int k = 0; k < features; k++) {
        inputs[r * features + k] = (float) row[k];
      }
    }
  }
}

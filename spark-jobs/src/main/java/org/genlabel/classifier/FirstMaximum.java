package org.genlabel.classifier;

/**
 * The decision rule of every classifier: the class with the largest score, and the first of several
 * such classes. If the score of class 0 is NaN the decision is class 0; the NaN score of another
 * class is ignored.
 */
public final class FirstMaximum {
  private FirstMaximum() {}

  /**
   * Returns the first class with the largest score, in single precision.
   *
   * @param scores an array that contains the scores of the point
   * @param start index of the score of class 0
   * @param step distance of the scores of consecutive classes in the array
   * @param classes K, at least 1
   */
  public static int of(float[] scores, int start, int step, int classes) {
    int best = 0;
    float largest = scores[start];
    for (int c = 1; c < classes; c++) {
      float score = scores[start + c * step];
      if (score > largest) {
        largest = score;
        best = c;
      }
    }
    return best;
  }

  /** Returns the first class with the largest score, in double precision. */
  public static int of(double[] scores, int start, int step, int classes) {
    int best = 0;
    double largest = scores[start];
    for (int c = 1; c < classes; c++) {
      double score = scores[start + c * step];
      if (score > largest) {
        largest = score;
        best = c;
      }
    }
    return best;
  }
}

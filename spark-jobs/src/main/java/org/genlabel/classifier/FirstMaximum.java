package org.genlabel.classifier;

/**
 * The decision of every classifier: the class with the largest score, the first of several that
 * have it. Where the score of class 0 is NaN it is class 0; a NaN of another class is passed over.
 */
public final class FirstMaximum {
  private FirstMaximum() {}

  /**
   * Decides between scores in single precision.
   *
   * @param scores those of the point, and what else lies there
   * @param start where the score of class 0 is
   * @param step how far the score of a class is from that of the class before
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

  /** The same in double precision. */
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

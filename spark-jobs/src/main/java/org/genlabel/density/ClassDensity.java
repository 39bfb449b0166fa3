package org.genlabel.density;

/**
 * Class-conditional log densities log p_c(x), c = 0..K-1, of a fitted generative model (method Sec.
 * 2; paper Sec. 1.2).
 *
 * <p>Implementations are immutable. A class without training points has log density minus infinity
 * everywhere; no finite point gives NaN.
 */
public interface ClassDensity extends PointDensities {
  /** K, the number of classes, empty ones included. */
  int classes();

  /** The same densities with buffers of their own, for many points: not thread-safe. */
  default PointDensities evaluation() {
    return this;
  }

  /**
   * An {@link #evaluation} for the posterior softmax_c(log p_c): a class that has no part in it in
   * double precision may be given by a bound.
   */
  default PointDensities forPosterior() {
    return evaluation();
  }

  /**
   * The same densities for points on the segments between given end points. A density that can,
   * prepares them so that a mixed point costs less than a free one.
   *
   * @param endPoints [rows][features]
   */
  default SegmentDensities between(double[][] endPoints) {
    PointDensities evaluation = evaluation();
    double[] mixed = new double[endPoints[0].length];
    return (i, j, lambda, logDensities) -> {
      for (int k = 0; k < mixed.length; k++) {
        mixed[k] = lambda * endPoints[i][k] + (1 - lambda) * endPoints[j][k];
      }
      evaluation.logDensities(mixed, logDensities);
    };
  }
}

package org.genlabel.density;

/**
 * Class-conditional log densities log p_c(x), c = 0..K-1, of a fitted generative model (method Sec.
 * 2; paper Sec. 1.2).
 *
 * <p>Implementations are immutable. A class without training points has log density minus infinity
 * everywhere; no finite point gives NaN.
 */
public interface ClassDensity {
  /** K, the number of classes, empty ones included. */
  int classes();

  /**
   * The log densities of one point.
   *
   * @param x [features], finite
   * @param logDensities [classes], overwritten
   */
  void logDensities(double[] x, double[] logDensities);

  /**
   * The same densities for points on the segments between given end points, prepared so that a
   * mixed point costs less than a free one.
   *
   * @param endPoints [rows][features]
   */
  SegmentDensities between(double[][] endPoints);
}

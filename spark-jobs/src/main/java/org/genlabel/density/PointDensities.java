package org.genlabel.density;

/** Evaluates class-conditional log densities point by point. */
@FunctionalInterface
public interface PointDensities {
  /**
   * The log densities of one point.
   *
   * @param x [features], finite
   * @param logDensities [classes], overwritten
   */
  void logDensities(double[] x, double[] logDensities);
}

package org.genlabel.density;

/**
 * Evaluates class-conditional log densities at lambda x_i + (1 - lambda) x_j, for end points that
 * are known in advance. Not thread-safe.
 */
public interface SegmentDensities {
  /**
   * Computes the log densities at lambda x_i + (1 - lambda) x_j.
   *
   * @param i row of the first end point
   * @param j row of the second end point
   * @param lambda weight of the first, in [0, 1]
   * @param logDensities [classes], overwritten
   */
  void logDensities(int i, int j, double lambda, double[] logDensities);
}

package org.genlabel.density;

/**
 * Class-conditional log densities at lambda x_i + (1 - lambda) x_j, for end points known
 * beforehand. Not thread-safe.
 */
public interface SegmentDensities {
  /**
   * The log densities at lambda x_i + (1 - lambda) x_j.
   *
   * @param i row of the first end point
   * @param j row of the second end point
   * @param lambda weight of the first, in [0, 1]
   * @param logDensities [classes], overwritten
   */
  void logDensities(int i, int j, double lambda, double[] logDensities);
}

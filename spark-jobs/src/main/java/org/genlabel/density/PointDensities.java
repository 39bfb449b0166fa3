package org.genlabel.density;

/**
 * Evaluates class-conditional log densities of many points side by side. Keeps buffers: not
 * thread-safe.
 */
@FunctionalInterface
public interface PointDensities {
  /**
   * The log densities of some points.
   *
   * @param x [features][stride], finite, padding included
   * @param stride room for points, a multiple of {@link org.genlabel.simd.Kernels#WIDTH}
   * @param points how many there are, at most stride
   * @param logDensities [classes][stride], overwritten; what lies beyond the points means nothing
   */
  void logDensities(double[] x, int stride, int points, double[] logDensities);
}

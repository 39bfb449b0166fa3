package org.genlabel.density;

import org.genlabel.classifier.Points;

/**
 * Evaluates class-conditional log densities of many points side by side. Keeps buffers: not
 * thread-safe.
 */
@FunctionalInterface
public interface PointDensities {
  /**
   * Computes the log densities of some points.
   *
   * @param logDensities [classes][stride], overwritten; values beyond the points are undefined
   */
  void logDensities(Points points, double[] logDensities);
}

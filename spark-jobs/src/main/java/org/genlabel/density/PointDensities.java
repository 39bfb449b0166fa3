package org.genlabel.density;

import org.genlabel.classifier.Points;

/**
 * Evaluates class-conditional log densities of many points side by side. Keeps buffers: not
 * thread-safe.
 */
@FunctionalInterface
public interface PointDensities {
  /**
   * The log densities of some points.
   *
   * @param logDensities [classes][stride], overwritten; what lies beyond the points means nothing
   */
  void logDensities(Points points, double[] logDensities);
}

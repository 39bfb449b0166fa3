package org.genlabel.density;

import org.genlabel.classifier.Points;

/**
 * Finds the class of the training point nearest to a mixed point. Keeps buffers: not thread-safe.
 */
public interface NearestClass {
  /**
   * Finds the class of the training point nearest to each of many points; of several at the same
   * distance, the first in the order of all training points.
   *
   * @param first [points], first training row that each is mixed from
   * @param second [points], second training row
   * @param weight share of the first row, the same for all points
   * @param labels [points], overwritten
   */
  void labels(Points points, int[] first, int[] second, double weight, int[] labels);
}

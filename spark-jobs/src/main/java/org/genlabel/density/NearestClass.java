package org.genlabel.density;

import org.genlabel.classifier.Points;

/** Says whose training point is nearest to a mixed point. Keeps buffers: not thread-safe. */
public interface NearestClass {
  /**
   * The class of the training point nearest to each of many points; of several at the same
   * distance, the one that comes first among all training points.
   *
   * @param first [points], the training row each is mixed from
   * @param second [points], the other training row
   * @param weight the first one's share, the same for all
   * @param labels [points], overwritten
   */
  void labels(Points points, int[] first, int[] second, double weight, int[] labels);
}

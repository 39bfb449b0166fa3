package org.genlabel.train;

import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Learner;

/**
 * Fits that were trained side by side.
 *
 * @param learner a candidate for each, in order
 * @param batches those they were trained on: one for all, or one for each
 */
public record TrainedFits(Learner learner, List<Batch> batches) {
  /**
   * The share of the points of a fit that intruded.
   *
   * @return empty if nobody asked
   */
  public OptionalDouble intrusionRate(int fit) {
    return batches.get(batches.size() == 1 ? 0 : fit).intrusionRate();
  }
}

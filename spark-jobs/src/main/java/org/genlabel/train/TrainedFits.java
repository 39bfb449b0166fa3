package org.genlabel.train;

import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Learner;

/**
 * Fits that were trained side by side.
 *
 * @param learner learner with one candidate per fit, in order
 * @param batches batches of the training: one for all fits, or one for each
 */
public record TrainedFits(Learner learner, List<Batch> batches) {
  /**
   * Returns the share of the points of a fit that intruded.
   *
   * @return empty if intruding points were never requested
   */
  public OptionalDouble intrusionRate(int fit) {
    return batches.get(batches.size() == 1 ? 0 : fit).intrusionRate();
  }
}

package org.genlabel.learner;

import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.Target;

/**
 * The rules by which a fit makes points and labels from its draws. Each rule is requested once,
 * when a learner first needs it; what is not requested is neither fitted nor computed.
 */
public interface BatchRules {
  /** Returns the training rows. */
  LabeledRows rows();

  /** Returns the rule that makes points from pairs. */
  MixingRule mixing();

  /** Returns the rule for the label y_mix of a target. */
  LabelingRule label(Target target);

  /** Returns the rule for the label y_gen, the posterior of a density. */
  LabelingRule generated(DensityKind density);

  /** Returns the rule that finds the points that intrude on a third class. */
  ManifoldIntrusion intrusion();

  /** Returns the number of points per pair. The gradient of a step is the mean over the pairs. */
  default int pointsOfPair() {
    return 1;
  }

  /**
   * Returns whether the optimiser takes a step with zero gradient on a batch whose points are all
   * dropped; otherwise the batch is skipped.
   */
  boolean stepsOnEmptyBatch();
}

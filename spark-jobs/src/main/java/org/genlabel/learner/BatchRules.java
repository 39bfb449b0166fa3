package org.genlabel.learner;

import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.Target;

/**
 * What a fit makes of its draws: points, and their labels. Each rule is asked for once, when a
 * learner first needs it; what nobody needs is neither fitted nor worked out.
 */
public interface BatchRules {
  /** The training rows. */
  LabeledRows rows();

  /** Makes points of pairs. */
  MixingRule mixing();

  /** Labels points before GenLabel has its share. */
  LabelingRule label(Target target);

  /** Labels points by the posterior of a density. */
  LabelingRule generated(DensityKind density);

  /** Says which points intrude on a third class. */
  ManifoldIntrusion intrusion();

  /** How many points a pair makes; a step goes by the mean over the pairs. */
  default int pointsOfPair() {
    return 1;
  }

  /**
   * Whether the optimiser takes a step, with zero gradient, on a batch all of whose points are
   * dropped; else the batch is passed over.
   */
  boolean stepsOnEmptyBatch();
}

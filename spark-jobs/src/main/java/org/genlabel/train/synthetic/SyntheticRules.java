package org.genlabel.train.synthetic;

import java.util.Optional;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.BatchRules;
import org.genlabel.mixup.GenLabeling;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.Target;
import org.genlabel.mixup.TopTwoLabeling;
import org.genlabel.train.protocol.PairedRules;

/**
 * The rules of training on synthetic data: those of the paired protocol, but GenLabel's labels are
 * restricted to the two most likely classes, and if the centres of a dataset are known, its
 * Gaussians are around them.
 *
 * @param centres [classes][features]
 */
record SyntheticRules(PairedRules paired, Optional<double[][]> centres) implements BatchRules {
  // Variance of the Gaussians around the true centres.
  private static final double VARIANCE = 1;

  @Override
  public LabeledRows rows() {
    return paired.rows();
  }

  @Override
  public MixingRule mixing() {
    return paired.mixing();
  }

  @Override
  public LabelingRule label(Target target) {
    return paired.label(target);
  }

  @Override
  public LabelingRule generated(DensityKind kind) {
    int classes = rows().classes();
    ClassDensity density =
        centres
            .flatMap(means -> kind.around(means, VARIANCE))
            .orElseGet(() -> paired.fitted().density(kind));
    return new TopTwoLabeling(GenLabeling.atPoints(density.posteriorEvaluator(), classes), classes);
  }

  @Override
  public ManifoldIntrusion intrusion() {
    return paired.intrusion();
  }

  @Override
  public boolean stepsOnEmptyBatch() {
    return false;
  }
}

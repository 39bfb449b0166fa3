package org.genlabel.train;

import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.density.NearestClass;
import org.genlabel.density.SegmentDensities;
import org.genlabel.learner.BatchRules;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.Mixing;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.Target;

/** The rules of a scheme by what is fitted to its training rows: what both protocols share. */
public abstract class FittedRules implements BatchRules, Mixing.Source {
  private final Scheme scheme;
  private final FittedDensities fitted;

  /**
   * @param scheme any of those that share the batches: they mix alike
   * @param fitted may be shared by fits on the same rows
   */
  public FittedRules(Scheme scheme, FittedDensities fitted) {
    this.scheme = scheme;
    this.fitted = fitted;
  }

  public final FittedDensities fitted() {
    return fitted;
  }

  protected final Mixing way() {
    return scheme.mixing();
  }

  /** Whose row is nearest to a mixed point. */
  protected abstract NearestClass nearest();

  @Override
  public final LabeledRows rows() {
    return fitted.rows();
  }

  @Override
  public final MixingRule mixing() {
    return way().rule(this);
  }

  @Override
  public final SegmentDensities mixingDensities() {
    return fitted.density(scheme.ownDensity().orElseThrow()).between(rows().x());
  }

  @Override
  public final LabelingRule label(Target target) {
    return target.rule(rows(), this::nearest);
  }

  @Override
  public LabelingRule generated(DensityKind density) {
    return fitted.genLabelAtPoints(density);
  }

  @Override
  public final ManifoldIntrusion intrusion() {
    return new ManifoldIntrusion(nearest(), rows().labels());
  }
}

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

/**
 * The rules of a scheme based on densities fitted to its training rows; the common part of both
 * protocols.
 */
public abstract class FittedRules implements BatchRules, Mixing.Source {
  private final Scheme scheme;
  private final FittedDensities fitted;

  /**
   * @param scheme any of the schemes that share the batches, which have the same mixing
   * @param fitted densities of the training rows, which fits on the same rows may share
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

  /** Returns the search of the row nearest to a mixed point. */
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

package org.genlabel.train.protocol;

import org.genlabel.density.DensityKind;
import org.genlabel.density.NearestClass;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.PairMixing;
import org.genlabel.train.FittedDensities;
import org.genlabel.train.FittedRules;
import org.genlabel.train.Scheme;

/**
 * The rules of the paired protocol: points are mixed in double precision; distances of points
 * between two rows may be computed from those of the rows; batches without points are skipped.
 */
public final class PairedRules extends FittedRules {
  public PairedRules(Scheme scheme, FittedDensities fitted) {
    super(scheme, fitted);
  }

  @Override
  public PairMixing pairs() {
    return PairMixing.doublePrecision(rows().x());
  }

  @Override
  public double[][] cutRows() {
    return rows().x();
  }

  @Override
  protected NearestClass nearest() {
    return way().staysOnSegments() ? fitted().nearestOnSegment() : fitted().nearestRow();
  }

  @Override
  public LabelingRule generated(DensityKind density) {
    return way().staysOnSegments()
        ? fitted().genLabelOnSegments(density)
        : super.generated(density);
  }

  @Override
  public boolean stepsOnEmptyBatch() {
    return false;
  }
}

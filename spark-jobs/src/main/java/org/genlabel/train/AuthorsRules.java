package org.genlabel.train;

import org.genlabel.density.NearestClass;
import org.genlabel.mixup.PairMixing;

/**
 * The rules of the authors' program: points are mixed in single precision; densities are fitted to
 * the double-precision rows and asked at those points; a batch without points has a zero gradient.
 */
final class AuthorsRules extends FittedRules {
  AuthorsRules(Scheme scheme, FittedDensities fitted) {
    super(scheme, fitted);
  }

  @Override
  public PairMixing pairs() {
    return PairMixing.singlePrecision(rows().x());
  }

  @Override
  public double[][] cutRows() {
    double[][] x = rows().x();
    double[][] rounded = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < x[i].length; k++) {
        rounded[i][k] = (float) x[i][k];
      }
    }
    return rounded;
  }

  @Override
  NearestClass nearest() {
    return fitted().nearestRow();
  }

  @Override
  public boolean stepsOnEmptyBatch() {
    return true;
  }
}

package org.genlabel.train.protocol;

import org.genlabel.density.NearestClass;
import org.genlabel.mixup.PairMixing;
import org.genlabel.train.FittedDensities;
import org.genlabel.train.FittedRules;
import org.genlabel.train.Scheme;

/**
 * The rules of the authors' program: points are mixed in single precision; densities are fitted to
 * the double-precision rows and evaluated at these points; a batch without points has a zero
 * gradient.
 */
public final class AuthorsRules extends FittedRules {
  public AuthorsRules(Scheme scheme, FittedDensities fitted) {
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
  protected NearestClass nearest() {
    return fitted().nearestRow();
  }

  @Override
  public boolean stepsOnEmptyBatch() {
    return true;
  }
}

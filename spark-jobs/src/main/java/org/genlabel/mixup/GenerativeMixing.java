package org.genlabel.mixup;

import org.genlabel.data.LabeledRows;
import org.genlabel.density.SegmentDensities;

/**
 * Generative mixing (docs/method.md, Sec. 4; paper Sec. 7.2): two points of different classes c1
 * and c2 are mixed to the point on the segment between them where p_c1 / (p_c1 + p_c2) = lambda.
 * Its label lambda e_c1 + (1 - lambda) e_c2 then agrees with the densities. If the ratio does not
 * cross lambda between the end points, or if both are of one class, they are mixed as by mixup.
 */
public final class GenerativeMixing implements MixingRule {
  // These determine the position to 2^-40 of the segment.
  private static final int BISECTIONS = 40;

  private final PairMixing mixup;
  private final int[] labels;
  private final SegmentDensities densities;
  private final double[] logDensities;

  /**
   * @param mixup how points are mixed once the position is known
   * @param rows the training rows
   * @param densities between the training rows
   */
  public GenerativeMixing(PairMixing mixup, LabeledRows rows, SegmentDensities densities) {
    this.mixup = mixup;
    this.labels = rows.labels();
    this.densities = densities;
    this.logDensities = new double[rows.classes()];
  }

  @Override
  public void mix(Draw draw, MixedPoints points) {
    points.begin(draw, draw.lambda());
    for (int p = 0; p < points.count(); p++) {
      int i = draw.first(p);
      int j = draw.second(p);
      double position = labels[i] == labels[j] ? draw.lambda() : crossing(i, j, draw.lambda());
      mixup.mix(i, j, position, points.x(), points.stride(), p);
    }
  }

  /** Returns the share of x_i in the point where the posterior of its class is lambda. */
  private double crossing(int i, int j, double lambda) {
    double logOdds = StrictMath.log(lambda) - StrictMath.log1p(-lambda);
    double below = 0;
    double above = 1;
    boolean crosses = logRatio(i, j, below) < logOdds && logRatio(i, j, above) > logOdds;
    if (!crosses) {
      return lambda;
    }
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = 0.5 * (below + above);
      if (logRatio(i, j, middle) < logOdds) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return 0.5 * (below + above);
  }

  /** Returns log p_c1 - log p_c2 at a position; NaN if both densities vanish. */
  private double logRatio(int i, int j, double position) {
    densities.logDensities(i, j, position, logDensities);
    return logDensities[labels[i]] - logDensities[labels[j]];
  }
}

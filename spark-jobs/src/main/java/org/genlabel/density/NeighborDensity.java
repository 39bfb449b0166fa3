package org.genlabel.density;

import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;
import org.genlabel.data.LabeledRows;
import org.genlabel.simd.DoubleKernels;

/**
 * The nearest-neighbour density with k = 1: log p_c(x) = log k - log n_c - log V_d - d log r_c(x),
 * r_c being the distance to the nearest training point of class c and V_d the volume of the unit
 * ball (docs/method.md, Sec. 2.3; paper Sec. 1.2, "NN"). At a training point of class c it is plus
 * infinity.
 */
public final class NeighborDensity implements ClassDensity {
  private final LabeledRows training;
  // [classes]: -log n_c - log V_d; minus infinity for a class without training points.
  private final double[] logWeights;

  private NeighborDensity(LabeledRows training, double[] logWeights) {
    this.training = training;
    this.logWeights = logWeights;
  }

  /**
   * Fits the density.
   *
   * @param training at least one row, all features finite
   */
  public static NeighborDensity fit(LabeledRows training) {
    double[][][] rows = ClassRows.byClass(training);
    int features = training.features();
    double logVolume =
        0.5 * features * StrictMath.log(StrictMath.PI) - Gamma.logGamma(0.5 * features + 1);
    double[] logWeights =
        IntStream.range(0, training.classes())
            .mapToDouble(
                c ->
                    rows[c].length == 0
                        ? Double.NEGATIVE_INFINITY
                        : -StrictMath.log(rows[c].length) - logVolume)
            .toArray();
    return new NeighborDensity(training, logWeights);
  }

  @Override
  public int classes() {
    return logWeights.length;
  }

  @Override
  public PointDensities evaluator() {
    NearestRow nearest = new NearestRow(training);
    int features = training.features();
    return (points, logDensities) -> {
      nearest.distances(points, logDensities);
      for (int c = 0; c < logWeights.length; c++) {
        int start = c * points.stride();
        for (int p = start; p < start + points.count(); p++) {
          logDensities[p] = logDensity(c, features, logDensities[p]);
        }
      }
    };
  }

  private double logDensity(int c, int features, double distance) {
    return logWeights[c] == Double.NEGATIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : logWeights[c] - features * DoubleKernels.log(distance);
  }

  /** Uses the mixing identity where it is faster; see {@link PairwiseDistances}. */
  @Override
  public SegmentDensities between(double[][] endPoints) {
    return PairwiseDistances.pays(
            endPoints.length, training.count(), classes(), training.features())
        ? byIdentity(endPoints)
        : ClassDensity.super.between(endPoints);
  }

  /** Uses the mixing identity, whether or not it is faster. */
  SegmentDensities byIdentity(double[][] endPoints) {
    PairwiseDistances distances = PairwiseDistances.of(endPoints, ClassRows.byClass(training));
    return (i, j, lambda, logDensities) -> {
      for (int c = 0; c < logDensities.length; c++) {
        double half = distances.leastHalfSquare(i, j, lambda, c);
        logDensities[c] = logDensity(c, training.features(), Math.sqrt(2 * half));
      }
    };
  }
}

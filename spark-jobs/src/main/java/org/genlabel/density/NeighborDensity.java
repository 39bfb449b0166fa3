package org.genlabel.density;

import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;
import org.genlabel.simd.DoubleKernels;

/**
 * The nearest-neighbour density with k = 1: log p_c(x) = log k - log n_c - log V_d - d log r_c(x),
 * r_c being the distance to the nearest training point of class c and V_d the volume of the unit
 * ball (method Sec. 2; paper Sec. 1.2, "NN"). At a training point of class c it is plus infinity.
 */
public final class NeighborDensity implements ClassDensity {
  private final double[][] x;
  private final int[] labels;
  // [classes]: -log n_c - log V_d; minus infinity for a class without training points.
  private final double[] logWeights;

  private NeighborDensity(double[][] x, int[] labels, double[] logWeights) {
    this.x = x;
    this.labels = labels;
    this.logWeights = logWeights;
  }

  /**
   * Fits the density.
   *
   * @param x [rows][features], finite, at least one row
   * @param labels [rows], each in 0..classes-1
   */
  public static NeighborDensity fit(double[][] x, int[] labels, int classes) {
    double[][][] rows = ClassRows.byClass(x, labels, classes);
    int features = x[0].length;
    double logVolume =
        0.5 * features * StrictMath.log(StrictMath.PI) - Gamma.logGamma(0.5 * features + 1);
    double[] logWeights =
        IntStream.range(0, classes)
            .mapToDouble(
                c ->
                    rows[c].length == 0
                        ? Double.NEGATIVE_INFINITY
                        : -StrictMath.log(rows[c].length) - logVolume)
            .toArray();
    return new NeighborDensity(x, labels, logWeights);
  }

  @Override
  public int classes() {
    return logWeights.length;
  }

  @Override
  public PointDensities evaluation() {
    NearestRow nearest = new NearestRow(x, labels, classes());
    int features = x[0].length;
    return (points, stride, count, logDensities) -> {
      nearest.distances(points, stride, count, logDensities);
      for (int c = 0; c < logWeights.length; c++) {
        for (int p = c * stride; p < c * stride + count; p++) {
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

  /** By the mixing identity, where that pays; see {@link PairwiseDistances}. */
  @Override
  public SegmentDensities between(double[][] endPoints) {
    return PairwiseDistances.pays(endPoints.length, x.length, classes(), x[0].length)
        ? byIdentity(endPoints)
        : ClassDensity.super.between(endPoints);
  }

  /** By the mixing identity, whether it pays or not. */
  SegmentDensities byIdentity(double[][] endPoints) {
    PairwiseDistances distances =
        PairwiseDistances.of(endPoints, ClassRows.byClass(x, labels, classes()));
    return (i, j, lambda, logDensities) -> {
      for (int c = 0; c < logDensities.length; c++) {
        double half = distances.leastHalfSquare(i, j, lambda, c);
        logDensities[c] = logDensity(c, x[0].length, Math.sqrt(2 * half));
      }
    };
  }
}

package org.genlabel.density;

import org.genlabel.simd.DensityKernels;
import org.genlabel.simd.DoubleKernels;

/**
 * The whitening maps of all classes as one affine map: a point's images in the metrics of K classes
 * cost one matrix product instead of K small ones.
 */
final class ClassWhitenings {
  private final int features;
  // [features][classes * features] and [classes * features]: z = offsets + sum_k x[k] columns[k].
  private final double[][] columns;
  private final double[] offsets;

  /**
   * Puts the maps side by side.
   *
   * @param whitenings [classes]; null for a class without training points
   */
  ClassWhitenings(Whitening[] whitenings, int features) {
    this.features = features;
    this.columns = new double[features][whitenings.length * features];
    this.offsets = new double[whitenings.length * features];
    for (int c = 0; c < whitenings.length; c++) {
      if (whitenings[c] != null) {
        whitenings[c].copyTo(columns, offsets, c * features);
      }
    }
  }

  /**
   * The images of a point in all metrics.
   *
   * @param x [features]
   * @param images [classes * features], overwritten; zero for a class without training points
   */
  void apply(double[] x, double[] images) {
    DoubleKernels.affine(x, columns, offsets, images);
  }

  /** The squared length of the image in the metric of class c. */
  double squaredNorm(double[] images, int c) {
    return DensityKernels.sumOfSquares(images, c * features, (c + 1) * features);
  }
}

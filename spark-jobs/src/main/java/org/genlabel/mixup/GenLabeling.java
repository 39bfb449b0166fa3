package org.genlabel.mixup;

import org.genlabel.density.PointDensities;
import org.genlabel.density.SegmentDensities;
import org.genlabel.simd.Kernels;

/**
 * GenLabel: y_gen = softmax_c(log p_c(x_mix)), the class posterior under equal priors (paper Sec.
 * 4, Eq. 1).
 */
public final class GenLabeling {
  private GenLabeling() {}

  /**
   * Returns the rule for points made by mixup, lambda x_i + (1 - lambda) x_j.
   *
   * @param densities fitted on the training rows, between the training rows
   */
  public static LabelingRule onSegments(SegmentDensities densities, int classes) {
    double[] logDensities = new double[classes];
    return (points, labels) -> {
      int stride = points.stride();
      for (int p = 0; p < points.count(); p++) {
        densities.logDensities(
            points.first()[p], points.second()[p], points.weight(), logDensities);
        for (int c = 0; c < classes; c++) {
          labels[c * stride + p] = logDensities[c];
        }
      }
      Kernels.active().posterior(labels, stride, points.count(), classes);
    };
  }

  /**
   * Returns the rule for arbitrary points.
   *
   * @param densities fitted on the training rows
   */
  public static LabelingRule atPoints(PointDensities densities, int classes) {
    return (points, labels) -> {
      densities.logDensities(points.points(), labels);
      Kernels.active().posterior(labels, points.stride(), points.count(), classes);
    };
  }
}

package org.genlabel.mixup;

import org.genlabel.density.PointDensities;
import org.genlabel.density.SegmentDensities;
import org.genlabel.simd.DoubleKernels;

/**
 * GenLabel: y_gen = softmax_c(log p_c(x_mix)), the class posterior under equal priors (paper Sec.
 * 4, Eq. 1).
 */
public final class GenLabeling {
  private GenLabeling() {}

  /**
   * The rule for points that mixup made: lambda x_i + (1 - lambda) x_j.
   *
   * @param densities fitted on the training rows, between the training rows
   */
  public static LabelingRule onSegments(SegmentDensities densities) {
    return (point, label) -> {
      densities.logDensities(point.first(), point.second(), point.weight(), label);
      DoubleKernels.softmaxInPlace(label);
    };
  }

  /**
   * The rule for points anywhere.
   *
   * @param densities fitted on the training rows
   */
  public static LabelingRule atPoints(PointDensities densities) {
    return (point, label) -> {
      densities.logDensities(point.x(), label);
      DoubleKernels.softmaxInPlace(label);
    };
  }
}

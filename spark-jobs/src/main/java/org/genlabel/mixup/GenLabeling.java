package org.genlabel.mixup;

import org.genlabel.density.SegmentDensities;
import org.genlabel.simd.DoubleKernels;

/**
 * GenLabel: y_gen = softmax_c(log p_c(x_mix)), the class posterior under equal priors (paper Sec.
 * 4, Eq. 1).
 */
public final class GenLabeling implements LabelingRule {
  private final SegmentDensities densities;

  /**
   * @param densities fitted on the training rows, between the training rows
   */
  public GenLabeling(SegmentDensities densities) {
    this.densities = densities;
  }

  @Override
  public void label(int i, int j, double lambda, double[] label) {
    densities.logDensities(i, j, lambda, label);
    DoubleKernels.softmaxInPlace(label);
  }
}

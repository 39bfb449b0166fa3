package org.genlabel.mixup;

import java.util.Arrays;
import org.genlabel.simd.DoubleKernels;

/**
 * Labels that mix the labels of the two parents: w y_i + (1 - w) y_j, where w depends on lambda
 * alone.
 */
public enum ParentLabeling {
  /** Mixup's label: w = lambda. */
  LINEAR {
    @Override
    public double weight(double lambda) {
      return lambda;
    }
  },
  /** w = rho = 1 / (1 + exp(-2 (lambda - 1/2) / sigma^2)) with sigma^2 = 1/10 (paper Sec. 3.2). */
  LOGISTIC {
    @Override
    public double weight(double lambda) {
      return 1 / (1 + DoubleKernels.exp(-2 * (lambda - 0.5) / SIGMA_SQUARED));
    }
  };

  private static final double SIGMA_SQUARED = 0.1;

  /** Returns the weight of the first parent's label in a mix with coefficient lambda. */
  public abstract double weight(double lambda);

  /**
   * Returns the rule for given training labels.
   *
   * @param labels [rows]
   */
  public LabelingRule rule(int[] labels) {
    return (points, target) -> {
      double weight = weight(points.weight());
      int stride = points.stride();
      Arrays.fill(target, 0);
      for (int p = 0; p < points.count(); p++) {
        target[labels[points.first()[p]] * stride + p] += weight;
        target[labels[points.second()[p]] * stride + p] += 1 - weight;
      }
    };
  }
}

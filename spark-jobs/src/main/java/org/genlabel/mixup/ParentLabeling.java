package org.genlabel.mixup;

import java.util.Arrays;
import org.genlabel.simd.DoubleKernels;

/**
 * Labels that mix the labels of the two parents: w y_i + (1 - w) y_j, where w depends on lambda
 * alone.
 */
public enum ParentLabeling {
  /** Mixup's own label: w = lambda. */
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

  /** The weight of the first parent's label in a mix with coefficient lambda. */
  public abstract double weight(double lambda);

  /**
   * The rule for given training labels.
   *
   * @param labels [rows]
   */
  public LabelingRule rule(int[] labels) {
    return (point, label) -> {
      double weight = weight(point.weight());
      Arrays.fill(label, 0);
      label[labels[point.first()]] += weight;
      label[labels[point.second()]] += 1 - weight;
    };
  }
}

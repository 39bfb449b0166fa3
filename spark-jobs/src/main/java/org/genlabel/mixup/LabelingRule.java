package org.genlabel.mixup;

/** How a mixed point lambda x_i + (1 - lambda) x_j is labelled (method Sec. 3). */
public interface LabelingRule {
  /**
   * Labels one mixed point.
   *
   * @param i first training row
   * @param j second training row
   * @param lambda weight of the first, in [0, 1]
   * @param label [classes], overwritten; sums to 1
   */
  void label(int i, int j, double lambda, double[] label);
}

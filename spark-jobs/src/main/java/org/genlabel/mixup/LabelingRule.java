package org.genlabel.mixup;

/** How a mixed point is labelled (method Sec. 3). May keep buffers: not thread-safe. */
@FunctionalInterface
public interface LabelingRule {
  /**
   * Labels one mixed point.
   *
   * @param label [classes], overwritten; sums to 1
   */
  void label(MixedPoint point, double[] label);
}

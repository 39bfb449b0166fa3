package org.genlabel.mixup;

/** Labels mixed points (docs/method.md, Sec. 3). May keep buffers: not thread-safe. */
@FunctionalInterface
public interface LabelingRule {
  /**
   * Labels mixed points.
   *
   * @param labels [classes][stride of the points], overwritten for all points; the labels of a
   *     point sum to 1
   */
  void label(MixedPoints points, double[] labels);
}

package org.genlabel.mixup;

/** How mixed points are labelled (docs/method.md, Sec. 3). May keep buffers: not thread-safe. */
@FunctionalInterface
public interface LabelingRule {
  /**
   * Labels mixed points.
   *
   * @param labels [classes][stride of the points], overwritten where there are points; those of a
   *     point sum to 1
   */
  void label(MixedPoints points, double[] labels);
}

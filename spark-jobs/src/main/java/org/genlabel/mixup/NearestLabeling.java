package org.genlabel.mixup;

import java.util.Arrays;
import org.genlabel.density.NearestClass;

/** Labels a point with the hard label of the nearest training point (docs/method.md, Sec. 3). */
public final class NearestLabeling implements LabelingRule {
  private final NearestClass nearest;
  private int[] labels = new int[0];

  /**
   * @param nearest search among the training rows
   */
  public NearestLabeling(NearestClass nearest) {
    this.nearest = nearest;
  }

  @Override
  public void label(MixedPoints points, double[] target) {
    nearest.labels(
        points.points(), points.first(), points.second(), points.weight(), labels(points));
    Arrays.fill(target, 0);
    for (int p = 0; p < points.count(); p++) {
      target[labels[p] * points.stride() + p] = 1;
    }
  }

  private int[] labels(MixedPoints points) {
    if (labels.length < points.count()) {
      labels = new int[points.stride()];
    }
    return labels;
  }
}

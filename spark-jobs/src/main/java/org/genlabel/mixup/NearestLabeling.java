package org.genlabel.mixup;

import java.util.Arrays;
import org.genlabel.density.NearestRow;

/** The hard label of the nearest training point (method Sec. 3). */
public final class NearestLabeling implements LabelingRule {
  private final NearestRow nearest;

  /**
   * @param nearest among the training rows
   */
  public NearestLabeling(NearestRow nearest) {
    this.nearest = nearest;
  }

  @Override
  public void label(MixedPoint point, double[] label) {
    Arrays.fill(label, 0);
    label[nearest.label(point.x())] = 1;
  }
}

package org.genlabel.mixup;

import java.util.Arrays;
import org.genlabel.density.NearestRow;

/**
 * Manifold intrusion (paper Sec. 3.1, Definition 1): a mixed point intrudes when its nearest
 * training point has neither parent's label. Keeps buffers: not thread-safe.
 */
public final class ManifoldIntrusion {
  private final NearestRow nearest;
  private final int[] labels;
  private final int classesPresent;

  /**
   * @param nearest among the training rows
   * @param labels [rows]
   */
  public ManifoldIntrusion(NearestRow nearest, int[] labels) {
    this.nearest = nearest;
    this.labels = labels;
    this.classesPresent = (int) Arrays.stream(labels).distinct().count();
  }

  /** Whether the point intrudes. */
  public boolean intrudes(MixedPoint point) {
    int a = labels[point.first()];
    int b = labels[point.second()];
    // Between two parents of the only two classes there is no third to intrude on.
    if (classesPresent == (a == b ? 1 : 2)) {
      return false;
    }
    int label = nearest.label(point.x());
    return label != a && label != b;
  }
}

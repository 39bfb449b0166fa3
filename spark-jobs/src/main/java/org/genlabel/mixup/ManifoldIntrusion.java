package org.genlabel.mixup;

import java.util.Arrays;
import org.genlabel.classifier.Points;
import org.genlabel.density.NearestClass;

/**
 * Finds points with manifold intrusion (paper Sec. 3.1, Definition 1): a mixed point intrudes if
 * its nearest training point has neither parent's label. Keeps buffers: not thread-safe.
 */
public final class ManifoldIntrusion {
  private final NearestClass nearest;
  private final int[] labels;
  private final int classesPresent;
  // The points that may intrude, with their parents and nearest classes.
  private int stride;
  private double[] x = new double[0];
  private int[] first = new int[0];
  private int[] second = new int[0];
  private int[] asked = new int[0];
  private int[] nearestLabels = new int[0];

  /**
   * @param nearest search among the training rows
   * @param labels [rows]
   */
  public ManifoldIntrusion(NearestClass nearest, int[] labels) {
    this.nearest = nearest;
    this.labels = labels;
    this.classesPresent = (int) Arrays.stream(labels).distinct().count();
  }

  /**
   * Finds the points that intrude.
   *
   * @param intrudes [points], overwritten
   */
  public void intrudes(MixedPoints points, boolean[] intrudes) {
    if (asked.length < points.count()) {
      makeRoom(points);
    }
    int count = 0;
    for (int p = 0; p < points.count(); p++) {
      intrudes[p] = false;
      if (mayIntrude(points, p)) {
        for (int k = 0; k < points.features(); k++) {
          x[k * stride + count] = points.x()[k * points.stride() + p];
        }
        first[count] = points.first()[p];
        second[count] = points.second()[p];
        asked[count++] = p;
      }
    }
    nearest.labels(new Points(x, stride, count), first, second, points.weight(), nearestLabels);
    for (int a = 0; a < count; a++) {
      intrudes[asked[a]] =
          nearestLabels[a] != labels[first[a]] && nearestLabels[a] != labels[second[a]];
    }
  }

  /**
   * Returns whether there are other classes than those of the parents, on which the point may
   * intrude.
   */
  private boolean mayIntrude(MixedPoints points, int p) {
    boolean isOneClass = labels[points.first()[p]] == labels[points.second()[p]];
    return classesPresent > (isOneClass ? 1 : 2);
  }

  private void makeRoom(MixedPoints points) {
    stride = points.stride();
    x = new double[points.features() * stride];
    first = new int[stride];
    second = new int[stride];
    asked = new int[stride];
    nearestLabels = new int[stride];
  }
}

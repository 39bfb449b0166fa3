package org.genlabel.density;

import org.genlabel.classifier.Points;
import org.genlabel.data.LabeledRows;

/**
 * Searches the nearest training point by the mixing identity, for points mixed from training rows,
 * from precomputed distances between the rows. Keeps buffers: not thread-safe.
 */
public final class NearestOnSegment implements NearestClass {
  private final PairwiseDistances distances;
  private final int[][] positions;

  private NearestOnSegment(PairwiseDistances distances, int[][] positions) {
    this.distances = distances;
    this.positions = positions;
  }

  /**
   * Returns a search by the mixing identity where it is faster, and one from the points themselves
   * otherwise.
   *
   * @param training rows from which points will be mixed as lambda x_first + (1 - lambda) x_second
   */
  public static NearestClass forSegments(LabeledRows training) {
    int rows = training.count();
    return PairwiseDistances.pays(rows, rows, training.classes(), training.features())
        ? of(training)
        : new NearestRow(training);
  }

  /**
   * Returns a search by the mixing identity, whether or not it is faster; see {@link #forSegments}.
   */
  static NearestOnSegment of(LabeledRows training) {
    return new NearestOnSegment(
        PairwiseDistances.of(training.x(), ClassRows.byClass(training)),
        ClassRows.positions(training));
  }

  @Override
  public void labels(Points points, int[] first, int[] second, double weight, int[] labels) {
    for (int p = 0; p < points.count(); p++) {
      labels[p] = label(first[p], second[p], weight);
    }
  }

  private int label(int i, int j, double weight) {
    int label = -1;
    double least = Double.POSITIVE_INFINITY;
    int position = -1;
    for (int c = 0; c < positions.length; c++) {
      double ofClass = distances.least(i, j, weight, c);
      if (ofClass < least) {
        least = ofClass;
        label = c;
        position = -1;
      } else if (ofClass == least && label >= 0) {
        position = position < 0 ? positionOf(i, j, weight, label, least) : position;
        int other = positionOf(i, j, weight, c, least);
        label = other < position ? c : label;
        position = Math.min(other, position);
      }
    }
    return label;
  }

  private int positionOf(int i, int j, double weight, int c, double least) {
    return positions[c][distances.firstWith(i, j, weight, c, least)];
  }
}

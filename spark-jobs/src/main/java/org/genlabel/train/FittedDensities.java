package org.genlabel.train;

import java.util.EnumMap;
import java.util.Map;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.Bandwidth;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityKind;
import org.genlabel.density.NearestClass;
import org.genlabel.density.NearestOnSegment;
import org.genlabel.density.NearestRow;
import org.genlabel.mixup.GenLabeling;
import org.genlabel.mixup.LabelingRule;

/**
 * Densities and searches of nearest rows, each fitted to the training rows at its first use and
 * shared by all fits on these rows. Their rules keep buffers: not thread-safe.
 */
public final class FittedDensities {
  private final LabeledRows rows;
  private final Bandwidth bandwidth;
  private final Map<DensityKind, ClassDensity> densities = new EnumMap<>(DensityKind.class);
  private final Map<DensityKind, LabelingRule> atPoints = new EnumMap<>(DensityKind.class);
  private NearestClass nearestRow;
  private NearestClass nearestOnSegment;

  /**
   * @param bandwidth bandwidth of kernel densities
   */
  public FittedDensities(LabeledRows rows, Bandwidth bandwidth) {
    this.rows = rows;
    this.bandwidth = bandwidth;
  }

  public LabeledRows rows() {
    return rows;
  }

  public ClassDensity density(DensityKind kind) {
    return densities.computeIfAbsent(kind, k -> k.fit(rows, bandwidth));
  }

  /** Returns GenLabel's rule for arbitrary points. */
  LabelingRule genLabelAtPoints(DensityKind kind) {
    return atPoints.computeIfAbsent(
        kind, k -> GenLabeling.atPoints(density(k).posteriorEvaluator(), rows.classes()));
  }

  /**
   * Returns GenLabel's rule for points between two of the rows, by the mixing identity where it is
   * faster.
   */
  public LabelingRule genLabelOnSegments(DensityKind kind) {
    return kind.prefersSegments(rows.count(), rows.classes(), rows.features())
        ? GenLabeling.onSegments(density(kind).between(rows.x()), rows.classes())
        : genLabelAtPoints(kind);
  }

  /** Returns the search of the nearest row for arbitrary points. */
  public NearestClass nearestRow() {
    if (nearestRow == null) {
      nearestRow = new NearestRow(rows);
    }
    return nearestRow;
  }

  /**
   * Returns the search of the nearest row for points between two of the rows, by the mixing
   * identity where it is faster.
   */
  public NearestClass nearestOnSegment() {
    if (nearestOnSegment == null) {
      nearestOnSegment = NearestOnSegment.forSegments(rows);
    }
    return nearestOnSegment;
  }
}

package org.genlabel.train;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.Bandwidth;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityKind;
import org.genlabel.density.NearestClass;
import org.genlabel.density.NearestOnSegment;
import org.genlabel.density.NearestRow;
import org.genlabel.mixup.CutMix;
import org.genlabel.mixup.GenLabeling;
import org.genlabel.mixup.GenerativeMixing;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.Mixing;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.NearestLabeling;
import org.genlabel.mixup.PairMixing;
import org.genlabel.mixup.ParentLabeling;

/**
 * What the training loop does with a batch of pairs.
 *
 * @param mixing makes points of them
 * @param labels the labels that lanes refer to, by position: one per target, then one per density
 * @param intrusion says which points intrude on a third class; empty if nobody asks
 * @param stepsOnEmptyBatch whether the optimiser takes a step, with zero gradient, on a batch all
 *     of whose points are dropped
 */
record FitRules(
    MixingRule mixing,
    List<LabelingRule> labels,
    Optional<ManifoldIntrusion> intrusion,
    boolean stepsOnEmptyBatch) {
  FitRules {
    labels = List.copyOf(labels);
  }

  /**
   * What is fitted to some rows once, for all fits on them that run in one thread, one after
   * another.
   */
  static final class Fitted {
    private final LabeledRows rows;
    private final Bandwidth bandwidth;
    private final Map<DensityKind, ClassDensity> densities = new EnumMap<>(DensityKind.class);
    private final Map<DensityKind, LabelingRule> atPoints = new EnumMap<>(DensityKind.class);
    private NearestClass nearest;

    /**
     * @param bandwidth of kernel densities
     */
    Fitted(LabeledRows rows, Bandwidth bandwidth) {
      this.rows = rows;
      this.bandwidth = bandwidth;
    }

    LabeledRows rows() {
      return rows;
    }

    ClassDensity density(DensityKind kind) {
      return densities.computeIfAbsent(
          kind, k -> k.fit(rows.x(), rows.labels(), rows.classes(), bandwidth));
    }

    private LabelingRule genLabelAtPoints(DensityKind kind) {
      return atPoints.computeIfAbsent(
          kind, k -> GenLabeling.atPoints(density(k).forPosterior(), rows.classes()));
    }

    private LabelingRule genLabelOnSegments(DensityKind kind) {
      return GenLabeling.onSegments(density(kind).between(rows.x()), rows.classes());
    }

    private NearestClass nearestRow() {
      if (nearest == null) {
        nearest = new NearestRow(rows.x(), rows.labels(), rows.classes());
      }
      return nearest;
    }

    private NearestClass nearestOnSegment() {
      if (nearest == null) {
        nearest = NearestOnSegment.orDirect(rows.x(), rows.labels(), rows.classes());
      }
      return nearest;
    }
  }

  /**
   * The rules of the paired protocol: double precision, batches without points are passed over.
   *
   * @param scheme any of those that are trained: they mix alike
   * @param targets labels of the lanes, in order; GenLabel's follow
   * @param excludes whether some lanes leave out points that intrude
   * @param fitted to the training rows
   */
  static FitRules paired(
      Scheme scheme,
      List<Scheme.Target> targets,
      List<DensityKind> densities,
      boolean excludes,
      Fitted fitted,
      IntFunction<int[]> permutations) {
    LabeledRows rows = fitted.rows();
    PairMixing pairs = PairMixing.doublePrecision(rows.x());
    // On a segment between two rows all distances follow from those of the rows.
    boolean onSegments = scheme.mixing() == Mixing.MIXUP;
    List<LabelingRule> labels = new ArrayList<>();
    for (Scheme.Target target : targets) {
      labels.add(
          target(target, rows, () -> onSegments ? fitted.nearestOnSegment() : fitted.nearestRow()));
    }
    for (DensityKind kind : densities) {
      labels.add(
          onSegments && kind.paysOnSegments(rows.count(), rows.classes(), rows.features())
              ? fitted.genLabelOnSegments(kind)
              : fitted.genLabelAtPoints(kind));
    }
    Optional<ManifoldIntrusion> intrusion =
        excludes
            ? Optional.of(
                new ManifoldIntrusion(
                    onSegments ? fitted.nearestOnSegment() : fitted.nearestRow(), rows.labels()))
            : Optional.empty();
    return new FitRules(
        mixing(scheme, pairs, fitted, rows.x(), permutations), labels, intrusion, false);
  }

  /**
   * The rules of the authors' program: points are mixed in single precision; densities are fitted
   * to the double-precision rows and asked at those points; a batch without points has a zero
   * gradient.
   */
  static FitRules authors(
      Scheme scheme, List<DensityKind> densities, Fitted fitted, IntFunction<int[]> permutations) {
    LabeledRows rows = fitted.rows();
    List<LabelingRule> labels = new ArrayList<>();
    labels.add(target(scheme.target(), rows, fitted::nearestRow));
    for (DensityKind kind : densities) {
      labels.add(fitted.genLabelAtPoints(kind));
    }
    PairMixing pairs = PairMixing.singlePrecision(rows.x());
    Optional<ManifoldIntrusion> intrusion =
        scheme.excludesIntrusion()
            ? Optional.of(new ManifoldIntrusion(fitted.nearestRow(), rows.labels()))
            : Optional.empty();
    return new FitRules(
        mixing(scheme, pairs, fitted, roundedToSingle(rows.x()), permutations),
        labels,
        intrusion,
        true);
  }

  private static double[][] roundedToSingle(double[][] x) {
    double[][] rounded = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < x[i].length; k++) {
        rounded[i][k] = (float) x[i][k];
      }
    }
    return rounded;
  }

  private static MixingRule mixing(
      Scheme scheme,
      PairMixing pairs,
      Fitted fitted,
      double[][] cut,
      IntFunction<int[]> permutations) {
    LabeledRows rows = fitted.rows();
    return switch (scheme.mixing()) {
      case NONE, MIXUP -> MixingRule.mixup(pairs);
      case CUTMIX -> new CutMix(cut, permutations);
      case GENERATIVE ->
          new GenerativeMixing(
              pairs,
              rows.labels(),
              rows.classes(),
              fitted.density(scheme.ownDensity().orElseThrow()).between(rows.x()));
      case ADAPTIVE -> throw new IllegalArgumentException("a network mixes, not a rule");
    };
  }

  private static LabelingRule target(
      Scheme.Target target, LabeledRows rows, Supplier<NearestClass> nearest) {
    return switch (target) {
      case LINEAR -> ParentLabeling.LINEAR.rule(rows.labels());
      case LOGISTIC -> ParentLabeling.LOGISTIC.rule(rows.labels());
      case NEAREST -> new NearestLabeling(nearest.get());
    };
  }
}

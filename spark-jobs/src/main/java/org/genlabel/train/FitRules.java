package org.genlabel.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityKind;
import org.genlabel.density.NearestRow;
import org.genlabel.mixup.CutMix;
import org.genlabel.mixup.GenLabeling;
import org.genlabel.mixup.GenerativeMixing;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.Mixing;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.NearestLabeling;
import org.genlabel.mixup.ParentLabeling;

/**
 * What the training loop does with a batch of pairs.
 *
 * @param mixing makes points of them
 * @param labels the labels that lanes refer to, by position: the scheme's target, then one per
 *     density
 * @param excluded which points are dropped
 * @param stepsOnEmptyBatch whether the optimiser takes a step, with zero gradient, on a batch all
 *     of whose points are dropped
 */
record FitRules(
    MixingRule mixing,
    List<LabelingRule> labels,
    Optional<ManifoldIntrusion> excluded,
    boolean stepsOnEmptyBatch) {
  FitRules {
    labels = List.copyOf(labels);
  }

  /** The rules of the paired protocol: double precision, batches without points are passed over. */
  static FitRules paired(
      Scheme scheme,
      List<DensityKind> densities,
      TrainingRows rows,
      IntFunction<int[]> permutations) {
    List<LabelingRule> labels = new ArrayList<>();
    labels.add(target(scheme, rows));
    for (DensityKind kind : densities) {
      ClassDensity density = kind.fit(rows.x(), rows.labels(), rows.classes());
      labels.add(
          // Gaussians are cheaper on known segments; the others are asked at the point in any case.
          scheme.mixing() == Mixing.MIXUP && kind == DensityKind.GM
              ? GenLabeling.onSegments(density.between(rows.x()))
              : GenLabeling.atPoints(density.forPosterior()));
    }
    MixingRule mixup = MixingRule.mixup(rows.x());
    return new FitRules(
        mixing(scheme, mixup, rows, rows.x(), permutations), labels, excluded(scheme, rows), false);
  }

  /**
   * The rules of the authors' program: points are mixed in single precision; densities are fitted
   * to the double-precision rows and asked at those points; a batch without points has a zero
   * gradient.
   */
  static FitRules authors(
      Scheme scheme,
      List<DensityKind> densities,
      TrainingRows rows,
      IntFunction<int[]> permutations) {
    List<LabelingRule> labels = new ArrayList<>();
    labels.add(target(scheme, rows));
    for (DensityKind kind : densities) {
      ClassDensity density = kind.fit(rows.x(), rows.labels(), rows.classes());
      labels.add(GenLabeling.atPoints(density.forPosterior()));
    }
    MixingRule mixup = MixingRule.singlePrecisionMixup(rows.x());
    return new FitRules(
        mixing(scheme, mixup, rows, roundedToSingle(rows.x()), permutations),
        labels,
        excluded(scheme, rows),
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
      MixingRule mixup,
      TrainingRows rows,
      double[][] cut,
      IntFunction<int[]> permutations) {
    return switch (scheme.mixing()) {
      case NONE, MIXUP -> mixup;
      case CUTMIX -> new CutMix(cut, permutations);
      case GENERATIVE -> {
        ClassDensity density =
            scheme.ownDensity().orElseThrow().fit(rows.x(), rows.labels(), rows.classes());
        yield new GenerativeMixing(mixup, rows.labels(), rows.classes(), density.between(rows.x()));
      }
      case ADAPTIVE -> throw new IllegalArgumentException("a network mixes, not a rule");
    };
  }

  private static LabelingRule target(Scheme scheme, TrainingRows rows) {
    return switch (scheme.target()) {
      case LINEAR -> ParentLabeling.LINEAR.rule(rows.labels());
      case LOGISTIC -> ParentLabeling.LOGISTIC.rule(rows.labels());
      case NEAREST -> new NearestLabeling(new NearestRow(rows.x(), rows.labels(), rows.classes()));
    };
  }

  private static Optional<ManifoldIntrusion> excluded(Scheme scheme, TrainingRows rows) {
    return scheme.excludesIntrusion()
        ? Optional.of(
            new ManifoldIntrusion(
                new NearestRow(rows.x(), rows.labels(), rows.classes()), rows.labels()))
        : Optional.empty();
  }
}

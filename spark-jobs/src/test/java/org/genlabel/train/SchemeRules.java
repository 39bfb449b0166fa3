package org.genlabel.train;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.Bandwidth;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.MixStream;
import org.genlabel.model.LaneModel;

/** The rules of one scheme, and training by them. For tests only. */
final class SchemeRules {
  private SchemeRules() {}

  static FitRules paired(
      Scheme scheme,
      List<DensityKind> densities,
      LabeledRows rows,
      IntFunction<int[]> permutations) {
    return FitRules.paired(
        scheme,
        List.of(scheme.target()),
        densities,
        scheme.excludesIntrusion(),
        new FitRules.Fitted(rows, Bandwidth.SCOTT),
        permutations);
  }

  static FitRules authors(
      Scheme scheme,
      List<DensityKind> densities,
      LabeledRows rows,
      IntFunction<int[]> permutations) {
    return FitRules.authors(
        scheme, densities, new FitRules.Fitted(rows, Bandwidth.SCOTT), permutations);
  }

  /** Trains a model, without the points that intrude if the rules ask for it. */
  static OptionalDouble train(
      LaneModel model, int features, int classes, MixStream stream, FitRules rules, int epochs) {
    Sweep sweep =
        rules.intrusion().isPresent() ? new Sweep().addExcluding(model) : new Sweep().add(model);
    return sweep.train(features, classes, stream, rules, epochs);
  }
}

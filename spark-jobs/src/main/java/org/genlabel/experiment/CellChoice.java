package org.genlabel.experiment;

import java.util.OptionalDouble;
import org.genlabel.density.DensityKind;
import org.genlabel.train.Evaluation;

/**
 * The chosen candidate of a cell's grid, and what is recorded of its final fit. Null means "does
 * not apply".
 *
 * @param cvAccuracy mean validation accuracy of the chosen candidate; null for a scheme without
 *     training, and where the authors' program could have fitted no candidate
 * @param density the density that classifies, or is behind the GenLabel label
 * @param intrusionRate share of the final fit's mixed points that intruded on a third class and
 *     were dropped; null for a scheme that does not drop them
 */
public record CellChoice(
    Double cvAccuracy, Double learningRate, Double gamma, String density, Double intrusionRate) {
  /** Nothing was chosen. */
  public static final CellChoice NONE = new CellChoice(null, null, null, null, null);

  /** Returns the choice of a cross-validation. */
  public static CellChoice of(Evaluation evaluation) {
    Evaluation.Score best = evaluation.best();
    return new CellChoice(
        Double.isNaN(best.accuracy()) ? null : (Double) best.accuracy(),
        best.candidate().learningRate(),
        boxed(best.candidate().gamma()),
        best.candidate().density().map(DensityKind::key).orElse(null),
        boxed(evaluation.intrusionRate()));
  }

  /** Returns the choice of a scheme without training, whose density classifies. */
  public static CellChoice ofDensity(DensityKind density) {
    return new CellChoice(null, null, null, density.key(), null);
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}

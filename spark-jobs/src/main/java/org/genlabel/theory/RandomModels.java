package org.genlabel.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.NormalSampler;

/**
 * The bounds of App. B.1 over random models: L^mix &gt;= L^gen &gt;= L^adv. Directions are uniform
 * on the sphere, norms log-uniform between 0.01 and 10.
 *
 * <p>Result for equal variances of 0.01 to 0.25, where |e_1| = 1: with the attack radius of {@link
 * RobustnessLosses#genLabelStep} the bounds hold, both exactly and in the approximation, for all
 * models that separate the sample. They do not hold for every model, as L^mix - L^gen changes its
 * sign with theta. With {@link RobustnessLosses#MIXUP_STEP}, L^gen falls below L^adv for narrow
 * classes (0.02 and less), because mixes have less loss under their labels.
 */
public final class RandomModels {
  private static final double SMALLEST_NORM = 0.01;
  private static final double LARGEST_NORM = 10;

  private RandomModels() {}

  /**
   * The numbers of models for which an order holds.
   *
   * @param models number of models
   * @param mixupAboveGenLabel number of models with L^mix &gt;= L^gen
   * @param genLabelAboveAdversarial number of models with L^gen &gt;= L^adv
   * @param ordered number of models with both
   */
  public record Counts(
      int models, int mixupAboveGenLabel, int genLabelAboveAdversarial, int ordered) {}

  /**
   * Returns the losses of random models, one row each.
   *
   * @param models number of models
   * @param dimensions d of the sample of the losses
   */
  public static List<ModelLosses> rows(
      RobustnessLosses losses, int models, int dimensions, KeyedRandom random) {
    List<ModelLosses> rows = new ArrayList<>();
    for (int model = 0; model < models; model++) {
      rows.add(losses.of(theta(dimensions, random)));
    }
    return rows;
  }

  /** Counts the orders of exact losses among the models that satisfy a condition. */
  public static Counts exact(List<ModelLosses> rows, Predicate<ModelLosses> condition) {
    return count(rows.stream().filter(condition).map(ModelLosses::exact).toList());
  }

  /** Counts the orders of approximate losses among the models that satisfy a condition. */
  public static Counts approximate(List<ModelLosses> rows, Predicate<ModelLosses> condition) {
    return count(rows.stream().filter(condition).map(ModelLosses::approximate).toList());
  }

  private static Counts count(List<ModelLosses.Triple> losses) {
    return new Counts(
        losses.size(),
        (int) losses.stream().filter(ModelLosses.Triple::mixupIsAboveGenLabel).count(),
        (int) losses.stream().filter(ModelLosses.Triple::genLabelIsAboveAdversarial).count(),
        (int) losses.stream().filter(ModelLosses.Triple::isOrdered).count());
  }

  private static double[] theta(int dimensions, KeyedRandom random) {
    double[] theta = new NormalSampler(random).next(dimensions);
    double squared = 0;
    for (double value : theta) {
      squared += value * value;
    }
    double norm = SMALLEST_NORM * StrictMath.pow(LARGEST_NORM / SMALLEST_NORM, random.nextDouble());
    for (int k = 0; k < dimensions; k++) {
      theta[k] *= norm / Math.sqrt(squared);
    }
    return theta;
  }
}

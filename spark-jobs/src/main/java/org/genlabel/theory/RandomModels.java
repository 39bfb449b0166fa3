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
 * <p>What is found for equal variances of 0.01 to 0.25, |e_1| being 1: with the attack radius of
 * {@link RobustnessLosses#genLabelStep} the bounds hold, exactly and as approximated, for all
 * models that separate the sample. They do not hold for every model, as L^mix - L^gen changes its
 * sign with theta; and with {@link RobustnessLosses#MIXUP_STEP} L^gen falls below L^adv where the
 * classes are narrow (0.02 and less), since their labels leave less loss to mixes.
 */
public final class RandomModels {
  private static final double SMALLEST_NORM = 0.01;
  private static final double LARGEST_NORM = 10;

  private RandomModels() {}

  /**
   * For how many models an order holds.
   *
   * @param models how many there are
   * @param mixupAboveGenLabel of these, with L^mix &gt;= L^gen
   * @param genLabelAboveAdversarial with L^gen &gt;= L^adv
   * @param ordered with both
   */
  public record Counts(
      int models, int mixupAboveGenLabel, int genLabelAboveAdversarial, int ordered) {}

  /**
   * The losses of random models, one row each.
   *
   * @param models how many
   * @param dimensions d of the sample behind the losses
   */
  public static List<ModelLosses> rows(
      RobustnessLosses losses, int models, int dimensions, KeyedRandom random) {
    List<ModelLosses> rows = new ArrayList<>();
    for (int model = 0; model < models; model++) {
      rows.add(losses.of(theta(dimensions, random)));
    }
    return rows;
  }

  /** The counts of exact losses among the models that a condition picks. */
  public static Counts exact(List<ModelLosses> rows, Predicate<ModelLosses> condition) {
    return count(rows.stream().filter(condition).map(ModelLosses::exact).toList());
  }

  /** The counts of approximate losses among the models that a condition picks. */
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

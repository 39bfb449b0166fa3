package org.genlabel.experiment.plan;

import breeze.linalg.DenseMatrix;
import breeze.linalg.DenseVector;
import breeze.optimize.linear.NNLS;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.experiment.Accuracy;
import org.genlabel.experiment.CellEngine;
import org.genlabel.experiment.CellEngines;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;

/**
 * Fits the cost model to measured groups of cells: non-negative seconds per unit of work with the
 * least sum of squared relative errors. Errors are relative because the order of partitions depends
 * on the cheap datasets as much as on the expensive ones.
 */
public final class CostFit {
  /** Groups below it are left out, because a garbage collection takes longer. */
  public static final double LEAST_SECONDS = 2e-3;

  private final CostModel model;
  private final Set<Work> kept;
  private final int groups;

  private CostFit(CostModel model, Set<Work> kept, int groups) {
    this.model = model;
    this.kept = Collections.unmodifiableSet(kept);
    this.groups = groups;
  }

  /**
   * A group that was run and timed.
   *
   * @param units of work of its cells
   * @param seconds that they took together on one core
   */
  public record Observation(Map<Work, Double> units, double seconds) {}

  /**
   * How well a model predicts measured seconds.
   *
   * @param groups how many there are
   * @param medianError median of |log(predicted / measured)|
   * @param largeError its 90% quantile
   */
  public record Accuracy(
      int groups,
      double medianError,
      double largeError,
      double predictedSeconds,
      double measuredSeconds) {}

  /** Returns the timed groups of a run's cells. */
  public static List<Observation> observations(
      List<MeasuredCell> measured, TrainingSettings settings, Randomness randomness) {
    Map<String, Shape> shapes = MeasuredCell.shapes(measured);
    List<Observation> observations = new ArrayList<>();
    MeasuredCell.secondsOfGroups(measured, randomness)
        .forEach(
            (group, seconds) -> {
              Shape shape = shapes.get(group.dataset());
              if (seconds >= LEAST_SECONDS) {
                CellEngine engine = CellEngines.installed().of(group.model());
                observations.add(
                    new Observation(
                        engine.work(group, shape, settings, randomness).asMap(), seconds));
              }
            });
    return observations;
  }

  /**
   * Fits a model.
   *
   * @param present the model whose seconds are kept for work that no group does
   * @throws IllegalArgumentException if there are no observations
   */
  public static CostFit of(Collection<Observation> observations, CostModel present) {
    if (observations.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    Set<Work> exercised = EnumSet.noneOf(Work.class);
    for (Observation observation : observations) {
      observation
          .units()
          .forEach(
              (work, units) -> {
                if (units > 0) {
                  exercised.add(work);
                }
              });
    }
    List<Work> columns = List.copyOf(exercised);
    double[] fitted = nonNegativeLeastSquares(columns, observations);
    Map<Work, Double> seconds = new EnumMap<>(Work.class);
    Set<Work> kept = EnumSet.noneOf(Work.class);
    for (Work work : Work.values()) {
      if (exercised.contains(work)) {
        seconds.put(work, fitted[columns.indexOf(work)]);
      } else {
        seconds.put(work, present.secondsPerUnit(work));
        kept.add(work);
      }
    }
    return new CostFit(new CostModel(seconds), kept, observations.size());
  }

  /** Minimises sum_i (sum_w units[i][w] s[w] / seconds[i] - 1)^2 over s >= 0. */
  private static double[] nonNegativeLeastSquares(
      List<Work> columns, Collection<Observation> observations) {
    int n = columns.size();
    List<double[]> rows = new ArrayList<>();
    double[] norms = new double[n];
    for (Observation observation : observations) {
      double[] row = new double[n];
      for (int j = 0; j < n; j++) {
        row[j] = observation.units().getOrDefault(columns.get(j), 0.0) / observation.seconds();
        norms[j] += row[j] * row[j];
      }
      rows.add(row);
    }
    // Units of work differ by nine orders of magnitude; columns of norm 1 do not.
    for (int j = 0; j < n; j++) {
      norms[j] = Math.sqrt(norms[j]);
    }
    double[] products = new double[n * n];
    double[] sums = new double[n];
    for (double[] row : rows) {
      for (int j = 0; j < n; j++) {
        double scaled = row[j] / norms[j];
        sums[j] += scaled;
        for (int k = 0; k < n; k++) {
          products[j * n + k] += scaled * row[k] / norms[k];
        }
      }
    }
    DenseVector<Object> solution =
        new NNLS(-1).minimize(new DenseMatrix<>(n, n, products), new DenseVector<>(sums));
    double[] seconds = ((double[]) solution.data()).clone();
    for (int j = 0; j < n; j++) {
      seconds[j] /= norms[j];
    }
    return seconds;
  }

  /** Returns the fitted model. */
  public CostModel model() {
    return model;
  }

  /** Returns the work that no group does, whose seconds are those of the present model. */
  public Set<Work> kept() {
    return kept;
  }

  /** Returns the number of groups it was fitted to. */
  public int groups() {
    return groups;
  }

  /** Returns how well the model predicts the seconds of some groups. */
  public Accuracy accuracy(Collection<Observation> observations) {
    double[] errors =
        observations.stream()
            .mapToDouble(o -> Math.abs(StrictMath.log(model.seconds(o.units()) / o.seconds())))
            .sorted()
            .toArray();
    return new Accuracy(
        errors.length,
        quantile(errors, 0.5),
        quantile(errors, 0.9),
        sum(observations, o -> model.seconds(o.units())),
        sum(observations, Observation::seconds));
  }

  /** Returns the median of |predicted / measured - 1|. */
  public double medianRelativeError(Collection<Observation> observations) {
    double[] errors =
        observations.stream()
            .mapToDouble(o -> Math.abs(model.seconds(o.units()) / o.seconds() - 1))
            .sorted()
            .toArray();
    return quantile(errors, 0.5);
  }

  private static double sum(
      Collection<Observation> observations, ToDoubleFunction<Observation> value) {
    return observations.stream().mapToDouble(value).sum();
  }

  /**
   * Returns the least of the sorted values that the given share of them does not exceed; NaN if
   * there are none.
   */
  private static double quantile(double[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, rank - 1)];
  }

  /**
   * Returns the text of the file that the program reads its model from.
   *
   * @param comment lines that say how it was made, without comment marks
   */
  public String fileText(List<String> comment) {
    StringBuilder text = new StringBuilder();
    comment.forEach(line -> text.append("# ").append(line).append('\n'));
    for (Work work : Work.values()) {
      double seconds = model.secondsPerUnit(work);
      text.append(work.key())
          .append('=')
          .append(seconds == 0 ? "0" : String.format(Locale.ROOT, "%.3e", seconds))
          .append('\n');
    }
    return text.toString();
  }
}

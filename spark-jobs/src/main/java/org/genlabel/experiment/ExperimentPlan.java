package org.genlabel.experiment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genlabel.data.Dataset;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Mixing;
import org.genlabel.train.Candidate;
import org.genlabel.train.Randomness;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;

/** The cells of a study and how they are shared out: dearest first, cheap ones packed together. */
public final class ExperimentPlan {
  /** A row through AdaMixup's networks, forward and back: from a few measured cells. */
  private static final double POLICY_SECONDS = 2.5e-5;

  private final List<Cell> cells;
  private final Map<Cell, Double> seconds;

  /**
   * Cells that one task runs.
   *
   * @param cells in the order they are run
   * @param estimatedSeconds their work, in seconds of one core
   */
  public record Partition(List<Cell> cells, double estimatedSeconds) implements Serializable {
    public Partition {
      cells = List.copyOf(cells);
    }
  }

  private ExperimentPlan(List<Cell> cells, Map<Cell, Double> seconds) {
    this.cells = cells;
    this.seconds = seconds;
  }

  /** All cells of a study on the given datasets, by dataset, scheme, alpha and trial. */
  public static ExperimentPlan of(ExperimentConfig config, List<Dataset> datasets) {
    List<Cell> cells = new ArrayList<>();
    Map<Cell, Double> seconds = new HashMap<>();
    for (Dataset dataset : datasets) {
      for (Scheme scheme : config.schemes()) {
        List<Double> alphas = new ArrayList<>();
        if (scheme.dependsOnAlpha()) {
          alphas.addAll(config.alphas());
        } else {
          alphas.add(null);
        }
        double cost =
            estimatedSeconds(dataset, scheme, config.training(), config.protocol().randomness());
        for (Double alpha : alphas) {
          for (int trial = 0; trial < config.trials(); trial++) {
            Cell cell = new Cell(dataset.key(), config.model(), scheme, alpha, trial);
            cells.add(cell);
            seconds.put(cell, cost);
          }
        }
      }
    }
    return new ExperimentPlan(cells, seconds);
  }

  /**
   * About how long a cell takes on one core. Only the order and the sizes of partitions depend on
   * it, never a result.
   */
  static double estimatedSeconds(
      Dataset dataset, Scheme scheme, TrainingSettings settings, Randomness randomness) {
    double rows = 0.7 * dataset.rows();
    int features =
        dataset.features().stream()
            .mapToInt(feature -> Math.max(1, feature.categories().size()))
            .sum();
    int classes = dataset.classCount();
    if (!scheme.isTrained()) {
      return 1e-9 * rows * classes * features * features;
    }
    // Each fold trains on the rows outside it, so all folds together train folds - 1 times on every
    // row.
    double visits = rows * settings.epochs();
    double rowsOfFold = rows * (settings.folds() - 1) / settings.folds();
    int candidates = scheme.candidates(settings).size();
    double grid;
    if (randomness == Randomness.PAIRED && scheme.mixing() != Mixing.ADAPTIVE) {
      double points = pointSeconds(scheme, scheme.labelDensities(), rowsOfFold, features, classes);
      grid = points + rowSeconds(candidates, features, classes);
    } else {
      // Every candidate has a stream of its own.
      grid = candidates * rowSeconds(1, features, classes);
      for (Candidate candidate : scheme.candidates(settings)) {
        List<DensityKind> densities =
            candidate.gamma().orElse(0) == 0
                ? List.of()
                : candidate.density().map(List::of).orElse(List.of());
        grid += pointSeconds(scheme, densities, rowsOfFold, features, classes);
      }
    }
    double last =
        rowSeconds(1, features, classes)
            + pointSeconds(
                scheme,
                scheme.labelDensities().stream().limit(1).toList(),
                rows,
                features,
                classes);
    if (scheme.mixing() == Mixing.ADAPTIVE) {
      double networks =
          randomness == Randomness.PAIRED ? POLICY_SECONDS : 2 * rowSeconds(1, features, classes);
      grid += candidates * networks;
      last += networks;
    }
    return visits * ((settings.folds() - 1) * grid + last);
  }

  // Least squares over the measured cells of 117 datasets: per row a constant, the softmax of every
  // lane and class, the mixing of the features, and the products.
  private static double rowSeconds(int lanes, int features, int classes) {
    double columns = (double) lanes * classes;
    return 1e-9 * (60 + 3.3 * columns + 4.0 * features + 0.3 * columns * features);
  }

  /**
   * What a mixed point costs beside the network: densities, and the search of a neighbour. From a
   * few measured cells, not fitted.
   */
  private static double pointSeconds(
      Scheme scheme, List<DensityKind> densities, double rows, int features, int classes) {
    double seconds = 0;
    for (DensityKind density : densities) {
      double whitening = 1e-9 * classes * (20 + 0.2 * features * features);
      seconds +=
          switch (density) {
            case GM -> whitening;
            case KDE -> whitening + 1e-9 * rows * (2 + 0.08 * features);
            case NN -> 1e-9 * rows * (0.6 + 0.08 * features);
          };
    }
    if (scheme.mixing() == Mixing.GENERATIVE) {
      seconds += 40e-9 * classes * (10 + features);
    }
    if (scheme.excludesIntrusion() || scheme.target() == Scheme.Target.NEAREST) {
      seconds += 1e-9 * rows * (0.6 + 0.08 * features);
    }
    return seconds;
  }

  /** The cells in plan order. */
  public List<Cell> cells() {
    return List.copyOf(cells);
  }

  /** The plan without some cells. */
  public ExperimentPlan without(Set<Cell> done) {
    return new ExperimentPlan(
        cells.stream().filter(cell -> !done.contains(cell)).toList(), seconds);
  }

  /** The estimated work of the plan, in seconds of one core. */
  public double estimatedSeconds() {
    return cells.stream().mapToDouble(seconds::get).sum();
  }

  /**
   * Cuts the plan into partitions: cells dearest first, each partition filled up to about the given
   * work.
   *
   * @param targetSeconds estimated work of a partition, in seconds of one core
   */
  public List<Partition> partitions(double targetSeconds) {
    List<Cell> dearestFirst =
        cells.stream()
            .sorted(Comparator.comparing((Cell cell) -> seconds.get(cell)).reversed())
            .toList();
    List<Partition> partitions = new ArrayList<>();
    List<Cell> open = new ArrayList<>();
    double work = 0;
    for (Cell cell : dearestFirst) {
      if (!open.isEmpty() && work + seconds.get(cell) > targetSeconds) {
        partitions.add(new Partition(open, work));
        open.clear();
        work = 0;
      }
      open.add(cell);
      work += seconds.get(cell);
    }
    if (!open.isEmpty()) {
      partitions.add(new Partition(open, work));
    }
    return partitions;
  }
}

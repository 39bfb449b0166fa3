package org.genlabel.experiment.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.cost.WorkUnits;
import org.genlabel.data.Dataset;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellEngine;
import org.genlabel.experiment.CellEngines;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;

/**
 * The cells of a study and their distribution: groups that share work, dearest first, cheap ones
 * packed together.
 */
public final class ExperimentPlan {
  private static final int PARTITIONS_PER_CORE = 8;
  // The paper's study has 18 thousand.
  private static final int MOST_CELLS = 1_000_000;

  private final List<Cell> cells;
  private final TrainingSettings settings;
  private final Randomness randomness;
  private final Map<String, Shape> shapes;
  private final CostModel costs;
  private final CellEngines engines;

  private ExperimentPlan(
      List<Cell> cells,
      TrainingSettings settings,
      Randomness randomness,
      Map<String, Shape> shapes,
      CostModel costs,
      CellEngines engines) {
    this.cells = List.copyOf(cells);
    this.settings = settings;
    this.randomness = randomness;
    this.shapes = shapes;
    this.costs = costs;
    this.engines = engines;
  }

  /**
   * Plans all cells of a study on the given datasets, by dataset, scheme, alpha and trial.
   *
   * @throws InvalidConfigException if there are more than a million
   */
  public static ExperimentPlan of(ExperimentConfig config, List<Dataset> datasets) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    datasets.forEach(dataset -> shapes.put(dataset.key(), shapeOf(dataset)));
    return of(config, shapes, CostModel.fitted());
  }

  /**
   * Plans all cells of a study on datasets of which only the shapes are known.
   *
   * @param shapes by key
   * @throws InvalidConfigException if there are more than a million cells
   */
  public static ExperimentPlan of(
      ExperimentConfig config, Map<String, Shape> shapes, CostModel costs) {
    return of(config, shapes, costs, CellEngines.installed());
  }

  /** Plans the cells with the given engines. */
  public static ExperimentPlan of(
      ExperimentConfig config, Map<String, Shape> shapes, CostModel costs, CellEngines engines) {
    requireFewCells(config, shapes.size());
    List<Cell> cells = new ArrayList<>();
    for (String dataset : shapes.keySet()) {
      for (Scheme scheme : config.schemes()) {
        List<Double> alphas = new ArrayList<>();
        if (scheme.dependsOnAlpha()) {
          alphas.addAll(config.alphas());
        } else {
          alphas.add(null);
        }
        for (Double alpha : alphas) {
          for (int trial = 0; trial < config.trials(); trial++) {
            cells.add(new Cell(dataset, config.model(), scheme, alpha, trial));
          }
        }
      }
    }
    return new ExperimentPlan(
        cells, config.training(), config.protocol().randomness(), shapes, costs, engines);
  }

  private static void requireFewCells(ExperimentConfig config, int datasets) {
    long withAlpha = config.schemes().stream().filter(Scheme::dependsOnAlpha).count();
    long schemes = withAlpha * config.alphas().size() + (config.schemes().size() - withAlpha);
    long cells = datasets * schemes * config.trials();
    if (cells > MOST_CELLS) {
      throw new InvalidConfigException(
          String.format(
              Locale.ROOT,
              "experiment.trials = %d: with %d datasets, %d schemes and %d alphas the study has %d"
                  + " cells; at most %d are allowed",
              config.trials(),
              datasets,
              config.schemes().size(),
              config.alphas().size(),
              cells,
              MOST_CELLS));
    }
  }

  /** Returns the shape of a dataset's training part, as far as it is known before it is split. */
  public static Shape shapeOf(Dataset dataset) {
    int features =
        dataset.features().stream()
            .mapToInt(feature -> Math.max(1, feature.categories().size()))
            .sum();
    int testRows = (int) Math.ceil(0.3 * dataset.rows());
    return new Shape(dataset.rows() - testRows, features, dataset.classCount());
  }

  /** Returns the cells in plan order. */
  public List<Cell> cells() {
    return cells;
  }

  /** Returns the cells in groups that share work. */
  public List<CellGroup> groups() {
    return CellGroup.of(cells, randomness);
  }

  /** Returns the plan without some cells. */
  public ExperimentPlan without(Set<Cell> done) {
    return new ExperimentPlan(
        cells.stream().filter(cell -> !done.contains(cell)).toList(),
        settings,
        randomness,
        shapes,
        costs,
        engines);
  }

  /** Returns about how many seconds a group takes on one core. */
  public double estimatedSeconds(CellGroup group) {
    return seconds(engineOf(group).work(group, shapeOf(group), settings, randomness));
  }

  /** Returns the estimated work of the plan, in seconds of one core. */
  public double estimatedSeconds() {
    return groups().stream().mapToDouble(this::estimatedSeconds).sum();
  }

  /** Returns about how many seconds one fold of a group, run alone, takes on one core. */
  public double estimatedSecondsOfFold(CellGroup group) {
    return seconds(engineOf(group).workOfFold(group, shapeOf(group), settings, randomness));
  }

  /**
   * Returns about how many seconds it takes on one core to finish a group whose folds have been
   * run.
   */
  public double estimatedSecondsAfterFolds(CellGroup group) {
    return seconds(engineOf(group).workAfterFolds(group, shapeOf(group), settings, randomness));
  }

  private CellEngine engineOf(CellGroup group) {
    return engines.of(group.model());
  }

  private Shape shapeOf(CellGroup group) {
    return shapes.get(group.dataset());
  }

  private double seconds(WorkUnits units) {
    return costs.seconds(units.asMap());
  }

  /**
   * Returns the tasks for a number of cores: the folds of the groups that a rule splits, and
   * partitions of the others. Of the rule's shares it takes the one that splits the fewest groups,
   * unless the last task ends noticeably earlier with another.
   *
   * @param configuredSeconds the most estimated work of a partition, in seconds of one core
   */
  public TaskPlan tasks(double configuredSeconds, int cores, SplitRule rule) {
    Map<CellGroup, Double> seconds = new LinkedHashMap<>();
    groups().stream()
        .filter(group -> engineOf(group).hasFolds(group))
        .forEach(group -> seconds.put(group, estimatedSeconds(group)));
    TaskPlan best = null;
    List<CellGroup> tried = null;
    for (double threshold : rule.thresholds(estimatedSeconds(), cores)) {
      List<CellGroup> split = dearerThan(threshold, seconds);
      if (!split.equals(tried)) {
        TaskPlan tasks = tasks(configuredSeconds, cores, split);
        if (best == null || makespan(tasks, cores) < SplitRule.WORTHWHILE * makespan(best, cores)) {
          best = tasks;
        }
        tried = split;
      }
    }
    return best;
  }

  /** Returns the estimated end of the last task, in seconds. */
  private static double makespan(TaskPlan tasks, int cores) {
    return Schedule.of(tasks, PlannedTask::estimatedSeconds, cores, 0).makespan();
  }

  private static List<CellGroup> dearerThan(double threshold, Map<CellGroup, Double> seconds) {
    return seconds.keySet().stream()
        .filter(group -> seconds.get(group) > threshold)
        .sorted(Comparator.comparing((CellGroup group) -> seconds.get(group)).reversed())
        .toList();
  }

  private TaskPlan tasks(double configuredSeconds, int cores, List<CellGroup> split) {
    List<FoldTask> folds = new ArrayList<>();
    List<Partition> finishing = new ArrayList<>();
    Set<Cell> cellsOfSplit = new HashSet<>();
    for (CellGroup group : split) {
      double seconds = estimatedSecondsOfFold(group);
      for (int fold = 0; fold < settings.folds(); fold++) {
        folds.add(new FoldTask(group, fold, seconds));
      }
      finishing.add(new Partition(List.of(group), estimatedSecondsAfterFolds(group)));
      cellsOfSplit.addAll(group.cells());
    }
    List<Partition> whole = without(cellsOfSplit).partitions(configuredSeconds, cores);
    return TaskPlan.of(folds, finishing, whole, cores);
  }

  /**
   * Cuts the plan into partitions for a number of cores: of the configured work, but a small study
   * still has enough partitions to keep every core busy.
   *
   * @param configuredSeconds the most estimated work of a partition, in seconds of one core
   */
  public List<Partition> partitions(double configuredSeconds, int cores) {
    return partitions(
        Math.min(configuredSeconds, estimatedSeconds() / (PARTITIONS_PER_CORE * (double) cores)));
  }

  /**
   * Cuts the plan into partitions: groups dearest first, each partition filled up to about the
   * given work.
   *
   * @param targetSeconds estimated work of a partition, in seconds of one core
   */
  public List<Partition> partitions(double targetSeconds) {
    Map<CellGroup, Double> seconds = new LinkedHashMap<>();
    groups().forEach(group -> seconds.put(group, estimatedSeconds(group)));
    List<CellGroup> dearestFirst =
        seconds.keySet().stream()
            .sorted(Comparator.comparing((CellGroup group) -> seconds.get(group)).reversed())
            .toList();
    List<Partition> partitions = new ArrayList<>();
    List<CellGroup> open = new ArrayList<>();
    double work = 0;
    for (CellGroup group : dearestFirst) {
      if (!open.isEmpty() && work + seconds.get(group) > targetSeconds) {
        partitions.add(new Partition(open, work));
        open.clear();
        work = 0;
      }
      open.add(group);
      work += seconds.get(group);
    }
    if (!open.isEmpty()) {
      partitions.add(new Partition(open, work));
    }
    return partitions;
  }
}

package org.genlabel.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Mixing;
import org.genlabel.simd.Kernels;
import org.genlabel.train.Candidate;
import org.genlabel.train.Randomness;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;

/**
 * How long cells take on one core: a sum over the kinds of work, each in units counted from the
 * shape of the data and the settings, times seconds per unit that were fitted to measured cells
 * ({@code genlabel costs}). Only the order and the sizes of partitions, and estimates, depend on
 * it; never a result.
 */
public final class CostModel {
  private static final String RESOURCE = "cost-model.properties";
  private static final int POLICY_WIDTH = 100;

  /** The kinds of work. */
  public enum Work {
    /** A cell: reading its part of the data, scoring, writing its row. */
    CELL,
    /** A fit: its densities, its streams. */
    FIT,
    /** A row of a batch, whatever is done with it. */
    ROW,
    /** A feature of a mixed row. */
    ROW_FEATURE,
    /** A multiplication of a network: row x feature x class x lane. */
    PRODUCT,
    /** An exponential of a network: row x class x lane. */
    SOFTMAX,
    /** An optimiser's step of one parameter of one lane. */
    PARAMETER,
    /** A multiplication of a whitening: point x class x feature x feature. */
    WHITENING,
    /** A kernel at a point. */
    KERNEL,
    /** A feature of a kernel at a point. */
    KERNEL_FEATURE,
    /** A kernel at a mixed point, by the identity. */
    SEGMENT_KERNEL,
    /** A feature of a distance between a point and a row. */
    NEIGHBOR_FEATURE,
    /** A distance between a mixed point and a row, by the identity. */
    SEGMENT_NEIGHBOR,
    /** A feature of a distance between two rows, which the identity needs. */
    PAIR_FEATURE,
    /** A multiplication of a generative mixing's bisection: point x class x feature. */
    BISECTION,
    /** A multiplication of AdaMixup's policy, forward, and back twice. */
    POLICY_PRODUCT,
    /** An optimiser's step of one of AdaMixup's parameters. */
    POLICY_PARAMETER,
    /** A row of a fit with a stream of its own. */
    LANE_ROW,
    /** A feature or class of such a row. */
    LANE_VALUE,
    /** A multiplication in lanes with inputs of their own. */
    LANE_PRODUCT,
    /** A feature of a pair that AdaMixup's frozen policy sees. */
    FROZEN_POLICY_FEATURE;

    /** The name in the file of seconds. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What of a dataset the cost of its cells depends on.
   *
   * @param rows of the training part
   * @param features as the networks see them
   */
  public record Shape(int rows, int features, int classes) {}

  private final Map<Work, Double> seconds;

  /** A model of given seconds per unit; work that is missing costs nothing. */
  public CostModel(Map<Work, Double> seconds) {
    this.seconds = new EnumMap<>(Work.class);
    this.seconds.putAll(seconds);
  }

  /** The model that comes with the program. */
  public static CostModel fitted() {
    return Fitted.MODEL;
  }

  private static final class Fitted {
    static final CostModel MODEL = read();

    private static CostModel read() {
      Properties properties = new Properties();
      try (InputStream in =
          Objects.requireNonNull(CostModel.class.getResourceAsStream(RESOURCE), RESOURCE)) {
        properties.load(in);
      } catch (IOException e) {
        throw new IllegalStateException("cannot read " + RESOURCE, e);
      }
      Map<Work, Double> seconds = new EnumMap<>(Work.class);
      for (Work work : Work.values()) {
        String value = properties.getProperty(work.word());
        if (value == null) {
          throw new IllegalStateException(
              RESOURCE + " has no " + work.word() + ": restore it, then make it anew");
        }
        seconds.put(work, Double.parseDouble(value));
      }
      return new CostModel(seconds);
    }
  }

  /** Seconds that a unit of some work takes. */
  public double secondsPerUnit(Work work) {
    return seconds.getOrDefault(work, 0.0);
  }

  /** Seconds of one core that cells of a dataset take when they are run together. */
  public double seconds(
      Shape shape, List<Scheme> schemes, TrainingSettings settings, Randomness randomness) {
    return seconds(work(shape, schemes, settings, randomness));
  }

  /** Seconds of one core that units of work take. */
  public double seconds(Map<Work, Double> units) {
    double sum = 0;
    for (Map.Entry<Work, Double> entry : units.entrySet()) {
      sum += entry.getValue() * secondsPerUnit(entry.getKey());
    }
    return sum;
  }

  /** The units of work of cells of a dataset that are run together. */
  public static Map<Work, Double> work(
      Shape shape, List<Scheme> schemes, TrainingSettings settings, Randomness randomness) {
    Counter counter = new Counter(shape, settings);
    counter.addCells(schemes);
    counter.addFolds(schemes, randomness, settings.folds());
    counter.addFinalFits(schemes, randomness);
    return counter.units;
  }

  /**
   * The units of work of one fold of cells that are run together, by itself. In the authors'
   * protocol folds together are cheaper: they fill the lanes that candidates leave empty.
   */
  public static Map<Work, Double> workOfFold(
      Shape shape, List<Scheme> schemes, TrainingSettings settings, Randomness randomness) {
    Counter counter = new Counter(shape, settings);
    counter.addFolds(schemes, randomness, 1);
    return counter.units;
  }

  /** The units of work that are left of cells when their folds have been run. */
  public static Map<Work, Double> workAfterFolds(
      Shape shape, List<Scheme> schemes, TrainingSettings settings, Randomness randomness) {
    Counter counter = new Counter(shape, settings);
    counter.addCells(schemes);
    counter.addFinalFits(schemes, randomness);
    return counter.units;
  }

  private static final class Counter {
    private final Map<Work, Double> units = new EnumMap<>(Work.class);
    private final Shape shape;
    private final TrainingSettings settings;
    private final double rowsOfFold;

    Counter(Shape shape, TrainingSettings settings) {
      this.shape = shape;
      this.settings = settings;
      this.rowsOfFold = shape.rows() * (settings.folds() - 1.0) / settings.folds();
    }

    void add(Work work, double amount) {
      units.merge(work, amount, Double::sum);
    }

    private double visits(double rows) {
      return rows * settings.epochs();
    }

    private double steps(double rows) {
      return Math.ceil(rows / settings.batchSize()) * settings.epochs();
    }

    /** What cells take besides their training. */
    void addCells(List<Scheme> schemes) {
      add(Work.CELL, schemes.size());
      if (!schemes.stream().allMatch(Scheme::isTrained)) {
        addDensity(DensityKind.GM, shape.rows(), shape.rows(), false);
      }
    }

    /** Some folds of the cross-validation, run together. */
    void addFolds(List<Scheme> schemes, Randomness randomness, int folds) {
      List<Scheme> trained = schemes.stream().filter(Scheme::isTrained).toList();
      if (trained.isEmpty()) {
        return;
      }
      if (randomness == Randomness.AUTHORS) {
        trained.forEach(scheme -> addAuthorsFolds(scheme, folds));
      } else if (trained.get(0).mixing() == Mixing.ADAPTIVE) {
        addPolicies(rowsOfFold, folds * trained.get(0).candidates(settings).size());
      } else {
        addPairedFolds(trained, folds);
      }
    }

    /** The fits of the chosen candidates. */
    void addFinalFits(List<Scheme> schemes, Randomness randomness) {
      List<Scheme> trained = schemes.stream().filter(Scheme::isTrained).toList();
      if (trained.isEmpty()) {
        return;
      }
      if (randomness == Randomness.AUTHORS) {
        trained.forEach(this::addAuthorsFinalFit);
      } else if (trained.get(0).mixing() == Mixing.ADAPTIVE) {
        addPolicies(shape.rows(), 1);
      } else {
        long excluding = trained.stream().filter(Scheme::excludesIntrusion).count();
        addPass(trained, shape.rows(), trained.size() - excluding, excluding);
      }
    }

    /** All candidates of all schemes in one pass per fold. */
    private void addPairedFolds(List<Scheme> schemes, int folds) {
      long all = schemes.stream().filter(s -> !s.excludesIntrusion()).mapToLong(this::lanes).sum();
      long excluding =
          schemes.stream().filter(Scheme::excludesIntrusion).mapToLong(this::lanes).sum();
      for (int fold = 0; fold < folds; fold++) {
        addPass(schemes, rowsOfFold, all, excluding);
      }
    }

    /** Candidates with gamma = 0 are mixup's. */
    private long lanes(Scheme scheme) {
      return scheme.candidates(settings).stream()
          .filter(candidate -> candidate.gamma().orElse(1) != 0)
          .count();
    }

    private void addPass(List<Scheme> schemes, double rows, long all, long excluding) {
      add(Work.FIT, 1);
      add(Work.ROW, visits(rows));
      add(Work.ROW_FEATURE, visits(rows) * shape.features());
      addNetwork(rows, all);
      addNetwork(rows, excluding);
      boolean onSegments = schemes.get(0).mixing() == Mixing.MIXUP;
      schemes.stream()
          .flatMap(scheme -> scheme.labelDensities().stream())
          .distinct()
          .forEach(density -> addDensity(density, rows, visits(rows), onSegments));
      if (schemes.get(0).mixing() == Mixing.GENERATIVE) {
        add(Work.BISECTION, visits(rows) * shape.classes() * shape.features());
      }
      if (schemes.stream().anyMatch(Scheme::excludesIntrusion)) {
        addNeighbors(rows, intrusionQuestions(visits(rows)), onSegments);
      }
      if (schemes.stream().anyMatch(scheme -> scheme.target() == Scheme.Target.NEAREST)) {
        addNeighbors(rows, visits(rows), onSegments);
      }
    }

    private void addNetwork(double rows, long lanes) {
      double columns = (double) shape.classes() * Kernels.padded((int) lanes);
      add(Work.PRODUCT, visits(rows) * shape.features() * columns);
      add(Work.SOFTMAX, visits(rows) * columns);
      add(Work.PARAMETER, steps(rows) * (shape.features() + 1) * columns);
    }

    /** Of two classes, only a point between two rows of one can intrude on the other. */
    private double intrusionQuestions(double points) {
      return shape.classes() == 2 ? 0.5 * points : points;
    }

    void addDensity(DensityKind density, double rows, double points, boolean onSegments) {
      double features = shape.features();
      switch (density) {
        case GM -> add(Work.WHITENING, points * shape.classes() * features * features);
        case KDE -> {
          if (onSegments && density.paysOnSegments((int) rows, shape.classes(), shape.features())) {
            add(Work.SEGMENT_KERNEL, points * rows);
            add(Work.PAIR_FEATURE, rows * rows * features);
          } else {
            add(Work.WHITENING, points * shape.classes() * features * features);
            add(Work.KERNEL, points * rows);
            add(Work.KERNEL_FEATURE, points * rows * features);
          }
        }
        case NN -> addNeighbors(rows, points, onSegments);
      }
    }

    private void addNeighbors(double rows, double points, boolean onSegments) {
      if (onSegments
          && DensityKind.NN.paysOnSegments((int) rows, shape.classes(), shape.features())) {
        add(Work.SEGMENT_NEIGHBOR, points * rows);
        add(Work.PAIR_FEATURE, rows * rows * shape.features());
      } else {
        add(Work.NEIGHBOR_FEATURE, points * rows * shape.features());
      }
    }

    /** Fits of AdaMixup's networks, one after another. */
    private void addPolicies(double rows, int fits) {
      double width = POLICY_WIDTH;
      double parameters = width * (2.0 * shape.features() + width + 3);
      add(Work.FIT, fits);
      add(Work.ROW, fits * visits(rows));
      add(Work.ROW_FEATURE, fits * visits(rows) * shape.features());
      add(Work.POLICY_PRODUCT, fits * visits(rows) * parameters);
      add(Work.POLICY_PARAMETER, fits * steps(rows) * parameters);
    }

    /** Every candidate of every fold has a stream of its own. */
    private void addAuthorsFolds(Scheme scheme, int folds) {
      List<Candidate> candidates = scheme.candidates(settings);
      addLanes(scheme, rowsOfFold, candidates.size() * folds);
      for (Candidate candidate : candidates) {
        if (candidate.gamma().orElse(0) != 0) {
          addDensity(
              candidate.density().orElseThrow(), rowsOfFold, folds * visits(rowsOfFold), false);
        }
      }
    }

    private void addAuthorsFinalFit(Scheme scheme) {
      addLanes(scheme, shape.rows(), 1);
      scheme.labelDensities().stream()
          .limit(1)
          .forEach(density -> addDensity(density, shape.rows(), visits(shape.rows()), false));
    }

    private void addLanes(Scheme scheme, double rows, int fits) {
      boolean isAdaptive = scheme.mixing() == Mixing.ADAPTIVE;
      double rowsOfPair = isAdaptive ? 3 : 1;
      double lanes = Kernels.padded(fits);
      double columns = shape.classes() * lanes;
      double visits = visits(rows) * rowsOfPair;
      add(Work.FIT, fits);
      add(Work.LANE_ROW, visits * fits);
      add(Work.LANE_VALUE, visits * fits * (shape.features() + shape.classes()));
      add(Work.LANE_PRODUCT, visits * shape.features() * columns);
      add(Work.SOFTMAX, visits * columns);
      add(Work.PARAMETER, steps(rows) * (shape.features() + 1) * columns);
      if (isAdaptive) {
        add(Work.FROZEN_POLICY_FEATURE, visits(rows) * fits * shape.features());
      }
      if (scheme.mixing() == Mixing.GENERATIVE) {
        add(Work.BISECTION, visits * fits * shape.classes() * shape.features());
      }
      if (scheme.excludesIntrusion()) {
        addNeighbors(rows, intrusionQuestions(visits * fits), false);
      }
      if (scheme.target() == Scheme.Target.NEAREST) {
        addNeighbors(rows, visits * fits, false);
      }
    }
  }
}

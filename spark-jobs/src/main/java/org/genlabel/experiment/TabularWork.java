package org.genlabel.experiment;

import java.util.List;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.AdaMixupLearner;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Candidate;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;

/** Counts the units of work of cells on one tabular dataset that are run together. */
final class TabularWork {
  private final WorkUnits units = new WorkUnits();
  private final ModelKind model;
  private final Shape shape;
  private final TrainingSettings settings;
  private final Randomness randomness;
  private final Shape shapeOfFold;

  /**
   * Creates an empty count.
   *
   * @param shape of the training part
   */
  TabularWork(ModelKind model, Shape shape, TrainingSettings settings, Randomness randomness) {
    this.model = model;
    this.shape = shape;
    this.settings = settings;
    this.randomness = randomness;
    this.shapeOfFold = shape.withRows(shape.rows() * (settings.folds() - 1.0) / settings.folds());
  }

  /** Returns the units of work counted so far. */
  WorkUnits units() {
    return units;
  }

  private double visits(Shape rows) {
    return rows.rows() * settings.epochs();
  }

  private double steps(Shape rows) {
    return Math.ceil(rows.rows() / settings.batchSize()) * settings.epochs();
  }

  /** Adds the work of cells besides their training. */
  void addCells(List<Scheme> schemes) {
    units.add(Work.CELL, schemes.size());
    schemes.stream()
        .filter(scheme -> !scheme.isTrained())
        .map(scheme -> scheme.ownDensity().orElseThrow())
        .forEach(density -> density.addWork(units, shape, shape.rows(), false));
  }

  /** Adds folds of the cross-validation that are run together. */
  void addFolds(List<Scheme> schemes, int folds) {
    List<Scheme> trained = schemes.stream().filter(Scheme::isTrained).toList();
    if (trained.isEmpty()) {
      return;
    }
    if (randomness == Randomness.AUTHORS) {
      trained.forEach(scheme -> addAuthorsFolds(scheme, folds));
    } else if (trained.get(0).mixing().isLearned()) {
      addPolicies(shapeOfFold, folds * trained.get(0).candidates(settings).size());
    } else {
      addPairedFolds(trained, folds);
    }
  }

  /** Adds the fits of the chosen candidates. */
  void addFinalFits(List<Scheme> schemes) {
    List<Scheme> trained = schemes.stream().filter(Scheme::isTrained).toList();
    if (trained.isEmpty()) {
      return;
    }
    if (randomness == Randomness.AUTHORS) {
      trained.forEach(this::addAuthorsFinalFit);
    } else if (trained.get(0).mixing().isLearned()) {
      addPolicies(shape, 1);
    } else {
      long excluding = trained.stream().filter(Scheme::excludesIntrusion).count();
      addPass(trained, shape, trained.size() - excluding, excluding);
    }
  }

  /** Adds all candidates of all schemes, in one pass per fold. */
  private void addPairedFolds(List<Scheme> schemes, int folds) {
    long all =
        schemes.stream()
            .filter(s -> !s.excludesIntrusion())
            .mapToLong(this::distinctCandidates)
            .sum();
    long excluding =
        schemes.stream()
            .filter(Scheme::excludesIntrusion)
            .mapToLong(this::distinctCandidates)
            .sum();
    for (int fold = 0; fold < folds; fold++) {
      addPass(schemes, shapeOfFold, all, excluding);
    }
  }

  /** Candidates with gamma = 0 are mixup's. */
  private long distinctCandidates(Scheme scheme) {
    return scheme.candidates(settings).stream()
        .filter(candidate -> candidate.gamma().orElse(1) != 0)
        .count();
  }

  private void addPass(List<Scheme> schemes, Shape rows, long all, long excluding) {
    units.add(Work.FIT, 1);
    units.add(Work.ROW, visits(rows));
    units.add(Work.ROW_FEATURE, visits(rows) * shape.features());
    model.addWork(units, rows, visits(rows), steps(rows), all);
    model.addWork(units, rows, visits(rows), steps(rows), excluding);
    boolean onSegments = schemes.get(0).mixing().staysOnSegments();
    schemes.stream()
        .flatMap(scheme -> scheme.labelDensities().stream())
        .distinct()
        .forEach(density -> density.addWork(units, rows, visits(rows), onSegments));
    schemes.get(0).mixing().addWork(units, rows, visits(rows));
    if (schemes.stream().anyMatch(Scheme::excludesIntrusion)) {
      addNearestRows(rows, intrusionQuestions(visits(rows)), onSegments);
    }
    if (schemes.stream().anyMatch(scheme -> scheme.target().needsNearestRow())) {
      addNearestRows(rows, visits(rows), onSegments);
    }
  }

  /**
   * Returns how many points can intrude: of two classes, only those between two rows of one class.
   */
  private double intrusionQuestions(double points) {
    return shape.classes() == 2 ? 0.5 * points : points;
  }

  /**
   * Adds searches for the nearest rows, which are found as the nearest-neighbour densities find
   * them.
   */
  private void addNearestRows(Shape rows, double points, boolean onSegments) {
    DensityKind.NN.addWork(units, rows, points, onSegments);
  }

  /** Adds fits of AdaMixup's networks, one after another. */
  private void addPolicies(Shape rows, int fits) {
    units.add(Work.FIT, fits);
    units.add(Work.ROW, fits * visits(rows));
    units.add(Work.ROW_FEATURE, fits * visits(rows) * shape.features());
    AdaMixupLearner.addWork(units, rows, fits * visits(rows), fits * steps(rows));
  }

  /** Adds folds in which every candidate has its own stream. */
  private void addAuthorsFolds(Scheme scheme, int folds) {
    List<Candidate> candidates = scheme.candidates(settings);
    addOwnStreams(scheme, shapeOfFold, candidates.size() * folds);
    for (Candidate candidate : candidates) {
      if (candidate.gamma().orElse(0) != 0) {
        double points = folds * visits(shapeOfFold);
        candidate.density().orElseThrow().addWork(units, shapeOfFold, points, false);
      }
    }
  }

  private void addAuthorsFinalFit(Scheme scheme) {
    addOwnStreams(scheme, shape, 1);
    scheme.labelDensities().stream()
        .limit(1)
        .forEach(density -> density.addWork(units, shape, visits(shape), false));
  }

  private void addOwnStreams(Scheme scheme, Shape rows, int fits) {
    boolean isAdaptive = scheme.mixing().isLearned();
    double rowsOfPair = isAdaptive ? 3 : 1;
    double visits = visits(rows) * rowsOfPair;
    units.add(Work.FIT, fits);
    model.addWorkOfOwnStreams(units, rows, visits, steps(rows), fits);
    if (isAdaptive) {
      units.add(Work.FROZEN_POLICY_FEATURE, visits(rows) * fits * shape.features());
    }
    scheme.mixing().addWork(units, rows, visits * fits);
    if (scheme.excludesIntrusion()) {
      addNearestRows(rows, intrusionQuestions(visits * fits), false);
    }
    if (scheme.target().needsNearestRow()) {
      addNearestRows(rows, visits * fits, false);
    }
  }
}

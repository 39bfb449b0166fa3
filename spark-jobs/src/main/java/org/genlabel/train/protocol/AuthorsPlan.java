package org.genlabel.train.protocol;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.ModelKind;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.random.AuthorsRandom;
import org.genlabel.train.Candidate;
import org.genlabel.train.Fit;
import org.genlabel.train.FitStart;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plan of the fits of a cell in the authors' protocol. The fits of all candidates and folds and
 * then the final fit share two generators. The number of draws of a fit is known without training,
 * so the state of the generators at the start of every fit can be computed in advance, and the fits
 * may run in any order; or they run one after another, as a chain.
 *
 * @param fits fits in the authors' order: candidates in grid order, and the folds of each
 * @param last start of the final fit
 */
record AuthorsPlan(List<Fit> fits, FitStart last) {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorsPlan.class);

  AuthorsPlan {
    fits = List.copyOf(fits);
  }

  /** Returns the plan of a training part whose fits may run in any order. */
  static AuthorsPlan of(
      ModelKind model,
      Scheme scheme,
      OptionalDouble alpha,
      TrainingSettings settings,
      LabeledRows rows,
      int trial) {
    return new Planner(model, scheme, settings, rows).plan(new AuthorsRandom(trial, alpha));
  }

  /**
   * Returns the plan with the same fits as a chain, each of which begins with the generators of the
   * previous one.
   */
  static AuthorsPlan chained(
      ModelKind model,
      Scheme scheme,
      OptionalDouble alpha,
      TrainingSettings settings,
      LabeledRows rows,
      int trial) {
    List<Fit> fits = new ArrayList<>();
    FitStart start = new FitStart.Known(new AuthorsRandom(trial, alpha));
    for (Fit fit : of(model, scheme, alpha, settings, rows, trial).fits()) {
      fits.add(
          new Fit(fit.candidate(), fit.fold(), fit.rows(), fit.validation(), fit.fails(), start));
      // Densities are fitted first; if that fails, nothing is drawn.
      start = fit.fails() ? start : new FitStart.AfterPrevious();
    }
    return new AuthorsPlan(fits, start);
  }

  /**
   * Selects rows. The authors' program derives the number of classes from the largest label among
   * its rows.
   */
  static LabeledRows select(LabeledRows rows, int[] positions) {
    return new LabeledRows(rows.x(), rows.labels(), classes(rows, positions)).subset(positions);
  }

  /**
   * Returns the number of classes that the authors' program derives from the rows at some
   * positions.
   */
  static int classes(LabeledRows rows, int[] positions) {
    return 1 + IntStream.of(positions).map(row -> rows.labels()[row]).max().orElseThrow();
  }

  /**
   * Returns the number of initial parameters of the intrusion classifier, on which nothing else
   * depends.
   */
  static int intrusionDraws(int features) {
    return 2 * (features + 1);
  }

  /** Plans the fits in order. */
  private record Planner(
      ModelKind model, Scheme scheme, TrainingSettings settings, LabeledRows rows) {
    AuthorsPlan plan(AuthorsRandom random) {
      int folds = settings.folds();
      int count = rows.count();
      if (folds > count) {
        throw new IllegalArgumentException(
            "folds must be at most the number of rows " + count + ", not " + folds);
      }
      int[][] training = new int[folds][];
      int[][] validation = new int[folds][];
      int start = 0;
      for (int fold = 0; fold < folds; fold++) {
        // Folds are contiguous; the first n mod folds have one more row.
        int from = start;
        int to = start + count / folds + (fold < count % folds ? 1 : 0);
        validation[fold] = IntStream.range(from, to).toArray();
        training[fold] = IntStream.range(0, count).filter(row -> row < from || row >= to).toArray();
        start = to;
      }
      List<LabeledRows> rowsOfFolds = new ArrayList<>();
      for (int[] positions : training) {
        rowsOfFolds.add(select(rows, positions));
      }
      Map<DensityKind, boolean[]> failing = failing(rowsOfFolds);
      List<Candidate> candidates = scheme.candidates(settings);
      List<Fit> fits = new ArrayList<>();
      for (int c = 0; c < candidates.size(); c++) {
        Optional<DensityKind> density = candidates.get(c).density();
        for (int fold = 0; fold < folds; fold++) {
          boolean fails = density.isPresent() && failing.get(density.get())[fold];
          fits.add(
              new Fit(
                  c,
                  fold,
                  training[fold],
                  validation[fold],
                  fails,
                  new FitStart.Known(random.copy())));
          // Densities are fitted first; if that fails, nothing is drawn.
          if (!fails) {
            LabeledRows ofFold = rowsOfFolds.get(fold);
            random.skip(lambdaDraws(ofFold.count()), torchDraws(ofFold));
          }
        }
      }
      return new AuthorsPlan(fits, new FitStart.Known(random));
    }

    private Map<DensityKind, boolean[]> failing(List<LabeledRows> rowsOfFolds) {
      Map<DensityKind, boolean[]> failing = new EnumMap<>(DensityKind.class);
      for (DensityKind density : scheme.labelDensities()) {
        boolean[] failsInFold = new boolean[rowsOfFolds.size()];
        for (int fold = 0; fold < failsInFold.length; fold++) {
          failsInFold[fold] = fails(density, rowsOfFolds.get(fold));
        }
        failing.put(density, failsInFold);
      }
      return failing;
    }

    private long lambdaDraws(int rowsOfFold) {
      return (long) settings.epochs()
          * AuthorsMixStream.lambdaDraws(scheme.mixing(), rowsOfFold, settings.batchSize());
    }

    private long torchDraws(LabeledRows rowsOfFold) {
      int features = rowsOfFold.features();
      long parameters = model.parameters(features, rowsOfFold.classes());
      if (scheme.mixing().isLearned()) {
        parameters += FrozenPolicy.draws(features) + intrusionDraws(features);
      }
      return parameters
          + settings.epochs()
              * AuthorsMixStream.torchDraws(
                  scheme.mixing(), rowsOfFold.count(), settings.batchSize(), features);
    }

    /**
     * Returns whether the authors' program cannot fit a density: any density to a class without
     * rows, kernels to a class with one row, or any density to rows whose covariance is not
     * positive definite. Such a fit draws nothing and makes its candidate's score NaN; the
     * candidate's other folds still draw. (Only the last restriction applies to the densities of
     * this program.)
     */
    private boolean fails(DensityKind density, LabeledRows rowsOfFold) {
      int fewest = IntStream.of(rowsOfFold.classCounts()).min().orElseThrow();
      if (fewest < density.fewestRowsOfClass()) {
        return true;
      }
      try {
        density.fit(rowsOfFold, settings.bandwidth());
        return false;
      } catch (ArithmeticException e) {
        LOG.debug("{} cannot be fitted, as in the authors' program", density, e);
        return true;
      }
    }
  }
}

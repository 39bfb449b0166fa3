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
 * What the fits of a cell draw under the authors' protocol. Two generators run through the fits of
 * all candidates and folds and then the final fit. What a fit draws is known without training, so
 * the generators' state at the start of every fit can be worked out beforehand, and the fits may
 * then run in any order; or they run one after another, as a chain.
 *
 * @param fits in the authors' order: candidates in grid order, and the folds of each
 * @param last where the final fit begins
 */
record AuthorsPlan(List<Fit> fits, FitStart last) {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorsPlan.class);

  AuthorsPlan {
    fits = List.copyOf(fits);
  }

  /** The plan of a training part whose fits may run in any order. */
  static AuthorsPlan of(
      ModelKind model,
      Scheme scheme,
      OptionalDouble alpha,
      TrainingSettings settings,
      LabeledRows rows,
      int trial) {
    return new Planner(model, scheme, settings, rows).plan(new AuthorsRandom(trial, alpha));
  }

  /** The same fits, each of which begins where the one before it leaves the generators. */
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
      // The densities come first: where they fail, nothing is drawn.
      start = fit.fails() ? start : new FitStart.AfterPrevious();
    }
    return new AuthorsPlan(fits, start);
  }

  /** The authors' program knows of as many classes as the largest label among its rows says. */
  static LabeledRows select(LabeledRows rows, int[] positions) {
    return new LabeledRows(rows.x(), rows.labels(), classes(rows, positions)).subset(positions);
  }

  /** How many classes the rows at some positions know of. */
  static int classes(LabeledRows rows, int[] positions) {
    return 1 + IntStream.of(positions).map(row -> rows.labels()[row]).max().orElseThrow();
  }

  /** The initial parameters of the intrusion classifier, which nothing else depends on. */
  static int intrusionDraws(int features) {
    return 2 * (features + 1);
  }

  /** Walks through the fits. */
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
        // Contiguous; the first n mod folds are one longer.
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
          // The densities come first: where they fail, nothing is drawn.
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
     * Whether the authors' program cannot fit a density: to a class without rows, kernels to a
     * class with one, or to rows with a covariance that is not positive definite. Such a fit draws
     * nothing and makes its candidate's score NaN; the candidate's other folds still draw. (Our own
     * densities have the last limit only.)
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

package org.genlabel.train;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.mixup.AuthorsRandom;
import org.genlabel.mixup.Mixing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the fits of a cell draw under the authors' protocol. Two generators run through the fits of
 * all candidates and folds and then the final fit; what a fit draws is known without training, so
 * the generators' state at the start of every fit can be worked out beforehand, and the fits may
 * then run in any order.
 */
final class AuthorsPlan {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorsPlan.class);

  private final Scheme scheme;
  private final OptionalDouble alpha;
  private final TrainingSettings settings;

  AuthorsPlan(Scheme scheme, OptionalDouble alpha, TrainingSettings settings) {
    this.scheme = scheme;
    this.alpha = alpha;
    this.settings = settings;
  }

  /**
   * All fits in the authors' order: candidates in grid order, the folds of each, and the final fit.
   *
   * @param x [rows][features]
   * @param labels [rows]
   */
  List<PlannedFit> fits(double[][] x, int[] labels, int trial) {
    if (settings.folds() > labels.length) {
      throw new IllegalArgumentException(
          "folds must be at most the number of rows "
              + labels.length
              + ", not "
              + settings.folds());
    }
    AuthorsRandom random = new AuthorsRandom(trial, alpha);
    int[] all = IntStream.range(0, labels.length).toArray();
    int[][] training = new int[settings.folds()][];
    int[][] validation = new int[settings.folds()][];
    int start = 0;
    for (int fold = 0; fold < settings.folds(); fold++) {
      // Contiguous; the first n mod folds are one longer.
      int size =
          labels.length / settings.folds() + (fold < labels.length % settings.folds() ? 1 : 0);
      int from = start;
      int to = start + size;
      validation[fold] = IntStream.range(from, to).toArray();
      training[fold] = IntStream.of(all).filter(row -> row < from || row >= to).toArray();
      start = to;
    }
    LabeledRows[] rows =
        Stream.of(training)
            .map(positions -> rows(x, labels, positions))
            .toArray(LabeledRows[]::new);
    Map<DensityKind, boolean[]> failing = new EnumMap<>(DensityKind.class);
    for (DensityKind density : scheme.labelDensities()) {
      boolean[] failsInFold = new boolean[settings.folds()];
      for (int fold = 0; fold < settings.folds(); fold++) {
        failsInFold[fold] = fails(density, rows[fold]);
      }
      failing.put(density, failsInFold);
    }
    List<Candidate> candidates = scheme.candidates(settings);
    List<PlannedFit> plan = new ArrayList<>();
    for (int c = 0; c < candidates.size(); c++) {
      Optional<DensityKind> density = candidates.get(c).density();
      for (int fold = 0; fold < settings.folds(); fold++) {
        boolean fails = density.isPresent() && failing.get(density.get())[fold];
        plan.add(new PlannedFit(c, training[fold], validation[fold], fails, random.copy()));
        // The densities come first: where they fail, nothing is drawn.
        if (!fails) {
          random.skip(lambdaDraws(rows[fold].count()), torchDraws(rows[fold]));
        }
      }
    }
    plan.add(new PlannedFit(PlannedFit.BEST, all, new int[0], false, random));
    return plan;
  }

  private long lambdaDraws(int rows) {
    return (long) settings.epochs()
        * AuthorsMixStream.lambdaDraws(scheme.mixing(), rows, settings.batchSize());
  }

  private long torchDraws(LabeledRows rows) {
    int features = rows.features();
    long parameters = (long) rows.classes() * (features + 1);
    if (scheme.mixing() == Mixing.ADAPTIVE) {
      parameters += FrozenPolicy.draws(features) + intrusionDraws(features);
    }
    return parameters
        + settings.epochs()
            * AuthorsMixStream.torchDraws(
                scheme.mixing(), rows.count(), settings.batchSize(), features);
  }

  /** The initial parameters of the intrusion classifier, which nothing else depends on. */
  static int intrusionDraws(int features) {
    return 2 * (features + 1);
  }

  /** The authors' program knows of as many classes as the largest label among its rows says. */
  static LabeledRows rows(double[][] x, int[] labels, int[] positions) {
    return new LabeledRows(x, labels, classes(labels, positions)).subset(positions);
  }

  static int classes(int[] labels, int[] positions) {
    return 1 + IntStream.of(positions).map(row -> labels[row]).max().orElseThrow();
  }

  /**
   * Whether the authors' program cannot fit a density: to a class without rows, kernels to a class
   * with one, or to rows with a covariance that is not positive definite. Such a fit draws nothing
   * and makes its candidate's score NaN; the candidate's other folds still draw. (Our own densities
   * have the last limit only.)
   */
  private boolean fails(DensityKind density, LabeledRows rows) {
    int fewest = IntStream.of(rows.classCounts()).min().orElseThrow();
    boolean tooFew =
        switch (density) {
          case GM -> fewest < 1;
          case KDE -> fewest < 2;
          case NN -> false;
        };
    if (tooFew) {
      return true;
    }
    try {
      density.fit(rows.x(), rows.labels(), rows.classes(), settings.bandwidth());
      return false;
    } catch (ArithmeticException e) {
      LOG.debug("{} cannot be fitted, as in the authors' program", density, e);
      return true;
    }
  }
}

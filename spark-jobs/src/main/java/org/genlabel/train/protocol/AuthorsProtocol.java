package org.genlabel.train.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.learner.Batch;
import org.genlabel.learner.BatchRules;
import org.genlabel.learner.Learner;
import org.genlabel.learner.LearnerSetup;
import org.genlabel.learner.ModelKind;
import org.genlabel.learner.Phase;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.random.AuthorsRandom;
import org.genlabel.train.CrossValidation;
import org.genlabel.train.Fit;
import org.genlabel.train.FitStart;
import org.genlabel.train.FittedDensities;
import org.genlabel.train.FoldCounts;
import org.genlabel.train.Grid;
import org.genlabel.train.Scheme;
import org.genlabel.train.Scorer;
import org.genlabel.train.TrainedFits;
import org.genlabel.train.TrainingLoop;
import org.genlabel.train.TrainingProtocol;
import org.genlabel.train.TrainingSettings;

/**
 * Reproduces the authors' program draw for draw: the fits of all candidates and folds and then the
 * final fit share two generators; folds are contiguous; batches contain the rows in order; every
 * candidate of every fold has different random numbers.
 *
 * <p>Schemes that the authors' program does not have draw similarly: CutMix draws a permutation of
 * the columns from torch's generator after the permutation of a batch. Not thread-safe.
 */
public final class AuthorsProtocol implements TrainingProtocol {
  private final ModelKind model;
  private final Scheme scheme;
  private final OptionalDouble alpha;
  private final TrainingSettings settings;
  private final int trial;
  private final boolean isChain;
  private final Grid grid;
  // The last rows that were planned, and their plan.
  private LabeledRows planned;
  private AuthorsPlan plan;
  private final IdentityHashMap<int[], FittedDensities> fitted = new IdentityHashMap<>();
  // The state of the generators at the end of the last fit.
  private AuthorsRandom left;

  /**
   * Returns the cross-validation of a scheme as in the authors' program, draw for draw.
   *
   * @param model the model that is trained
   * @param scheme a scheme that trains a network
   * @param alpha present if and only if the scheme depends on it
   * @param trial number of the trial, which seeds both generators
   * @throws IllegalArgumentException for any other scheme
   */
  public static CrossValidation crossValidation(
      ModelKind model, Scheme scheme, OptionalDouble alpha, TrainingSettings settings, int trial) {
    return new CrossValidation(
        new AuthorsProtocol(model, scheme, alpha, settings, trial), settings, Scorer.CLEAN);
  }

  /**
   * @param model the model that is trained
   * @param scheme a scheme that trains a network
   * @param alpha present if and only if the scheme depends on it
   * @param trial number of the trial, which seeds both generators
   */
  public AuthorsProtocol(
      ModelKind model, Scheme scheme, OptionalDouble alpha, TrainingSettings settings, int trial) {
    this(model, scheme, alpha, settings, trial, false);
  }

  private AuthorsProtocol(
      ModelKind model,
      Scheme scheme,
      OptionalDouble alpha,
      TrainingSettings settings,
      int trial,
      boolean isChain) {
    scheme.requireTrainable(alpha);
    this.model = model;
    this.scheme = scheme;
    this.alpha = alpha;
    this.settings = settings;
    this.trial = trial;
    this.isChain = isChain;
    this.grid = Grid.separate(scheme, settings);
  }

  /** Returns the protocol with fits that run one after another and pass on both generators. */
  public static AuthorsProtocol chained(
      ModelKind model, Scheme scheme, OptionalDouble alpha, TrainingSettings settings, int trial) {
    return new AuthorsProtocol(model, scheme, alpha, settings, trial, true);
  }

  @Override
  public List<Scheme> schemes() {
    return List.of(scheme);
  }

  @Override
  public Grid grid() {
    return grid;
  }

  @Override
  public List<Fit> fits(LabeledRows rows) {
    return plan(rows).fits();
  }

  private AuthorsPlan plan(LabeledRows rows) {
    // LabeledRows compares its arrays by identity.
    if (!rows.equals(planned)) {
      plan =
          isChain
              ? AuthorsPlan.chained(model, scheme, alpha, settings, rows, trial)
              : AuthorsPlan.of(model, scheme, alpha, settings, rows, trial);
      planned = rows;
      fitted.clear();
    }
    return plan;
  }

  @Override
  public List<Fit> finalFits(LabeledRows rows, List<Integer> candidates) {
    int[] all = IntStream.range(0, rows.count()).toArray();
    FitStart start = plan(rows).last();
    return candidates.stream()
        .map(c -> new Fit(c, Fit.FINAL, all, new int[0], false, start))
        .toList();
  }

  /**
   * Groups fits of any fold and candidate whose start is known if they have equal numbers of rows
   * and classes, fold by fold, so that they share the densities fitted to their rows. The other
   * fits run one after another.
   */
  @Override
  public List<List<Fit>> sideBySide(LabeledRows rows, List<Fit> fits) {
    if (fits.stream().anyMatch(fit -> fit.start().needsPrevious())) {
      return fits.stream().map(List::of).toList();
    }
    Map<List<Integer>, List<Fit>> byShape = new LinkedHashMap<>();
    fits.stream()
        .sorted(Comparator.comparingInt(Fit::fold))
        .forEach(
            fit -> {
              List<Integer> shape =
                  List.of(fit.rows().length, AuthorsPlan.classes(rows, fit.rows()));
              byShape.computeIfAbsent(shape, s -> new ArrayList<>()).add(fit);
            });
    List<List<Fit>> blocks = new ArrayList<>();
    for (List<Fit> ofShape : byShape.values()) {
      for (int start = 0; start < ofShape.size(); start += model.mostOnOwnBatches()) {
        int end = Math.min(ofShape.size(), start + model.mostOnOwnBatches());
        blocks.add(List.copyOf(ofShape.subList(start, end)));
      }
    }
    return blocks;
  }

  @Override
  public LabeledRows select(LabeledRows rows, int[] positions) {
    return AuthorsPlan.select(rows, positions);
  }

  @Override
  public TrainedFits train(LabeledRows rows, List<Fit> fits) {
    List<AuthorsRandom> randoms = fits.stream().map(this::generators).toList();
    List<FittedDensities> densities = fits.stream().map(fit -> fitted(rows, fit)).toList();
    LabeledRows shape = densities.get(0).rows();
    int pointsOfPair = scheme.mixing().isLearned() ? FrozenPolicyRules.POINTS_OF_PAIR : 1;
    // The initial parameters of a fit are drawn before all other numbers.
    Learner learner =
        model.onOwnBatches(
            new LearnerSetup(
                shape.features(),
                shape.classes(),
                pointsOfPair * Math.min(settings.batchSize(), shape.count()),
                grid.trained(fits.stream().map(Fit::candidate).toList()),
                settings::newOptimizer,
                List.of(Phase.of(settings.epochs())),
                fit -> randoms.get(fit).torch()));
    List<Batch> batches = new ArrayList<>();
    for (int f = 0; f < fits.size(); f++) {
      batches.add(batch(densities.get(f), randoms.get(f)));
    }
    TrainingLoop.run(learner, batches);
    left = randoms.get(randoms.size() - 1);
    return new TrainedFits(learner, batches);
  }

  private AuthorsRandom generators(Fit fit) {
    if (fit.start() instanceof FitStart.Known known) {
      return known.random().copy();
    }
    if (left == null) {
      throw new IllegalStateException(
          "a fit of a chain can begin only after the previous one has ended");
    }
    return left;
  }

  private FittedDensities fitted(LabeledRows rows, Fit fit) {
    return fitted.computeIfAbsent(
        fit.rows(),
        positions -> new FittedDensities(select(rows, positions), settings.bandwidth()));
  }

  private Batch batch(FittedDensities densities, AuthorsRandom random) {
    LabeledRows rows = densities.rows();
    BatchRules rules = new AuthorsRules(scheme, densities);
    if (scheme.mixing().isLearned()) {
      FrozenPolicy policy = FrozenPolicy.draw(rows.features(), random.torch());
      random.torch().skip(AuthorsPlan.intrusionDraws(rows.features()));
      rules = new FrozenPolicyRules(rows, policy);
    }
    return new Batch(
        new AuthorsMixStream(
            random, scheme.mixing(), rows.count(), settings.batchSize(), rows.features()),
        rules);
  }

  /**
   * Computes the mean as numpy does for a few numbers: their sum in order, divided by the count.
   */
  @Override
  public double accuracy(List<FoldCounts> folds, int candidate) {
    double sum = 0;
    for (FoldCounts fold : folds) {
      sum += fold.accuracy(candidate);
    }
    return sum / folds.size();
  }
}

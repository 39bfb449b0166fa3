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
 * The authors' program, draw for draw: two generators run through the fits of all candidates and
 * folds and then the final fit; folds are contiguous; batches come in the order of the rows; every
 * candidate of every fold has random numbers of its own.
 *
 * <p>Schemes that the authors' program does not have draw in its manner: CutMix takes an order of
 * the columns from torch's generator after a batch's permutation. Not thread-safe.
 */
public final class AuthorsProtocol implements TrainingProtocol {
  private final ModelKind model;
  private final Scheme scheme;
  private final OptionalDouble alpha;
  private final TrainingSettings settings;
  private final int trial;
  private final boolean isChain;
  private final Grid grid;
  // Of the rows that were planned last.
  private LabeledRows planned;
  private AuthorsPlan plan;
  private final IdentityHashMap<int[], FittedDensities> fitted = new IdentityHashMap<>();
  // Where the fit that was trained last left the generators.
  private AuthorsRandom left;

  /**
   * The cross-validation of a scheme as the authors' program does it, draw for draw.
   *
   * @param model what is trained
   * @param scheme one that trains
   * @param alpha present exactly for a scheme that depends on it
   * @param trial seeds both generators
   * @throws IllegalArgumentException for any other scheme
   */
  public static CrossValidation crossValidation(
      ModelKind model, Scheme scheme, OptionalDouble alpha, TrainingSettings settings, int trial) {
    return new CrossValidation(
        new AuthorsProtocol(model, scheme, alpha, settings, trial), settings, Scorer.CLEAN);
  }

  /**
   * @param model what is trained
   * @param scheme one that trains
   * @param alpha present exactly for a scheme that depends on it
   * @param trial seeds both generators
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

  /** The protocol with fits that run one after another, each handing on both generators. */
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
    // Equal rows are the same arrays.
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
   * Fits of any fold and candidate whose start is known lie side by side where they have as many
   * rows and classes; fold by fold, so that what is fitted to their rows is shared. The others wait
   * for each other.
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
    // A fit's initial parameters are drawn before anything else.
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
      throw new IllegalStateException("a fit of a chain begins when the one before it has ended");
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

  /** As numpy's mean of a few numbers: their sum in order, divided. */
  @Override
  public double accuracy(List<FoldCounts> folds, int candidate) {
    double sum = 0;
    for (FoldCounts fold : folds) {
      sum += fold.accuracy(candidate);
    }
    return sum / folds.size();
  }
}

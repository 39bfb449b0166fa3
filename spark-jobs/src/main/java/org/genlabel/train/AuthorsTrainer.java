package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PrimitiveIterator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.mixup.AuthorsRandom;
import org.genlabel.mixup.Mixing;
import org.genlabel.model.IndependentLanes;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneModel;
import org.genlabel.model.Precision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one scheme at one alpha as the authors' program does, draw for draw: two generators run
 * through the fits of all candidates and folds and then the final fit; folds are contiguous;
 * batches come in the order of the rows.
 *
 * <p>What a fit draws is known without training, so {@link #plan} works out the generators' state
 * at the start of every fit, and the fits may then run in any order.
 *
 * <p>Schemes that the authors' program does not have draw in its manner: CutMix takes an order of
 * the columns from torch's generator after a batch's permutation.
 */
public final class AuthorsTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorsTrainer.class);

  private final Scheme scheme;
  private final OptionalDouble alpha;
  private final TrainingSettings settings;

  /**
   * One fit of a cell.
   *
   * @param candidate position in the grid; {@link #BEST} for the final fit, whose candidate is
   *     known last
   * @param rows positions of the training rows
   * @param validation positions of the rows left out; none in the final fit
   * @param fails whether the authors' program cannot fit the candidate's density to the rows
   * @param random the generators where the fit begins; copied by every use
   */
  record PlannedFit(
      int candidate, int[] rows, int[] validation, boolean fails, AuthorsRandom random) {
    static final int BEST = -1;
  }

  /**
   * Makes a trainer.
   *
   * @param scheme one that trains
   * @param alpha present exactly for a scheme that depends on it
   */
  public AuthorsTrainer(Scheme scheme, OptionalDouble alpha, TrainingSettings settings) {
    scheme.requireTrainable(alpha);
    this.scheme = scheme;
    this.alpha = alpha;
    this.settings = settings;
  }

  /**
   * Cross-validates the scheme's candidates and fits the best.
   *
   * @param x [rows][features] of the training part, in the order of the split
   * @param labels [rows]
   * @param trial seeds both generators
   */
  public Evaluation evaluate(double[][] x, int[] labels, int trial) {
    List<PlannedFit> plan = plan(x, labels, trial);
    List<Integer> folds = IntStream.range(0, settings.folds()).boxed().toList();
    return finish(x, labels, plan, validate(x, labels, plan, folds));
  }

  /**
   * Trains every candidate on the rows outside one fold: of {@link #evaluate}, what does not depend
   * on the other folds.
   *
   * @param x [rows][features] of the training part, in the order of the split
   * @param labels [rows]
   * @param trial seeds both generators
   * @param fold in 0..folds-1
   */
  public FoldCounts validate(double[][] x, int[] labels, int trial, int fold) {
    return validate(x, labels, plan(x, labels, trial), List.of(fold)).get(0);
  }

  /**
   * Chooses a candidate by its folds and fits it: of {@link #evaluate}, what is left after the
   * folds.
   *
   * @param x [rows][features] of the training part, in the order of the split
   * @param labels [rows]
   * @param trial seeds both generators
   * @param folds those of {@link #validate}, all of them, in order
   * @throws IllegalArgumentException if folds are missing
   */
  public Evaluation finish(double[][] x, int[] labels, int trial, List<FoldCounts> folds) {
    return finish(x, labels, plan(x, labels, trial), folds);
  }

  private Evaluation finish(
      double[][] x, int[] labels, List<PlannedFit> plan, List<FoldCounts> folds) {
    FoldCounts.requireAll(folds, settings);
    List<Candidate> candidates = scheme.candidates(settings);
    List<CrossValidation.Score> scores = new ArrayList<>();
    for (int c = 0; c < candidates.size(); c++) {
      // numpy's mean of a few numbers: their sum in order, divided.
      double sum = 0;
      for (FoldCounts fold : folds) {
        sum += fold.accuracy(c);
      }
      scores.add(new CrossValidation.Score(candidates.get(c), sum / settings.folds()));
    }
    int chosen = best(scores);
    PlannedFit last = plan.get(plan.size() - 1);
    return new Evaluation(scores, chosen, fit(x, labels, last, candidates.get(chosen)));
  }

  /** Trains and scores planned fits, side by side where they have as many rows and classes. */
  private List<FoldCounts> validate(
      double[][] x, int[] labels, List<PlannedFit> plan, List<Integer> folds) {
    List<Candidate> candidates = scheme.candidates(settings);
    Map<Integer, FitRules.Fitted> fitted = new HashMap<>();
    Map<Integer, int[]> correct = new HashMap<>();
    for (int fold : folds) {
      fitted.put(
          fold, new FitRules.Fitted(rows(x, labels, plan.get(fold).rows()), settings.bandwidth()));
      correct.put(fold, new int[candidates.size()]);
      Arrays.fill(correct.get(fold), FoldCounts.NOT_FITTED);
    }
    Map<List<Integer>, List<Integer>> byShape = new LinkedHashMap<>();
    for (int position : worthwhile(plan, candidates.size(), folds)) {
      int[] rows = plan.get(position).rows();
      List<Integer> shape = List.of(rows.length, classes(labels, rows));
      byShape.computeIfAbsent(shape, ignored -> new ArrayList<>()).add(position);
    }
    for (List<Integer> ofShape : byShape.values()) {
      for (int start = 0; start < ofShape.size(); start += IndependentLanes.LANES) {
        List<Integer> block =
            ofShape.subList(start, Math.min(ofShape.size(), start + IndependentLanes.LANES));
        List<Trainable> fits =
            block.stream()
                .map(
                    position ->
                        new Trainable(
                            plan.get(position),
                            candidates.get(plan.get(position).candidate()),
                            fitted.get(position % settings.folds())))
                .toList();
        List<Fit> trained = fit(fits);
        for (int f = 0; f < block.size(); f++) {
          PlannedFit planned = fits.get(f).planned();
          TrainingRows validation = rows(x, labels, planned.validation());
          correct.get(block.get(f) % settings.folds())[planned.candidate()] =
              CrossValidation.correct(
                  trained.get(f).classifiers(), validation.x(), validation.labels())[0];
        }
      }
    }
    return folds.stream()
        .map(fold -> new FoldCounts(correct.get(fold), plan.get(fold).validation().length))
        .toList();
  }

  /**
   * Positions of the fits of some folds that need training. Fits on the same rows come one after
   * another, so that what is fitted to them is shared.
   */
  private List<Integer> worthwhile(List<PlannedFit> plan, int candidates, List<Integer> folds) {
    List<Integer> positions = new ArrayList<>();
    for (int fold : folds) {
      for (int c = 0; c < candidates; c++) {
        int first = c * settings.folds();
        // A candidate with a fold that fails has no score: its other folds need no training.
        if (plan.subList(first, first + settings.folds()).stream().noneMatch(PlannedFit::fails)) {
          positions.add(first + fold);
        }
      }
    }
    return positions;
  }

  /**
   * All fits in the authors' order: candidates in grid order, the folds of each, and the final fit.
   *
   * @param x [rows][features]
   * @param labels [rows]
   */
  List<PlannedFit> plan(double[][] x, int[] labels, int trial) {
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
    TrainingRows[] rows =
        Stream.of(training)
            .map(positions -> rows(x, labels, positions))
            .toArray(TrainingRows[]::new);
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

  private long torchDraws(TrainingRows rows) {
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
  private static int intrusionDraws(int features) {
    return 2 * (features + 1);
  }

  /** The authors' program knows of as many classes as the largest label among its rows says. */
  private static TrainingRows rows(double[][] x, int[] labels, int[] positions) {
    return new TrainingRows(x, labels, classes(labels, positions)).subset(positions);
  }

  private static int classes(int[] labels, int[] positions) {
    return 1 + IntStream.of(positions).map(row -> labels[row]).max().orElseThrow();
  }

  /**
   * Whether the authors' program cannot fit a density: to a class without rows, kernels to a class
   * with one, or to rows with a covariance that is not positive definite. Such a fit draws nothing
   * and makes its candidate's score NaN; the candidate's other folds still draw. (Our own densities
   * have the last limit only.)
   */
  private boolean fails(DensityKind density, TrainingRows rows) {
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

  /** Runs one fit; the plan's generators stay where they are. */
  Fit fit(double[][] x, int[] labels, PlannedFit planned, Candidate candidate) {
    FitRules.Fitted fitted =
        new FitRules.Fitted(rows(x, labels, planned.rows()), settings.bandwidth());
    return fit(List.of(new Trainable(planned, candidate, fitted))).get(0);
  }

  /**
   * A planned fit of a candidate.
   *
   * @param fitted what is fitted to its rows; may be shared
   */
  private record Trainable(PlannedFit planned, Candidate candidate, FitRules.Fitted fitted) {}

  /** Runs fits of as many rows and classes side by side. */
  private List<Fit> fit(List<Trainable> fits) {
    TrainingRows shape = fits.get(0).fitted().rows();
    if (settings.precision() == Precision.DOUBLE) {
      return fits.stream().map(this::fitAlone).toList();
    }
    MixFeed.Buffers buffers =
        new MixFeed.Buffers(
            Math.min(settings.batchSize(), shape.count()), shape.features(), shape.classes());
    return LaneSweep.train(
        fits.stream().map(fit -> lane(fit, buffers)).toList(),
        shape.features(),
        shape.classes(),
        settings);
  }

  /** The initial parameters are drawn before anything else. */
  private LaneSweep.LaneFit lane(Trainable fit, MixFeed.Buffers buffers) {
    AuthorsRandom random = fit.planned().random().copy();
    Candidate candidate = fit.candidate();
    TrainingRows rows = fit.fitted().rows();
    double[] initial = new double[rows.classes() * (rows.features() + 1)];
    double bound = 1 / StrictMath.sqrt(rows.features());
    Arrays.setAll(initial, ignored -> random.torch().uniform(bound));
    PrimitiveIterator.OfDouble parameters = DoubleStream.of(initial).iterator();
    LaneSweep.Feed feed;
    if (scheme.mixing() == Mixing.ADAPTIVE) {
      feed = adaptive(rows, random);
    } else {
      feed =
          new MixFeed(
              stream(random, rows.count()),
              rules(fit, random),
              candidate.gamma().orElse(0),
              buffers);
    }
    return new LaneSweep.LaneFit(
        candidate.learningRate(), ignored -> parameters.nextDouble(), feed);
  }

  private FrozenAdaMixup adaptive(TrainingRows rows, AuthorsRandom random) {
    FrozenPolicy policy = FrozenPolicy.draw(rows.features(), random.torch());
    random.torch().skip(intrusionDraws(rows.features()));
    return new FrozenAdaMixup(rows, policy, stream(random, rows.count()));
  }

  private FitRules rules(Trainable fit, AuthorsRandom random) {
    Candidate candidate = fit.candidate();
    // At gamma = 0 the generative label has no share, and its densities need not be worked out.
    List<DensityKind> densities =
        candidate.gamma().orElse(0) == 0
            ? List.of()
            : candidate.density().map(List::of).orElse(List.of());
    return FitRules.authors(scheme, densities, fit.fitted(), random.torch()::permutation);
  }

  /** One fit in double precision. */
  private Fit fitAlone(Trainable fit) {
    AuthorsRandom random = fit.planned().random().copy();
    Candidate candidate = fit.candidate();
    TrainingRows rows = fit.fitted().rows();
    double gamma = candidate.gamma().orElse(0);
    Lane lane = new Lane(candidate.learningRate(), gamma, 0, gamma == 0 ? Lane.NONE : 1);
    LaneModel model = settings.newModels(rows.features(), rows.classes(), List.of(lane));
    model.initialize(random.torch());
    if (scheme.mixing() == Mixing.ADAPTIVE) {
      adaptive(rows, random).train(model, settings.epochs());
      return new Fit(model, OptionalDouble.empty());
    }
    Sweep sweep =
        scheme.excludesIntrusion() ? new Sweep().addExcluding(model) : new Sweep().add(model);
    OptionalDouble intrusionRate =
        sweep.train(
            rows.features(),
            rows.classes(),
            stream(random, rows.count()),
            rules(fit, random),
            settings.epochs());
    return new Fit(model, intrusionRate);
  }

  private AuthorsMixStream stream(AuthorsRandom random, int rows) {
    return new AuthorsMixStream(random, scheme.mixing(), rows, settings.batchSize());
  }

  /**
   * The first of the best scores. If none is above 0 it is the first that could be fitted at all;
   * the authors' program would go on with learning rate 0.
   */
  private static int best(List<CrossValidation.Score> scores) {
    double[] accuracies = scores.stream().mapToDouble(CrossValidation.Score::accuracy).toArray();
    int best = 0;
    for (int c = 1; c < accuracies.length; c++) {
      if (accuracies[c] > accuracies[best] || Double.isNaN(accuracies[best])) {
        best = c;
      }
    }
    return Arrays.stream(accuracies).allMatch(Double::isNaN) ? 0 : best;
  }
}

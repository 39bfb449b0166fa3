package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.model.IndependentLanes;

/**
 * Trains one scheme at one alpha as the authors' program does, draw for draw: two generators run
 * through the fits of all candidates and folds and then the final fit; folds are contiguous;
 * batches come in the order of the rows.
 *
 * <p>What a fit draws is known without training, so {@link AuthorsPlan} works out where every fit
 * begins, and {@link AuthorsFits} may run them in any order.
 */
public final class AuthorsTrainer {
  private final Scheme scheme;
  private final OptionalDouble alpha;
  private final TrainingSettings settings;
  private final AuthorsFits fits;

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
    this.fits = new AuthorsFits(scheme, settings);
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
          fold,
          new FitRules.Fitted(
              AuthorsPlan.rows(x, labels, plan.get(fold).rows()), settings.bandwidth()));
      correct.put(fold, new int[candidates.size()]);
      Arrays.fill(correct.get(fold), FoldCounts.NOT_FITTED);
    }
    Map<List<Integer>, List<Integer>> byShape = new LinkedHashMap<>();
    for (int position : worthwhile(plan, candidates.size(), folds)) {
      int[] rows = plan.get(position).rows();
      List<Integer> shape = List.of(rows.length, AuthorsPlan.classes(labels, rows));
      byShape.computeIfAbsent(shape, ignored -> new ArrayList<>()).add(position);
    }
    for (List<Integer> ofShape : byShape.values()) {
      for (int start = 0; start < ofShape.size(); start += IndependentLanes.LANES) {
        List<Integer> block =
            ofShape.subList(start, Math.min(ofShape.size(), start + IndependentLanes.LANES));
        List<AuthorsFits.Trainable> ofBlock =
            block.stream()
                .map(
                    position ->
                        new AuthorsFits.Trainable(
                            plan.get(position),
                            candidates.get(plan.get(position).candidate()),
                            fitted.get(position % settings.folds())))
                .toList();
        List<Fit> trained = fits.run(ofBlock);
        for (int f = 0; f < block.size(); f++) {
          PlannedFit planned = ofBlock.get(f).planned();
          LabeledRows validation = AuthorsPlan.rows(x, labels, planned.validation());
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
    return new AuthorsPlan(scheme, alpha, settings).fits(x, labels, trial);
  }

  /** Runs one fit; the plan's generators stay where they are. */
  Fit fit(double[][] x, int[] labels, PlannedFit planned, Candidate candidate) {
    FitRules.Fitted fitted =
        new FitRules.Fitted(AuthorsPlan.rows(x, labels, planned.rows()), settings.bandwidth());
    return fits.run(List.of(new AuthorsFits.Trainable(planned, candidate, fitted))).get(0);
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

package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;

/**
 * Evaluates schemes on a training part: trains every candidate on the rows outside every fold,
 * chooses the candidate of each scheme with the best score over the folds, and fits the chosen ones
 * to all rows (docs/method.md, Sec. 6). The protocol defines everything else. Not thread-safe.
 */
public final class CrossValidation {
  private final TrainingProtocol protocol;
  private final TrainingSettings settings;
  private final Scorer scorer;

  /**
   * @param scorer score by which candidates are chosen
   */
  public CrossValidation(TrainingProtocol protocol, TrainingSettings settings, Scorer scorer) {
    this.protocol = protocol;
    this.settings = settings;
    this.scorer = scorer;
  }

  /**
   * Cross-validates each scheme's candidates and fits the best.
   *
   * @param rows the training part, in the order of the split
   * @return one per scheme, in order
   */
  public List<Evaluation> evaluate(LabeledRows rows) {
    Set<Integer> folds = new TreeSet<>(IntStream.range(0, settings.folds()).boxed().toList());
    return finish(rows, validate(rows, folds));
  }

  /**
   * Trains every candidate on the rows outside one fold. This is the part of {@link #evaluate} that
   * does not depend on the other folds.
   *
   * @param rows the training part, in the order of the split
   * @param fold in 0..folds-1
   */
  public FoldCounts validate(LabeledRows rows, int fold) {
    return validate(rows, Set.of(fold)).get(0);
  }

  private List<FoldCounts> validate(LabeledRows rows, Collection<Integer> folds) {
    List<Fit> plan = protocol.fits(rows);
    boolean isChain = plan.stream().anyMatch(fit -> fit.start().needsPrevious());
    Set<Integer> refused = new HashSet<>();
    plan.stream().filter(Fit::fails).forEach(fit -> refused.add(fit.candidate()));
    // A candidate with a failed fold has no score, so that its other folds need no training. In a
    // chain every fit is trained, since the next one begins where it ends.
    List<Fit> worthwhile =
        plan.stream()
            .filter(fit -> !fit.fails())
            .filter(
                fit ->
                    isChain || (folds.contains(fit.fold()) && !refused.contains(fit.candidate())))
            .toList();
    Map<Integer, int[]> correct = new LinkedHashMap<>();
    Map<Integer, Integer> sizes = new LinkedHashMap<>();
    for (Fit fit : plan) {
      correct.computeIfAbsent(fit.fold(), fold -> notFitted());
      sizes.put(fit.fold(), fit.validation().length);
    }
    for (List<Fit> block : protocol.sideBySide(rows, worthwhile)) {
      int[] counts = correct(rows, block);
      for (int f = 0; f < counts.length; f++) {
        correct.get(block.get(f).fold())[block.get(f).candidate()] = counts[f];
      }
    }
    return folds.stream().map(fold -> new FoldCounts(correct.get(fold), sizes.get(fold))).toList();
  }

  private int[] notFitted() {
    int[] counts = new int[protocol.grid().trained().size()];
    Arrays.fill(counts, FoldCounts.NOT_FITTED);
    return counts;
  }

  /** Trains fits side by side, and counts the validation rows that each predicts correctly. */
  private int[] correct(LabeledRows rows, List<Fit> block) {
    TrainedFits trained = protocol.train(rows, block);
    boolean isOneFold = block.stream().mapToInt(Fit::fold).distinct().count() == 1;
    if (isOneFold) {
      LabeledRows validation = protocol.select(rows, block.get(0).validation());
      return scorer.correct(trained.learner(), validation);
    }
    int[] correct = new int[block.size()];
    for (int f = 0; f < correct.length; f++) {
      LabeledRows validation = protocol.select(rows, block.get(f).validation());
      correct[f] = scorer.correct(trained.learner().classifier(f), validation);
    }
    return correct;
  }

  /**
   * Chooses the candidate of each scheme by its folds and fits it. This is the part of {@link
   * #evaluate} after the folds.
   *
   * @param rows the training part, in the order of the split
   * @param folds results of {@link #validate} for all folds, in order
   * @return one per scheme, in order
   * @throws IllegalArgumentException if folds are missing
   */
  public List<Evaluation> finish(LabeledRows rows, List<FoldCounts> folds) {
    FoldCounts.requireAll(folds, settings.folds());
    List<Scheme> schemes = protocol.schemes();
    List<List<Evaluation.Score>> scores = new ArrayList<>();
    int[] chosen = new int[schemes.size()];
    SortedSet<Integer> needed = new TreeSet<>();
    for (int s = 0; s < chosen.length; s++) {
      int[] positions = protocol.grid().positions(s);
      double[] accuracies =
          IntStream.of(positions).mapToDouble(c -> protocol.accuracy(folds, c)).toArray();
      chosen[s] = best(accuracies);
      scores.add(scores(schemes.get(s).candidates(settings), accuracies));
      needed.add(positions[chosen[s]]);
    }
    Map<Integer, Trained> trained = trainFinally(rows, List.copyOf(needed));
    List<Evaluation> evaluations = new ArrayList<>();
    for (int s = 0; s < chosen.length; s++) {
      Trained last = trained.get(protocol.grid().positions(s)[chosen[s]]);
      evaluations.add(
          new Evaluation(
              scores.get(s),
              chosen[s],
              last.fits().learner().classifier(last.position()),
              schemes.get(s).excludesIntrusion()
                  ? last.fits().intrusionRate(last.position())
                  : OptionalDouble.empty()));
    }
    return evaluations;
  }

  /**
   * Returns the position of the best score, the first in grid order of equal ones. NaN is never the
   * best score; if all are NaN, the position is 0.
   *
   * @param accuracies at least one
   */
  static int best(double[] accuracies) {
    int best = 0;
    for (int c = 1; c < accuracies.length; c++) {
      boolean isFirstScore = Double.isNaN(accuracies[best]) && !Double.isNaN(accuracies[c]);
      if (accuracies[c] > accuracies[best] || isFirstScore) {
        best = c;
      }
    }
    return best;
  }

  private static List<Evaluation.Score> scores(List<Candidate> candidates, double[] accuracies) {
    return IntStream.range(0, accuracies.length)
        .mapToObj(c -> new Evaluation.Score(candidates.get(c), accuracies[c]))
        .toList();
  }

  /** One of several fits that were trained side by side. */
  private record Trained(TrainedFits fits, int position) {}

  /** Fits the chosen candidates to all rows, and returns the fits by position in the grid. */
  private Map<Integer, Trained> trainFinally(LabeledRows rows, List<Integer> candidates) {
    Map<Integer, Trained> trained = new LinkedHashMap<>();
    for (List<Fit> block : protocol.sideBySide(rows, protocol.finalFits(rows, candidates))) {
      TrainedFits fits = protocol.train(rows, block);
      for (int f = 0; f < block.size(); f++) {
        trained.put(block.get(f).candidate(), new Trained(fits, f));
      }
    }
    return trained;
  }
}

package org.genlabel.train;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.model.LaneClassifier;

/**
 * Scores every candidate of a scheme by its mean validation accuracy over the folds (method Sec.
 * 6).
 */
public final class CrossValidation {
  private CrossValidation() {}

  /**
   * A candidate and its score.
   *
   * @param accuracy mean over the folds of the share of validation rows predicted right, in [0, 1];
   *     NaN if a fold could not be fitted
   */
  public record Score(Candidate candidate, double accuracy) {}

  /**
   * Trains on the rows outside a fold and counts what every lane predicts right of those inside.
   *
   * @param folds [rows], the fold of each row
   * @param fold one that has rows inside and outside
   * @param fitter makes a trained classifier of the rows outside
   */
  static FoldCounts validate(
      LabeledRows rows,
      int[] folds,
      int fold,
      Function<LabeledRows, ? extends LaneClassifier> fitter) {
    int[] outside = IntStream.range(0, folds.length).filter(row -> folds[row] != fold).toArray();
    int[] inside = IntStream.range(0, folds.length).filter(row -> folds[row] == fold).toArray();
    LabeledRows validation = rows.subset(inside);
    LaneClassifier classifiers = fitter.apply(rows.subset(outside));
    return new FoldCounts(
        correct(classifiers, validation.x(), validation.labels()), validation.count());
  }

  /**
   * The scores of all lanes.
   *
   * @param folds all of them, each with as many lanes
   * @return [lanes], the mean over the folds of the share of rows predicted right
   */
  static double[] accuracies(List<FoldCounts> folds) {
    int[] sizes = folds.stream().mapToInt(FoldCounts::rows).toArray();
    return IntStream.range(0, folds.get(0).correct().length)
        .mapToDouble(
            lane ->
                meanAccuracy(
                    folds.stream().mapToInt(fold -> fold.correct()[lane]).toArray(), sizes))
        .toArray();
  }

  /**
   * The best score; the first in grid order of equal ones.
   *
   * @param scores at least one
   */
  public static Score best(List<Score> scores) {
    Score best = scores.get(0);
    for (Score score : scores) {
      if (score.accuracy() > best.accuracy()) {
        best = score;
      }
    }
    return best;
  }

  /**
   * How many rows every lane predicts right.
   *
   * @param x [rows][features]
   * @param labels [rows]
   * @return [lanes]
   */
  public static int[] correct(LaneClassifier models, double[][] x, int[] labels) {
    int lanes = models.lanes();
    int[] correct = new int[lanes];
    int[] predictions = new int[lanes];
    for (int row = 0; row < x.length; row++) {
      models.predict(x[row], predictions);
      for (int lane = 0; lane < lanes; lane++) {
        if (predictions[lane] == labels[row]) {
          correct[lane]++;
        }
      }
    }
    return correct;
  }

  /**
   * Mean over the folds of correct / size. Folds of one size are counted together in whole numbers
   * first: two candidates with the same numbers of correct rows in another order of folds are then
   * a tie, not 1e-17 apart.
   */
  static double meanAccuracy(int[] correct, int[] sizes) {
    double sum = 0;
    int[] distinctSizes = IntStream.of(sizes).sorted().distinct().toArray();
    for (int size : distinctSizes) {
      long correctOfSize = 0;
      for (int left = 0; left < sizes.length; left++) {
        correctOfSize += sizes[left] == size ? correct[left] : 0;
      }
      sum += (double) correctOfSize / size;
    }
    return sum / sizes.length;
  }
}

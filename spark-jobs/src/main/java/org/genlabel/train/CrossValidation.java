package org.genlabel.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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

  /** What is trained on the rows outside a fold. */
  interface FoldFitter {
    /** Trains on the rows outside a fold; as many lanes for every fold. */
    LaneClassifier fit(TrainingRows outside, int fold);
  }

  /**
   * Trains once per fold, on the rows outside the fold, and scores every lane on the rows inside.
   *
   * @param fold [rows], the fold of each row; every fold 0..folds-1 has rows inside and outside
   * @return [lanes], the mean over the folds of the share of rows predicted right
   */
  static double[] accuracies(TrainingRows rows, int[] fold, FoldFitter fitter, int lanes) {
    int folds = IntStream.of(fold).max().orElseThrow() + 1;
    int[][] correct = new int[lanes][folds];
    int[] sizes = new int[folds];
    for (int left = 0; left < folds; left++) {
      int inside = left;
      int[] training = IntStream.range(0, fold.length).filter(row -> fold[row] != inside).toArray();
      int[] validation =
          IntStream.range(0, fold.length).filter(row -> fold[row] == inside).toArray();
      TrainingRows outer = rows.subset(validation);
      LaneClassifier classifiers = fitter.fit(rows.subset(training), left);
      int[] correctOfFold = correct(classifiers, outer.x(), outer.labels());
      for (int lane = 0; lane < lanes; lane++) {
        correct[lane][left] = correctOfFold[lane];
      }
      sizes[left] = validation.length;
    }
    return Arrays.stream(correct)
        .mapToDouble(correctOfLane -> meanAccuracy(correctOfLane, sizes))
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

package org.genlabel.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.genlabel.mixup.FitKey;
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
   * Trains all candidates once per fold, on the rows outside the fold, and scores them on the rows
   * inside.
   *
   * @param x [rows][features]
   * @param labels [rows], each in 0..classes-1
   * @param fold [rows], the fold of each row; every fold 0..folds-1 has rows inside and outside
   * @param finalKey names the fit the cross-validation is for; folds are keyed beside it
   * @return the scores in grid order
   */
  public static List<Score> run(
      PairedTrainer trainer,
      List<Candidate> candidates,
      double[][] x,
      int[] labels,
      int classes,
      int[] fold,
      FitKey finalKey) {
    TrainingRows all = new TrainingRows(x, labels, classes);
    int folds = IntStream.of(fold).max().orElseThrow() + 1;
    int[][] correct = new int[folds][];
    int[] sizes = new int[folds];
    for (int left = 0; left < folds; left++) {
      int inside = left;
      int[] training = IntStream.range(0, fold.length).filter(row -> fold[row] != inside).toArray();
      int[] validation =
          IntStream.range(0, fold.length).filter(row -> fold[row] == inside).toArray();
      FitKey key = new FitKey(finalKey.seed(), finalKey.dataset(), finalKey.trial(), left);
      TrainingRows inner = all.subset(training);
      TrainingRows outer = all.subset(validation);
      Fit fit = trainer.fit(inner.x(), inner.labels(), classes, key, candidates);
      correct[left] = correct(fit.classifiers(), outer.x(), outer.labels(), candidates.size());
      sizes[left] = validation.length;
    }
    List<Score> scores = new ArrayList<>();
    for (int candidate = 0; candidate < candidates.size(); candidate++) {
      int[] correctOfCandidate = new int[folds];
      for (int left = 0; left < folds; left++) {
        correctOfCandidate[left] = correct[left][candidate];
      }
      scores.add(new Score(candidates.get(candidate), meanAccuracy(correctOfCandidate, sizes)));
    }
    return scores;
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
  public static int[] correct(LaneClassifier models, double[][] x, int[] labels, int lanes) {
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

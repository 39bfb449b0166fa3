package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.mixup.FitKey;
import org.genlabel.model.LaneClassifier;
import org.genlabel.model.Precision;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
  private static CrossValidation.Score score(double learningRate, double accuracy) {
    return new CrossValidation.Score(
        new Candidate(learningRate, OptionalDouble.empty(), Optional.empty()), accuracy);
  }

  @Test
  void bestIsTheFirstOfEqualScores() {
    CrossValidation.Score first = score(0.01, 0.75);

    assertThat(
            CrossValidation.best(
                List.of(score(0.1, 0.5), first, score(0.001, 0.75), score(0.0001, 0.7))))
        .isSameAs(first);
  }

  @Test
  void scoreOfZeroCanBeTheBest() {
    CrossValidation.Score only = score(0.1, 0);

    assertThat(CrossValidation.best(List.of(only, score(0.01, 0)))).isSameAs(only);
  }

  @Test
  void meanAccuracyIsTheMeanOverTheFolds() {
    // (1/2 + 3/4 + 1/4) / 3; every fold counts the same, whatever its size.
    assertThat(CrossValidation.meanAccuracy(new int[] {1, 3, 2}, new int[] {2, 4, 8}))
        .isCloseTo(0.5, within(1e-15));
    assertThat(CrossValidation.meanAccuracy(new int[] {7, 7}, new int[] {7, 7})).isEqualTo(1);
    assertThat(CrossValidation.meanAccuracy(new int[] {0, 0}, new int[] {7, 7})).isEqualTo(0);
  }

  @Test
  void equalTotalsAreTiesWhateverTheOrderOfTheFolds() {
    KeyedRandom random = KeyedRandom.of("folds");
    for (int draw = 0; draw < 2000; draw++) {
      // Two folds of 29 rows and three of 28.
      int[] sizes = {29, 29, 28, 28, 28};
      int[] correct = IntStream.of(sizes).map(size -> random.nextInt(size + 1)).toArray();
      int[] reordered = {correct[1], correct[0], correct[4], correct[2], correct[3]};

      assertThat(CrossValidation.meanAccuracy(reordered, sizes))
          .isEqualTo(CrossValidation.meanAccuracy(correct, sizes));
    }
    // One row moved from a fold to another of its size.
    assertThat(CrossValidation.meanAccuracy(new int[] {7, 4, 9}, new int[] {10, 10, 10}))
        .isEqualTo(CrossValidation.meanAccuracy(new int[] {6, 5, 9}, new int[] {10, 10, 10}));
  }

  @Test
  void eachFoldIsPredictedByModelsTrainedOnTheOthersUnderItsOwnKey() {
    int rows = 31;
    int classes = 2;
    KeyedRandom random = KeyedRandom.of("rows");
    double[][] x = new double[rows][2];
    int[] labels = new int[rows];
    int[] fold = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % 2;
      fold[i] = i % 3;
      x[i][0] = random.nextDouble() + 0.4 * labels[i];
      x[i][1] = random.nextDouble();
    }
    TrainingSettings settings =
        new TrainingSettings(
            10,
            8,
            TrainingSettings.OptimizerKind.ADAM,
            Precision.SINGLE,
            List.of(0.1, 0.001),
            List.of(0.0, 0.5),
            3,
            1e-4);
    PairedTrainer trainer = new PairedTrainer(Scheme.GENLABEL_GM, OptionalDouble.of(1), settings);
    List<Candidate> candidates = Scheme.GENLABEL_GM.candidates(settings);

    List<FoldCounts> counts =
        IntStream.range(0, 3)
            .mapToObj(
                left ->
                    CrossValidation.validate(
                        new LabeledRows(x, labels, classes),
                        fold,
                        left,
                        outside ->
                            trainer
                                .fit(
                                    outside.x(),
                                    outside.labels(),
                                    classes,
                                    new FitKey(9, "rows", 4, left),
                                    candidates)
                                .classifiers()))
            .toList();
    double[] accuracies = CrossValidation.accuracies(counts);

    assertThat(accuracies).hasSameSizeAs(candidates);
    for (int candidate = 0; candidate < candidates.size(); candidate++) {
      double sum = 0;
      for (int left = 0; left < 3; left++) {
        int out = left;
        int[] inside = IntStream.range(0, rows).filter(i -> fold[i] == out).toArray();
        int[] outside = IntStream.range(0, rows).filter(i -> fold[i] != out).toArray();
        LaneClassifier alone =
            trainer
                .fit(
                    IntStream.of(outside).mapToObj(i -> x[i]).toArray(double[][]::new),
                    IntStream.of(outside).map(i -> labels[i]).toArray(),
                    classes,
                    new FitKey(9, "rows", 4, left),
                    List.of(candidates.get(candidate)))
                .classifiers();
        int[] prediction = new int[1];
        int correct = 0;
        for (int row : inside) {
          alone.predict(x[row], prediction);
          correct += prediction[0] == labels[row] ? 1 : 0;
        }
        sum += (double) correct / inside.length;
      }
      // The order of the sum over the folds.
      assertThat(accuracies[candidate]).isCloseTo(sum / 3, within(1e-15));
    }
  }
}

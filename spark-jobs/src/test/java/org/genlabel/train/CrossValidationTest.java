package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.classifier.Classifier;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.StratifiedFolds;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.ModelKind;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;
import org.genlabel.train.protocol.PairedProtocol;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
  @Test
  void bestIsTheFirstOfEqualScores() {
    assertThat(CrossValidation.best(new double[] {0.5, 0.75, 0.75, 0.7})).isEqualTo(1);
  }

  @Test
  void scoreOfZeroCanBeTheBest() {
    assertThat(CrossValidation.best(new double[] {0, 0})).isEqualTo(0);
    assertThat(CrossValidation.best(new double[] {Double.NaN, 0})).isEqualTo(1);
  }

  @Test
  void candidateWithoutAScoreNeverWinsUnlessThereIsNoOther() {
    double nan = Double.NaN;
    assertThat(CrossValidation.best(new double[] {nan, nan, 0.5, nan, 0.5, 0.25})).isEqualTo(2);
    assertThat(CrossValidation.best(new double[] {0.5, nan})).isEqualTo(0);
    assertThat(CrossValidation.best(new double[] {nan, nan, nan})).isEqualTo(0);
  }

  @Test
  void meanAccuracyIsTheMeanOverTheFolds() {
    // (1/2 + 3/4 + 1/4) / 3; every fold has the same weight, whatever its size.
    assertThat(PairedProtocol.meanAccuracy(new int[] {1, 3, 2}, new int[] {2, 4, 8}))
        .isCloseTo(0.5, within(1e-15));
    assertThat(PairedProtocol.meanAccuracy(new int[] {7, 7}, new int[] {7, 7})).isEqualTo(1);
    assertThat(PairedProtocol.meanAccuracy(new int[] {0, 0}, new int[] {7, 7})).isEqualTo(0);
  }

  @Test
  void equalTotalsAreTiesWhateverTheOrderOfTheFolds() {
    KeyedRandom random = KeyedRandom.of("folds");
    for (int draw = 0; draw < 2000; draw++) {
      // Two folds of 29 rows and three of 28.
      int[] sizes = {29, 29, 28, 28, 28};
      int[] correct = IntStream.of(sizes).map(size -> random.nextInt(size + 1)).toArray();
      int[] reordered = {correct[1], correct[0], correct[4], correct[2], correct[3]};

      assertThat(PairedProtocol.meanAccuracy(reordered, sizes))
          .isEqualTo(PairedProtocol.meanAccuracy(correct, sizes));
    }
    // One row moved from a fold to another of its size.
    assertThat(PairedProtocol.meanAccuracy(new int[] {7, 4, 9}, new int[] {10, 10, 10}))
        .isEqualTo(PairedProtocol.meanAccuracy(new int[] {6, 5, 9}, new int[] {10, 10, 10}));
  }

  @Test
  void eachFoldIsPredictedByModelsTrainedOnTheOthersUnderItsOwnKey() {
    KeyedRandom random = KeyedRandom.of("rows");
    double[][] x = new double[31][2];
    int[] labels = new int[31];
    for (int i = 0; i < 31; i++) {
      labels[i] = i % 2;
      x[i][0] = random.nextDouble() + 0.4 * labels[i];
      x[i][1] = random.nextDouble();
    }
    LabeledRows rows = new LabeledRows(x, labels, 2);
    TrainingSettings settings =
        new TrainingSettings(
            10,
            8,
            TrainingSettings.OptimizerKind.ADAM,
            List.of(0.1, 0.001),
            List.of(0.0, 0.5),
            3,
            1e-4);
    FitKey key = new FitKey(9, "rows", 4, FitKey.FINAL);
    PairedProtocol protocol =
        new PairedProtocol(
            ModelKind.SOFTMAX_REGRESSION,
            List.of(Scheme.GENLABEL_GM),
            OptionalDouble.of(1),
            settings,
            key);
    int[] fold =
        StratifiedFolds.assign(
            labels, 2, 3, KeyedRandom.of("seed=9", "dataset=rows", "trial=4", "folds"));

    List<Evaluation.Score> scores =
        PairedProtocol.crossValidation(
                ModelKind.SOFTMAX_REGRESSION,
                List.of(Scheme.GENLABEL_GM),
                OptionalDouble.of(1),
                settings,
                key)
            .evaluate(rows)
            .get(0)
            .scores();

    List<Hyperparameters> candidates = Grid.separate(Scheme.GENLABEL_GM, settings).trained();
    assertThat(scores).hasSameSizeAs(candidates);
    for (int c = 0; c < candidates.size(); c++) {
      double sum = 0;
      for (int left = 0; left < 3; left++) {
        int out = left;
        int[] inside = IntStream.range(0, 31).filter(i -> fold[i] == out).toArray();
        int[] outside = IntStream.range(0, 31).filter(i -> fold[i] != out).toArray();
        Classifier alone =
            protocol
                .train(
                    rows.subset(outside),
                    new FitKey(9, "rows", 4, left),
                    List.of(candidates.get(c)))
                .learner()
                .classifier(0);
        int correct = 0;
        for (int row : inside) {
          correct += alone.predict(new double[][] {x[row]})[0] == labels[row] ? 1 : 0;
        }
        sum += (double) correct / inside.length;
      }
      // The sum over the folds may have another order.
      assertThat(scores.get(c).accuracy()).isCloseTo(sum / 3, within(1e-15));
    }
  }
}

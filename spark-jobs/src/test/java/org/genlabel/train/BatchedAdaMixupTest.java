package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.mixup.FitKey;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.Mixing;
import org.genlabel.model.Precision;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchedAdaMixupTest {
  private static final int EPOCHS = 4;
  private static final double LEARNING_RATE = 0.05;

  private static TrainingSettings settings(Precision precision, int batchSize) {
    // Not Adam, whose first steps are as large for a gradient of rounding errors as for any other.
    return new TrainingSettings(
        EPOCHS,
        batchSize,
        TrainingSettings.OptimizerKind.SGD,
        precision,
        List.of(LEARNING_RATE),
        List.of(0.0),
        5,
        1e-4);
  }

  private static MixStream stream(FitKey key, int rows, int batchSize) {
    return new KeyedMixStream(key, Mixing.ADAPTIVE, OptionalDouble.empty(), rows, batchSize);
  }

  /** Also with one feature, with a last batch of one row, and with more outputs than a vector. */
  @ParameterizedTest
  @CsvSource({"20, 3, 2, 7", "33, 10, 3, 16", "21, 1, 2, 10", "60, 5, 17, 60", "5, 18, 2, 1"})
  void trainsWhatAdaMixupTrainsInDoublePrecision(
      int rows, int features, int classes, int batchSize) {
    FitKey key = new FitKey(1, "rows=" + rows, 0, 0);
    KeyedRandom random = key.stream("rows");
    double[][] x = new double[rows][features];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % classes;
      for (int k = 0; k < features; k++) {
        x[i][k] = (float) (2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0));
      }
    }
    AdaMixup reference =
        new AdaMixup(features, classes, LEARNING_RATE, settings(Precision.DOUBLE, batchSize));
    reference.initialize(key.stream("classifier"), key.stream("others"));
    double[] start = reference.parameters(0);
    reference.train(x, labels, stream(key, rows, batchSize), EPOCHS);
    BatchedAdaMixup batched =
        new BatchedAdaMixup(
            features, classes, batchSize, LEARNING_RATE, settings(Precision.SINGLE, batchSize));
    batched.initialize(key.stream("classifier"), key.stream("others"));
    batched.train(x, labels, stream(key, rows, batchSize), EPOCHS);

    double[] expected = reference.parameters(0);
    double[] actual = batched.parameters(0);
    assertThat(actual).hasSameSizeAs(expected);
    double moved = 0;
    for (int j = 0; j < expected.length; j++) {
      assertThat(actual[j]).as("parameter %d", j).isCloseTo(expected[j], within(1e-5));
      moved = Math.max(moved, Math.abs(expected[j] - start[j]));
    }
    assertThat(moved).isGreaterThan(0.01);
    int[] predicted = new int[1];
    int[] predictedInDouble = new int[1];
    for (double[] row : x) {
      batched.predict(row, predicted);
      reference.predict(row, predictedInDouble);
      assertThat(predicted).isEqualTo(predictedInDouble);
    }
  }
}

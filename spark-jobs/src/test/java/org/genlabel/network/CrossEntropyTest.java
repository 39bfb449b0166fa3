package org.genlabel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.genlabel.random.KeyedRandom;
import org.genlabel.simd.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossEntropyTest {
  // Values next to the scores, which must not affect results and must not change.
  private static final float BESIDE = 77.5f;

  private static float[] scores(KeyedRandom random, int rows, int stride, int from, int count) {
    float[] scores = new float[rows * stride];
    Arrays.fill(scores, BESIDE);
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < count; o++) {
        scores[r * stride + from + o] = (float) (6 * random.nextDouble() - 3);
      }
    }
    return scores;
  }

  /** Draws soft labels, [classes][stride]. */
  private static double[] targets(KeyedRandom random, int classes, int stride, int rows) {
    double[] targets = new double[classes * stride];
    Arrays.fill(targets, BESIDE);
    for (int r = 0; r < rows; r++) {
      double left = 1;
      for (int c = 0; c < classes; c++) {
        double share = c < classes - 1 ? left * random.nextDouble() : left;
        targets[c * stride + r] = share;
        left -= share;
      }
    }
    return targets;
  }

  /** Returns the cross-entropy of one row with one score changed, in double precision. */
  private static double loss(
      float[] scores, int start, double[] targets, int stride, int row, int moved, double by) {
    int classes = targets.length / stride;
    double sum = 0;
    double loss = 0;
    for (int c = 0; c < classes; c++) {
      double score = scores[start + c] + (c == moved ? by : 0);
      sum += Math.exp(score);
      loss -= targets[c * stride + row] * score;
    }
    return loss + Math.log(sum);
  }

  /** Tests classes and rows around the vector width, and one loss for batches of several sizes. */
  @ParameterizedTest
  @CsvSource({"2, 16", "3, 20", "17, 32"})
  void gradientIsTheDerivativeOfTheCrossEntropy(int classes, int stride) {
    KeyedRandom random = KeyedRandom.of("scores", "classes=" + classes);
    CrossEntropy loss = new CrossEntropy(classes, 33);
    for (int rows : new int[] {33, 1, 16, 17}) {
      float[] scores = scores(random, rows, stride, 0, classes);
      double[] targets = targets(random, classes, 40, rows);
      float[] gradients = scores.clone();

      loss.toGradients(gradients, stride, rows, targets, 40);

      for (int r = 0; r < rows; r++) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          double difference =
              loss(scores, r * stride, targets, 40, r, c, 1e-5)
                  - loss(scores, r * stride, targets, 40, r, c, -1e-5);
          // Central differences are accurate to 1e-10 here; probabilities are floats below 1.
          assertThat((double) gradients[r * stride + c])
              .as("row %d of %d, class %d", r, rows, c)
              .isCloseTo(difference / 2e-5, within(3e-7));
          sum += gradients[r * stride + c];
        }
        // Probabilities and targets sum to 1, each with some rounding errors.
        assertThat(sum).isCloseTo(0, within(1e-6));
        for (int o = classes; o < stride; o++) {
          assertThat(gradients[r * stride + o]).as("padding").isEqualTo(BESIDE);
        }
      }
    }
  }

  @Test
  void gradientWhereTheTargetIsWhatIsPredictedIsZero() {
    float[] scores = {3, 3, 3, 3};

    new CrossEntropy(4, 1).toGradients(scores, 4, 1, new double[] {0.25, 0.25, 0.25, 0.25}, 1);

    // exp(0) is 1 and a quarter is exact.
    assertThat(scores).containsOnly(0);
  }

  @Test
  void hugeScoresGiveTheirLimits() {
    float[] scores = {1e30f, -1e30f, 0, 1e30f, 1e30f, -3e38f};

    new CrossEntropy(3, 2).softmax(scores, 3, 0, 3, 2);

    // The exponential of the kernels is at least the smallest normal float.
    assertThat(scores).containsExactly(new float[] {1, 0, 0, 0.5f, 0.5f, 0}, within(1e-37f));
  }

  @Test
  void softmaxOfSomeOutputsLeavesTheOthersAlone() {
    KeyedRandom random = KeyedRandom.of("scores");
    int stride = 16;
    float[] scores = scores(random, 5, stride, 3, 2);
    float[] probabilities = scores.clone();

    new CrossEntropy(4, 9).softmax(probabilities, stride, 3, 2, 5);

    for (int r = 0; r < 5; r++) {
      double first = Math.exp(scores[r * stride + 3]);
      double second = Math.exp(scores[r * stride + 4]);
      // Floats below 1.
      assertThat((double) probabilities[r * stride + 3])
          .isCloseTo(first / (first + second), within(2e-7));
      assertThat((double) probabilities[r * stride + 4])
          .isCloseTo(second / (first + second), within(2e-7));
      for (int o = 0; o < stride; o++) {
        if (o != 3 && o != 4) {
          assertThat(probabilities[r * stride + o]).as("output " + o).isEqualTo(BESIDE);
        }
      }
    }
  }

  @Test
  void probabilitiesByOutputAreThoseByRow() {
    int rows = 21;
    int stride = 16;
    float[] scores = scores(KeyedRandom.of("scores"), rows, stride, 2, 3);
    float[] before = scores.clone();
    int padded = Kernels.padded(rows);
    float[] byOutput = new float[3 * padded];
    Arrays.fill(byOutput, Float.NaN);

    CrossEntropy.softmaxByOutput(scores, stride, 2, 3, rows, byOutput);
    assertThat(scores).isEqualTo(before);
    new CrossEntropy(3, rows).softmax(scores, stride, 2, 3, rows);

    for (int o = 0; o < 3; o++) {
      for (int r = 0; r < rows; r++) {
        assertThat(byOutput[o * padded + r]).isEqualTo(scores[r * stride + 2 + o]);
      }
    }
  }
}

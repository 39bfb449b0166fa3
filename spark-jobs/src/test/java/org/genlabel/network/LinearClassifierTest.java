package org.genlabel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearClassifierTest {
  private static LinearClassifier random(int features, int classes) {
    KeyedRandom random = KeyedRandom.of("classifier");
    float[] weights = new float[features * classes];
    float[] bias = new float[classes];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = (float) (2 * random.nextDouble() - 1);
    }
    for (int c = 0; c < classes; c++) {
      bias[c] = (float) (2 * random.nextDouble() - 1);
    }
    return new LinearClassifier(features, weights, bias);
  }

  private static double[][] points(int count, int features) {
    KeyedRandom random = KeyedRandom.of("points");
    double[][] points = new double[count][features];
    for (double[] point : points) {
      Arrays.setAll(point, k -> 4 * random.nextDouble() - 2);
    }
    return points;
  }

  /** Computes W x + b in single precision, with fused multiply-adds, in order. */
  private static float[] scores(LinearClassifier classifier, double[] x) {
    int classes = classifier.bias().length;
    float[] scores = classifier.bias().clone();
    for (int k = 0; k < x.length; k++) {
      for (int c = 0; c < classes; c++) {
        scores[c] = Math.fma((float) x[k], classifier.weights()[k * classes + c], scores[c]);
      }
    }
    return scores;
  }

  private static int decision(float[] scores) {
    int decision = 0;
    for (int c = 1; c < scores.length; c++) {
      decision = scores[c] > scores[decision] ? c : decision;
    }
    return decision;
  }

  /**
   * Tests numbers of points around that of a block, and numbers of classes around the vector width.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 3, 2",
    "1, 3, 2",
    "127, 1, 3",
    "128, 4, 16",
    "129, 13, 17",
    "300, 5, 40",
    "3, 2, 1"
  })
  void scoresAreAPlainLoopBitForBit(int count, int features, int classes) {
    LinearClassifier classifier = random(features, classes);
    double[][] points = points(count, features);

    double[][] scores = classifier.scores(points);
    int[] predictions = classifier.predict(points);

    assertThat(scores).hasNumberOfRows(count);
    assertThat(predictions).hasSize(count);
    for (int i = 0; i < count; i++) {
      float[] expected = scores(classifier, points[i]);
      assertThat(scores[i]).hasSize(classes);
      for (int c = 0; c < classes; c++) {
        assertThat(scores[i][c]).as("point %d, class %d", i, c).isEqualTo(expected[c]);
      }
      assertThat(predictions[i]).as("point %d", i).isEqualTo(decision(expected));
    }
  }

  @Test
  void withoutFeaturesTheBiasDecides() {
    LinearClassifier classifier = new LinearClassifier(0, new float[0], new float[] {0.5f, 2, -1});

    assertThat(classifier.scores(new double[2][0]))
        .isDeepEqualTo(new double[][] {{0.5, 2, -1}, {0.5, 2, -1}});
    assertThat(classifier.predict(new double[2][0])).containsExactly(1, 1);
  }

  @Test
  void predictsTheFirstOfEqualScores() {
    LinearClassifier classifier = new LinearClassifier(1, new float[3], new float[] {-1, 2, 2});

    assertThat(classifier.predict(new double[][] {{5}, {-7}})).containsExactly(1, 1);
  }

  @Test
  void weightsLieFeatureByFeatureAndParametersClassByClass() {
    LinearClassifier classifier =
        new LinearClassifier(2, new float[] {1, 2, 3, 4, 5, 6}, new float[] {7, 8, 9});

    assertThat(classifier.classes()).isEqualTo(3);
    assertThat(classifier.scores(new double[][] {{1, 0}, {0, 1}}))
        .isDeepEqualTo(new double[][] {{8, 10, 12}, {11, 13, 15}});
    // Weights of class 0, of class 1, of class 2, then the biases.
    assertThat(classifier.parameters()).containsExactly(1, 4, 2, 5, 3, 6, 7, 8, 9);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "5, 3", "13, 17"})
  void isTheSameFromItsParameters(int features, int classes) {
    LinearClassifier classifier = random(features, classes);

    LinearClassifier again = LinearClassifier.of(features, classifier.parameters());

    assertThat(again.features()).isEqualTo(features);
    assertThat(again.weights()).isEqualTo(classifier.weights());
    assertThat(again.bias()).isEqualTo(classifier.bias());
    assertThat(again.parameters()).isEqualTo(classifier.parameters());
  }

  @Test
  void parametersAreRoundedToFloats() {
    assertThat(LinearClassifier.of(1, new double[] {0.1, 1, 2, 1e-60}).parameters())
        .containsExactly(0.1f, 1, 2, 0);
  }

  @Test
  void parametersAreCopies() {
    LinearClassifier classifier = random(2, 3);
    double[] before = classifier.parameters();

    Arrays.fill(classifier.parameters(), 7);

    assertThat(classifier.parameters()).isEqualTo(before);
  }

  @Test
  void survivesSerialization() throws IOException, ClassNotFoundException {
    LinearClassifier classifier = random(5, 3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(classifier);
    }

    LinearClassifier read;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      read = (LinearClassifier) in.readObject();
    }

    assertThat(read.features()).isEqualTo(5);
    assertThat(read.parameters()).isEqualTo(classifier.parameters());
    assertThat(read.scores(points(9, 5))).isDeepEqualTo(classifier.scores(points(9, 5)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 7})
  void weightsOfAnotherSizeAreRefused(int weights) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearClassifier(2, new float[weights], new float[3]))
        .withMessage(
            "a linear classifier of 2 features and 3 classes needs features x classes weights, not "
                + weights);
  }

  @Test
  void noClassesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearClassifier(2, new float[0], new float[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> LinearClassifier.of(2, new double[0]));
  }

  @Test
  void parametersOfAPartOfAClassAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearClassifier.of(2, new double[7]))
        .withMessage("7 parameters do not match a whole number of classes with 2 features");
  }
}

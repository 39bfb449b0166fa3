package org.genlabel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  @Test
  void twoStepsInDoublePrecisionAreThoseWorkedOutByHand() {
    Adam adam = new Adam(0.5);
    double[] parameters = {2};
    double[] learningRates = {0.1};
    double[] first = {0};
    double[] second = {0};

    // Mean gradient 6 / 3 = 2, and half the parameter as decay: 3.
    adam.beginStep();
    adam.update(parameters, new double[] {6}, 1.0 / 3, learningRates, first, second);

    // The corrections make the first step lr * g / (|g| + epsilon).
    double afterOne = 2 - 0.1 * 3 / (3 + EPSILON);
    // A few roundings of numbers near 2.
    assertThat(parameters[0]).isCloseTo(afterOne, within(1e-15));
    assertThat(first[0]).isCloseTo(0.1 * 3, within(1e-15));
    assertThat(second[0]).isCloseTo(0.001 * 9, within(1e-15));

    double gradient = -1 + 0.5 * afterOne;
    adam.beginStep();
    adam.update(parameters, new double[] {-1}, 1, learningRates, first, second);

    double m = BETA1 * 0.1 * 3 + 0.1 * gradient;
    double v = BETA2 * 0.001 * 9 + 0.001 * gradient * gradient;
    double expected =
        afterOne - 0.1 * (m / (1 - BETA1 * BETA1)) / (Math.sqrt(v / (1 - BETA2 * BETA2)) + EPSILON);
    // 1 - beta2^2 cancels three digits.
    assertThat(parameters[0]).isCloseTo(expected, within(1e-13));
    assertThat(first[0]).isCloseTo(m, within(1e-15));
    assertThat(second[0]).isCloseTo(v, within(1e-15));
  }

  @Test
  void twoStepsInSinglePrecisionAreThoseOfDoublePrecision() {
    Adam single = new Adam(0.01);
    Adam twice = new Adam(0.01);
    float[] parameters = {2, -1, 0};
    double[] parametersTwice = {2, -1, 0};
    float[] first = new float[3];
    float[] second = new float[3];
    double[] firstTwice = new double[3];
    double[] secondTwice = new double[3];
    for (int step = 0; step < 2; step++) {
      single.beginStep();
      single.update(
          parameters,
          new float[] {1, -4 + step, 0.25f},
          new float[] {0.5f, 0.5f, 0.5f},
          new float[] {0.1f, 0.01f, 0.001f},
          first,
          second);
      twice.beginStep();
      twice.update(
          parametersTwice,
          new double[] {1, -4 + step, 0.25},
          0.5,
          new double[] {0.1, 0.01, 0.001},
          firstTwice,
          secondTwice);
    }

    for (int i = 0; i < 3; i++) {
      // A float near 2 is rounded by 1e-7, twice.
      assertThat((double) parameters[i]).isCloseTo(parametersTwice[i], within(5e-7));
    }
  }

  @Test
  void everyElementHasItsOwnLearningRate() {
    Adam adam = new Adam(0);
    double[] parameters = {0, 0, 0};

    adam.beginStep();
    adam.update(
        parameters,
        new double[] {5, 5, 5},
        1,
        new double[] {0.1, 0.01, 0},
        new double[3],
        new double[3]);

    // Epsilon shortens a step by 2e-9 of itself.
    assertThat(parameters).containsExactly(new double[] {-0.1, -0.01, 0}, within(1e-9));
  }

  @Test
  void gradientOfZeroMovesNothing() {
    Adam adam = new Adam(1e-4);
    double[] parameters = {0};
    float[] floatParameters = {0};

    adam.beginStep();
    adam.update(parameters, new double[1], 1, new double[] {0.1}, new double[1], new double[1]);
    adam.update(
        floatParameters,
        new float[1],
        new float[] {1},
        new float[] {0.1f},
        new float[1],
        new float[1]);

    assertThat(parameters).containsExactly(0);
    assertThat(floatParameters).containsExactly(0);
  }

  @Test
  void everyElementOfSinglePrecisionHasItsOwnScale() {
    Adam adam = new Adam(0);
    float[] parameters = {0, 0};
    float[] first = new float[2];

    adam.beginStep();
    adam.update(
        parameters,
        new float[] {8, 8},
        new float[] {0.5f, 0.125f},
        new float[] {0.25f, 0.25f},
        first,
        new float[2]);

    // A tenth of the means 4 and 1.
    assertThat(first).containsExactly(new float[] {0.4f, 0.1f}, within(1e-7f));
  }
}

package org.genlabel.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DoubleAdamTest {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  @Test
  void twoStepsAreThoseWorkedOutByHand() {
    DoubleAdam adam = new DoubleAdam(0.5);
    double[] parameters = {2};
    double[] first = {0};
    double[] second = {0};

    // Mean gradient 6 / 3 = 2, and half the parameter as decay: 3.
    adam.beginStep();
    adam.update(parameters, new double[] {6}, 1.0 / 3, 0.1, first, second);

    // The corrections make the first step lr * g / (|g| + epsilon).
    double afterOne = 2 - 0.1 * 3 / (3 + EPSILON);
    // A few rounding errors of numbers near 2.
    assertThat(parameters[0]).isCloseTo(afterOne, within(1e-15));
    assertThat(first[0]).isCloseTo(0.1 * 3, within(1e-15));
    assertThat(second[0]).isCloseTo(0.001 * 9, within(1e-15));

    double gradient = -1 + 0.5 * afterOne;
    adam.beginStep();
    adam.update(parameters, new double[] {-1}, 1, 0.1, first, second);

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
  void firstStepIsAsLongAsTheLearningRateWhateverTheGradient() {
    DoubleAdam adam = new DoubleAdam(0);
    double[] parameters = {0, 0, 0};

    adam.beginStep();
    adam.update(parameters, new double[] {5, -0.5, 50}, 1, 0.25, new double[3], new double[3]);

    // Epsilon shortens a step by a fraction of 2e-8.
    assertThat(parameters).containsExactly(new double[] {-0.25, 0.25, -0.25}, within(1e-8));
  }

  @Test
  void gradientOfZeroMovesNothing() {
    DoubleAdam adam = new DoubleAdam(1e-4);
    double[] parameters = {0};

    adam.beginStep();
    adam.update(parameters, new double[1], 1, 0.1, new double[1], new double[1]);

    assertThat(parameters).containsExactly(0);
  }
}

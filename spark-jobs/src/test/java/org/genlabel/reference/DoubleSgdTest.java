package org.genlabel.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DoubleSgdTest {
  @Test
  void twoStepsAreThoseWorkedOutByHand() {
    DoubleSgd sgd = new DoubleSgd(0.5);
    double[] parameters = {2};
    double[] velocity = {0};

    // Mean gradient 6 / 3 = 2, and half the parameter as decay: the first velocity is 3.
    sgd.beginStep();
    sgd.update(parameters, new double[] {6}, 1.0 / 3, 0.1, velocity, new double[1]);

    // One or two rounding errors.
    assertThat(velocity[0]).isCloseTo(3, within(1e-15));
    assertThat(parameters[0]).isCloseTo(1.7, within(1e-15));

    // Gradient -1 + 0.85 = -0.15; velocity 0.9 * 3 - 0.15 = 2.55.
    sgd.beginStep();
    sgd.update(parameters, new double[] {-1}, 1, 0.1, velocity, new double[1]);

    assertThat(velocity[0]).isCloseTo(2.55, within(1e-15));
    assertThat(parameters[0]).isCloseTo(1.445, within(1e-15));
  }

  @Test
  void stepIsTheLearningRateTimesTheMeanGradient() {
    double[] parameters = {0, 1};
    new DoubleSgd(0)
        .update(parameters, new double[] {4, -2}, 0.5, 0.25, new double[2], new double[2]);

    // Powers of two: exact.
    assertThat(parameters).containsExactly(-0.5, 1.25);
  }
}

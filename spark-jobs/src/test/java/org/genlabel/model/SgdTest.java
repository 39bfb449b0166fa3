package org.genlabel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SgdTest {
  @Test
  void twoStepsInDoublePrecisionAreThoseWorkedOutByHand() {
    Sgd sgd = new Sgd(0.5);
    double[] parameters = {2};
    double[] velocity = {0};

    // Mean gradient 6 / 3 = 2, and half the parameter as decay: the first velocity is 3.
    sgd.beginStep();
    sgd.update(parameters, new double[] {6}, 1.0 / 3, new double[] {0.1}, velocity, new double[1]);

    // A rounding or two.
    assertThat(velocity[0]).isCloseTo(3, within(1e-15));
    assertThat(parameters[0]).isCloseTo(1.7, within(1e-15));

    // Gradient -1 + 0.85 = -0.15; velocity 0.9 * 3 - 0.15 = 2.55.
    sgd.beginStep();
    sgd.update(parameters, new double[] {-1}, 1, new double[] {0.1}, velocity, new double[1]);

    assertThat(velocity[0]).isCloseTo(2.55, within(1e-15));
    assertThat(parameters[0]).isCloseTo(1.445, within(1e-15));
  }

  @Test
  void twoStepsInSinglePrecisionAreThoseWorkedOutByHand() {
    Sgd sgd = new Sgd(0.5);
    float[] parameters = {2};
    float[] velocity = {0};

    sgd.beginStep();
    sgd.update(
        parameters,
        new float[] {6},
        new float[] {1f / 3},
        new float[] {0.1f},
        velocity,
        new float[1]);
    sgd.beginStep();
    sgd.update(
        parameters, new float[] {-1}, new float[] {1}, new float[] {0.1f}, velocity, new float[1]);

    // Float roundings of numbers near 2.
    assertThat(velocity[0]).isCloseTo(2.55f, within(1e-6f));
    assertThat(parameters[0]).isCloseTo(1.445f, within(1e-6f));
  }

  @Test
  void everyElementHasItsOwnLearningRate() {
    double[] parameters = {0, 0};
    new Sgd(0)
        .update(
            parameters,
            new double[] {4, 4},
            0.5,
            new double[] {0.25, 0.125},
            new double[2],
            new double[2]);

    // Powers of two: exact.
    assertThat(parameters).containsExactly(-0.5, -0.25);
  }

  @Test
  void everyElementOfSinglePrecisionHasItsOwnScale() {
    float[] parameters = {0, 0};
    new Sgd(0)
        .update(
            parameters,
            new float[] {4, 4},
            new float[] {0.5f, 0.25f},
            new float[] {0.25f, 0.25f},
            new float[2],
            new float[2]);

    // Powers of two: exact.
    assertThat(parameters).containsExactly(-0.5f, -0.25f);
  }
}

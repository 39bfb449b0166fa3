package org.genlabel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SgdTest {
  @Test
  void twoStepsAreThoseWorkedOutByHand() {
    Sgd sgd = new Sgd(0.5);
    float[] parameters = {2};
    float[] velocity = {0};

    // Mean gradient 6 / 3 = 2, and half the parameter as decay: the first velocity is 3.
    sgd.beginStep();
    sgd.update(
        parameters,
        new float[] {6},
        new float[] {1f / 3},
        new float[] {0.1f},
        velocity,
        new float[1]);

    // Rounding errors of floats near 2.
    assertThat(velocity[0]).isCloseTo(3, within(1e-6f));
    assertThat(parameters[0]).isCloseTo(1.7f, within(1e-6f));

    // Gradient -1 + 0.85 = -0.15; velocity 0.9 * 3 - 0.15 = 2.55.
    sgd.beginStep();
    sgd.update(
        parameters, new float[] {-1}, new float[] {1}, new float[] {0.1f}, velocity, new float[1]);

    assertThat(velocity[0]).isCloseTo(2.55f, within(1e-6f));
    assertThat(parameters[0]).isCloseTo(1.445f, within(1e-6f));
  }

  @Test
  void everyElementHasItsOwnLearningRate() {
    float[] parameters = {0, 0};
    new Sgd(0)
        .update(
            parameters,
            new float[] {4, 4},
            new float[] {0.5f, 0.5f},
            new float[] {0.25f, 0.125f},
            new float[2],
            new float[2]);

    // Powers of two: exact.
    assertThat(parameters).containsExactly(-0.5f, -0.25f);
  }

  @Test
  void everyElementHasItsOwnScale() {
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

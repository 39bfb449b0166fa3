package org.genlabel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.genlabel.reference.DoubleAdam;
import org.junit.jupiter.api.Test;

class AdamTest {
  @Test
  void twoStepsAreThoseOfDoublePrecision() {
    Adam single = new Adam(0.01);
    float[] parameters = {2, -1, 0};
    float[] first = new float[3];
    float[] second = new float[3];
    for (int step = 0; step < 2; step++) {
      single.beginStep();
      single.update(
          parameters,
          new float[] {1, -4 + step, 0.25f},
          new float[] {0.5f, 0.5f, 0.5f},
          new float[] {0.1f, 0.01f, 0.001f},
          first,
          second);
    }

    // In double precision an optimiser has a single learning rate, so each element has its
    // optimiser.
    double[] learningRates = {0.1, 0.01, 0.001};
    double[] starts = {2, -1, 0};
    for (int i = 0; i < 3; i++) {
      DoubleAdam twice = new DoubleAdam(0.01);
      double[] expected = {starts[i]};
      double[] firstTwice = new double[1];
      double[] secondTwice = new double[1];
      for (int step = 0; step < 2; step++) {
        double[] gradients = {1, -4 + step, 0.25};
        twice.beginStep();
        twice.update(
            expected, new double[] {gradients[i]}, 0.5, learningRates[i], firstTwice, secondTwice);
      }
      // Two rounding errors of 1e-7 for a float near 2.
      assertThat((double) parameters[i]).isCloseTo(expected[0], within(5e-7));
    }
  }

  @Test
  void everyElementHasItsOwnLearningRate() {
    Adam adam = new Adam(0);
    float[] parameters = {0, 0, 0};

    adam.beginStep();
    adam.update(
        parameters,
        new float[] {5, 5, 5},
        new float[] {1, 1, 1},
        new float[] {0.1f, 0.01f, 0},
        new float[3],
        new float[3]);

    // Epsilon shortens a step by a fraction of 2e-9; a few rounding errors are 6e-8 of a tenth.
    assertThat(parameters).containsExactly(new float[] {-0.1f, -0.01f, 0}, within(3e-8f));
  }

  @Test
  void gradientOfZeroMovesNothing() {
    Adam adam = new Adam(1e-4);
    float[] parameters = {0};

    adam.beginStep();
    adam.update(
        parameters, new float[1], new float[] {1}, new float[] {0.1f}, new float[1], new float[1]);

    assertThat(parameters).containsExactly(0);
  }

  @Test
  void everyElementHasItsOwnScale() {
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

  @Test
  void everyBlockOfAStepIsUpdatedByTheSameCount() {
    Adam adam = new Adam(0);
    float[] weights = {0};
    float[] bias = {0};

    adam.beginStep();
    for (float[] block : new float[][] {weights, bias}) {
      adam.update(
          block, new float[] {3}, new float[] {1}, new float[] {0.5f}, new float[1], new float[1]);
    }

    // The first step of Adam is as long as the learning rate, for the second block too.
    assertThat(bias).isEqualTo(weights);
    // A few rounding errors of numbers near 1/2.
    assertThat(bias[0]).isCloseTo(-0.5f, within(1e-6f));
  }
}

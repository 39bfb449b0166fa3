package org.genlabel.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.genlabel.network.InitialParameters;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;

class DoubleSoftmaxRegressionTest {
  private static DoubleSoftmaxRegression model(
      int features, int classes, DoubleOptimizer optimizer) {
    return new DoubleSoftmaxRegression(features, classes, 0.5, optimizer);
  }

  @Test
  void startsAtZero() {
    DoubleSoftmaxRegression model = model(2, 3, new DoubleSgd(0));

    assertThat(model.parameters()).hasSize(9).containsOnly(0);
    assertThat(model.scores(new double[][] {{5, -7}})).isDeepEqualTo(new double[][] {{0, 0, 0}});
  }

  @Test
  void oneStepOfGradientDescentIsTheOneWorkedOutByHand() {
    DoubleSoftmaxRegression model = model(2, 2, new DoubleSgd(0));

    // Both classes initially have probability 1/2: p - y is (-1/2, 1/2) and (1/4, -1/4).
    model.addRow(new double[] {1, 2}, new double[] {1, 0});
    model.addRow(new double[] {3, -4}, new double[] {0.25, 0.75});
    model.step(2);

    // Mean gradient of class 0: weights (-1/2 (1, 2) + 1/4 (3, -4)) / 2 = (1/8, -1), bias -1/8.
    // Times -1/2; the logarithm of 2 and its exponential have rounding errors.
    assertThat(model.parameters())
        .containsExactly(new double[] {-0.0625, 0.5, 0.0625, -0.5, 0.0625, -0.0625}, within(1e-15));
    assertThat(model.scores(new double[][] {{1, 1}})[0])
        .containsExactly(new double[] {0.5, -0.5}, within(1e-15));
  }

  @Test
  void lossIsTheCrossEntropyBeforeTheStep() {
    DoubleSoftmaxRegression model = model(1, 4, new DoubleSgd(0));

    // Four classes of probability 1/4; one or two rounding errors.
    assertThat(model.addRow(new double[] {3}, new double[] {0.5, 0.25, 0.25, 0}))
        .isCloseTo(Math.log(4), within(1e-15));
    model.initialize(new double[] {0, 0, 0, 0, Math.log(5), 0, 0, 0});

    // Probabilities of 5/8 once and of 1/8 three times.
    assertThat(model.addRow(new double[] {3}, new double[] {0.5, 0.25, 0.25, 0}))
        .isCloseTo(0.5 * Math.log(8 / 5.0) + 0.5 * Math.log(8), within(1e-15));
  }

  @Test
  void gradientIsTheDerivativeOfTheCrossEntropy() {
    double[] start = InitialParameters.draw(KeyedRandom.of("gradient"), 5, 4);
    double[] x = {0.3, -1.2, 2, 0.7, -0.4};
    double[] label = {0.1, 0.2, 0.3, 0.4};
    DoubleSoftmaxRegression model = new DoubleSoftmaxRegression(5, 4, 1, new DoubleSgd(0));
    model.initialize(start);

    model.addRow(x, label);
    model.step(1);

    double[] end = model.parameters();
    for (int i = 0; i < start.length; i++) {
      double[] up = start.clone();
      double[] down = start.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double derivative = (crossEntropy(up, x, label) - crossEntropy(down, x, label)) / 2e-5;
      // Central differences are accurate to 1e-10 here.
      assertThat(start[i] - end[i]).as("parameter " + i).isCloseTo(derivative, within(1e-9));
    }
  }

  private static double crossEntropy(double[] parameters, double[] x, double[] label) {
    int classes = label.length;
    double[] scores = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      scores[c] = parameters[classes * x.length + c];
      for (int k = 0; k < x.length; k++) {
        scores[c] += parameters[c * x.length + k] * x[k];
      }
      sum += Math.exp(scores[c]);
    }
    double loss = 0;
    for (int c = 0; c < classes; c++) {
      loss -= label[c] * (scores[c] - Math.log(sum));
    }
    return loss;
  }

  @Test
  void stepWithoutRowsHasNoGradientButIsCountedAndDecaysAndCoasts() {
    DoubleSoftmaxRegression model = model(1, 2, new DoubleAdam(0.25));
    double[] expected = new double[4];
    double[] first = new double[4];
    double[] second = new double[4];
    DoubleAdam alone = new DoubleAdam(0.25);

    // At zero there is neither decay nor momentum; only the step is counted.
    model.step(1);
    assertThat(model.parameters()).containsOnly(0);
    alone.beginStep();
    alone.update(expected, new double[4], 1, 0.5, first, second);
    // Both classes have probability 1/2: p - y is (-1/2, 1/2), times x = 2 for the weights.
    model.addRow(new double[] {2}, new double[] {1, 0});
    model.step(1);
    alone.beginStep();
    alone.update(expected, new double[] {-1, 1, -0.5, 0.5}, 1, 0.5, first, second);
    for (int step = 0; step < 3; step++) {
      model.step(1);
      alone.beginStep();
      alone.update(expected, new double[4], 1, 0.5, first, second);
    }

    assertThat(expected[0]).isNotCloseTo(0, within(0.1));
    // Four steps of numbers near 1, each with a few rounding errors.
    assertThat(model.parameters()).containsExactly(expected, within(1e-14));
  }

  @Test
  void divisorOfTheSumIsGivenByTheCaller() {
    DoubleSoftmaxRegression model = model(1, 2, new DoubleSgd(0));

    // Three rows that count as one, as three terms of one row's loss do: p - y is (-1/2, 1/2).
    for (int row = 0; row < 3; row++) {
      model.addRow(new double[] {2}, new double[] {1, 0});
    }
    model.step(1);

    // Three times the gradient, times -1/2; the logarithm of 2 and its exponential have rounding
    // errors.
    assertThat(model.parameters())
        .containsExactly(new double[] {1.5, -1.5, 0.75, -0.75}, within(1e-15));
  }

  @Test
  void startIsGivenInTheOrderTorchStoresIt() {
    DoubleSoftmaxRegression model = model(4, 2, new DoubleSgd(0));
    // Weights of class 0, of class 1, then the biases.
    double[] start = {0.5, 0.25, -1, 2, 3, -4, 0.125, 8, 16, -32};

    model.initialize(start);

    assertThat(model.parameters()).isEqualTo(start);
    assertThat(model.scores(new double[][] {{1, 0, 0, 0}, {0, 0, 0, 1}}))
        .isDeepEqualTo(new double[][] {{16.5, -29}, {18, -24}});
  }

  @Test
  void predictsTheFirstOfEqualScoresAndTheLargestOtherwise() {
    DoubleSoftmaxRegression model = model(1, 3, new DoubleSgd(0));

    assertThat(model.predict(new double[][] {{1}})).containsExactly(0);

    model.addRow(new double[] {1}, new double[] {0, 0, 1});
    model.step(1);

    // With the opposite sign of x, classes 0 and 1 tie.
    assertThat(model.predict(new double[][] {{1}, {-10}})).containsExactly(2, 0);
  }

  @Test
  void hugeInputsLeaveFiniteParameters() {
    DoubleSoftmaxRegression model = model(1, 2, new DoubleAdam(0));
    for (int step = 0; step < 10; step++) {
      model.addRow(new double[] {step % 2 == 0 ? 1e15 : -1e15}, new double[] {1, 0});
      model.step(1);
    }

    assertThat(DoubleStream.of(model.parameters())).allMatch(Double::isFinite);
  }
}

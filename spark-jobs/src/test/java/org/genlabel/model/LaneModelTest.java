package org.genlabel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Softmax regression in either precision. */
class LaneModelTest {
  private static final Lane PLAIN = new Lane(0.5, 0, 0, Lane.NONE);

  private static LaneModel models(
      Precision precision, int features, int classes, List<Lane> lanes, Optimizer optimizer) {
    return switch (precision) {
      case SINGLE -> new SoftmaxRegression(features, classes, lanes, optimizer);
      case DOUBLE -> new DoubleSoftmaxRegression(features, classes, lanes, optimizer);
    };
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void startsAtZero(Precision precision) {
    LaneModel model = models(precision, 2, 3, List.of(PLAIN), new Sgd(0));

    assertThat(model.parameters(0)).hasSize(9).containsOnly(0);
    assertThat(model.logits(new double[] {5, -7}, 0)).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void oneStepOfGradientDescentIsTheOneWorkedOutByHand(Precision precision) {
    LaneModel model = models(precision, 2, 2, List.of(PLAIN), new Sgd(0));

    // Both classes have probability 1/2 at first: p - y is (-1/2, 1/2) and (1/4, -1/4).
    Batches.addRow(model, new double[] {1, 2}, new double[][] {{1, 0}});
    Batches.addRow(model, new double[] {3, -4}, new double[][] {{0.25, 0.75}});
    model.step(2);

    // Mean gradient of class 0: weights (-1/2 (1, 2) + 1/4 (3, -4)) / 2 = (1/8, -1), bias -1/8.
    // Times -1/2; exact.
    assertThat(model.parameters(0)).containsExactly(-0.0625, 0.5, 0.0625, -0.5, 0.0625, -0.0625);
    assertThat(model.logits(new double[] {1, 1}, 0)).containsExactly(0.5, -0.5);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void targetIsTheGammaMixOfGenerativeAndMixtureLabel(Precision precision) {
    Lane genLabel = new Lane(0.5, 0.25, 1, 2);
    Lane plain = new Lane(0.5, 0, 0, Lane.NONE);
    LaneModel together = models(precision, 1, 2, List.of(genLabel, plain), new Sgd(0));
    double[][] labels = {{0.4375, 0.5625}, {0.5, 0.5}, {0.25, 0.75}};

    // 1/4 (1/4, 3/4) + 3/4 (1/2, 1/2) = (7/16, 9/16), which is label 0: exact in binary.
    Batches.addRow(together, new double[] {2}, labels);
    together.step(1);

    assertThat(together.parameters(0)).isEqualTo(together.parameters(1));
    assertThat(together.parameters(1)).containsExactly(-0.0625, 0.0625, -0.03125, 0.03125);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void gradientIsTheDerivativeOfTheCrossEntropy(Precision precision) {
    int features = 5;
    int classes = 4;
    KeyedRandom random = KeyedRandom.of("gradient");
    LaneModel model =
        models(precision, features, classes, List.of(new Lane(1, 0, 0, Lane.NONE)), new Sgd(0));
    model.initialize(random);
    double[] start = model.parameters(0);
    double[] x = {0.3, -1.2, 2, 0.7, -0.4};
    double[] label = {0.1, 0.2, 0.3, 0.4};

    Batches.addRow(model, x, new double[][] {label});
    model.step(1);

    double[] end = model.parameters(0);
    for (int i = 0; i < start.length; i++) {
      double[] up = start.clone();
      double[] down = start.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double derivative =
          (crossEntropy(up, features, x, label) - crossEntropy(down, features, x, label)) / 2e-5;
      // Central differences are good to 1e-10 here, floats to 1e-6.
      assertThat(start[i] - end[i])
          .as("parameter " + i)
          .isCloseTo(derivative, within(precision == Precision.SINGLE ? 1e-6 : 1e-9));
    }
  }

  private static double crossEntropy(
      double[] parameters, int features, double[] x, double[] label) {
    int classes = label.length;
    double[] logits = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      logits[c] = parameters[classes * features + c];
      for (int k = 0; k < features; k++) {
        logits[c] += parameters[c * features + k] * x[k];
      }
      sum += Math.exp(logits[c]);
    }
    double loss = 0;
    for (int c = 0; c < classes; c++) {
      loss -= label[c] * (logits[c] - Math.log(sum));
    }
    return loss;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void stepWithoutRowsHasNoGradientButIsCountedAndDecaysAndCoasts(Precision precision) {
    LaneModel model = models(precision, 1, 2, List.of(PLAIN), new Adam(0.25));
    double[] expected = new double[4];
    double[] first = new double[4];
    double[] second = new double[4];
    double[] learningRates = {0.5, 0.5, 0.5, 0.5};
    Adam alone = new Adam(0.25);

    // At zero there is nothing to decay and no momentum: only the step is counted.
    model.step(1);
    assertThat(model.parameters(0)).containsOnly(0);
    alone.beginStep();
    alone.update(expected, new double[4], 1, learningRates, first, second);
    // Both classes have probability 1/2: p - y is (-1/2, 1/2), times x = 2 for the weights.
    Batches.addRow(model, new double[] {2}, new double[][] {{1, 0}});
    model.step(1);
    alone.beginStep();
    alone.update(expected, new double[] {-1, 1, -0.5, 0.5}, 1, learningRates, first, second);
    for (int step = 0; step < 3; step++) {
      model.step(1);
      alone.beginStep();
      alone.update(expected, new double[4], 1, learningRates, first, second);
    }

    assertThat(expected[0]).isNotCloseTo(0, within(0.1));
    for (int i = 0; i < 4; i++) {
      // Four steps of numbers near 1, each rounded a few times.
      assertThat(model.parameters(0)[i])
          .isCloseTo(expected[i], within(precision == Precision.SINGLE ? 1e-5 : 1e-14));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void numberOfRowsThatMakesTheSumAMeanIsTheCallers(Precision precision) {
    LaneModel model = models(precision, 1, 2, List.of(PLAIN), new Sgd(0));

    // Three rows that count as one, as three terms of one row's loss do: p - y is (-1/2, 1/2).
    for (int row = 0; row < 3; row++) {
      Batches.addRow(model, new double[] {2}, new double[][] {{1, 0}});
    }
    model.step(1);

    // Three times the gradient, times -1/2; exact.
    assertThat(model.parameters(0)).containsExactly(1.5, -1.5, 0.75, -0.75);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void initialParametersAreUniformBelowTheInverseRootOfTheFanIn(Precision precision) {
    int features = 16;
    int classes = 40;
    LaneModel model = models(precision, features, classes, List.of(PLAIN, PLAIN), new Sgd(0));

    model.initialize(KeyedRandom.of("initial weights"));

    double[] parameters = model.parameters(0);
    assertThat(parameters).isEqualTo(model.parameters(1));
    assertThat(Arrays.stream(parameters))
        .hasSize(classes * (features + 1))
        .allSatisfy(value -> assertThat(value).isBetween(-0.25, 0.25));
    // 680 draws of variance 1/48: the mean is good to 0.0055, the mean square to 3.4%; four of
    // these allowed.
    assertThat(Arrays.stream(parameters).average().orElseThrow()).isCloseTo(0, within(0.022));
    assertThat(Arrays.stream(parameters).map(value -> value * value).average().orElseThrow())
        .isCloseTo(1 / 48.0, within(0.14 / 48));
  }

  /** 0.5, 0.25, 0.125, ... */
  private static final class Halves implements RandomSource {
    private double next = 1;

    @Override
    public int nextInt() {
      throw new UnsupportedOperationException("initial weights are drawn as doubles");
    }

    @Override
    public double nextDouble() {
      next /= 2;
      return next;
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void initialParametersAreDrawnInTheOrderTorchStoresThem(Precision precision) {
    LaneModel model = models(precision, 4, 2, List.of(PLAIN), new Sgd(0));

    model.initialize(new Halves());

    // Bound 1/2: value (2 u - 1) / 2 = u - 1/2. Weights of class 0, of class 1, then the biases;
    // exact.
    assertThat(model.parameters(0))
        .containsExactly(
            0,
            -0.25,
            -0.375,
            -0.4375,
            -0.46875,
            -0.484375,
            -0.4921875,
            -0.49609375,
            -0.498046875,
            -0.4990234375);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void predictsTheFirstOfEqualScoresAndTheLargestOtherwise(Precision precision) {
    LaneModel model = models(precision, 1, 3, List.of(PLAIN, PLAIN), new Sgd(0));
    int[] predictions = {7, 7};

    model.predict(new double[] {1}, predictions);
    assertThat(predictions).containsExactly(0, 0);

    Batches.addRow(model, new double[] {1}, new double[][] {{0, 0, 1}});
    model.step(1);
    model.predict(new double[] {1}, predictions);
    assertThat(predictions).containsExactly(2, 2);
    // With the weight's sign turned around, classes 0 and 1 tie.
    model.predict(new double[] {-10}, predictions);
    assertThat(predictions).containsExactly(0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "SINGLE,1",
    "SINGLE,3",
    "SINGLE,4",
    "SINGLE,16",
    "SINGLE,17",
    "SINGLE,24",
    "SINGLE,25",
    "SINGLE,52",
    "DOUBLE,1",
    "DOUBLE,4",
    "DOUBLE,24",
    "DOUBLE,25"
  })
  void laneHasTheSameBitsWhateverLiesBesideIt(Precision precision, int count) {
    List<Lane> lanes = new ArrayList<>();
    for (int lane = 0; lane < count; lane++) {
      // Neighbours with other rates, gammas and labels; runs of one to three lanes with the same
      // labels.
      lanes.add(new Lane(0.1 / (1 + lane), lane % 6 * 0.2, lane / 3 % 2, lane % 5 == 0 ? -1 : 2));
    }
    LaneModel together = trained(precision, lanes);

    for (int lane = 0; lane < count; lane++) {
      LaneModel alone = trained(precision, List.of(lanes.get(lane)));
      assertThat(together.parameters(lane)).as("lane " + lane).isEqualTo(alone.parameters(0));
      assertThat(together.logits(new double[] {1, 2, 3, 4, 5, 6}, lane))
          .isEqualTo(alone.logits(new double[] {1, 2, 3, 4, 5, 6}, 0));
    }
  }

  /** Thirty steps of five random rows with three random labels each. */
  private static LaneModel trained(Precision precision, List<Lane> lanes) {
    return trained(precision, lanes, true);
  }

  private static LaneModel trained(Precision precision, List<Lane> lanes, boolean atOnce) {
    KeyedRandom random = KeyedRandom.of("training");
    LaneModel models = models(precision, 6, 3, lanes, new Adam(1e-4));
    models.initialize(KeyedRandom.of("initial weights"));
    for (int step = 0; step < 30; step++) {
      double[][] x = new double[5][6];
      double[][][] labels = new double[5][3][3];
      for (int row = 0; row < 5; row++) {
        for (int k = 0; k < 6; k++) {
          x[row][k] = 2 * random.nextDouble() - 1;
        }
        for (double[] label : labels[row]) {
          double share = random.nextDouble();
          label[random.nextInt(3)] += share;
          label[random.nextInt(3)] += 1 - share;
        }
      }
      if (atOnce) {
        Batches.add(models, x, labels);
      } else {
        for (int row = 0; row < 5; row++) {
          Batches.addRow(models, x[row], labels[row]);
        }
      }
      models.step(5);
    }
    return models;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void rowsAddedAtOnceGiveTheBitsOfRowsAddedOneByOne(Precision precision) {
    List<Lane> lanes = List.of(new Lane(0.1, 0.4, 0, 2), new Lane(0.01, 0, 1, Lane.NONE));
    LaneModel atOnce = trained(precision, lanes, true);
    LaneModel oneByOne = trained(precision, lanes, false);

    for (int lane = 0; lane < 2; lane++) {
      assertThat(atOnce.parameters(lane)).isEqualTo(oneByOne.parameters(lane));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void lanesAreAsManyAsThereAreCandidates(Precision precision) {
    assertThat(models(precision, 2, 3, List.of(PLAIN, PLAIN, PLAIN), new Sgd(0)).lanes())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void hugeInputsLeaveFiniteParameters(Precision precision) {
    LaneModel model = models(precision, 1, 2, List.of(PLAIN), new Adam(0));
    for (int step = 0; step < 10; step++) {
      Batches.addRow(model, new double[] {step % 2 == 0 ? 1e15 : -1e15}, new double[][] {{1, 0}});
      model.step(1);
    }

    assertThat(Arrays.stream(model.parameters(0))).allMatch(Double::isFinite);
  }

  @Test
  void precisionsAgreeAsFarAsFloatsReach() {
    List<Lane> lanes = List.of(new Lane(0.1, 0.4, 0, 2), new Lane(0.01, 0, 1, Lane.NONE));
    LaneModel single = trained(Precision.SINGLE, lanes);
    LaneModel twice = trained(Precision.DOUBLE, lanes);

    for (int lane = 0; lane < 2; lane++) {
      double[] expected = twice.parameters(lane);
      double[] actual = single.parameters(lane);
      for (int i = 0; i < expected.length; i++) {
        // Thirty steps, each rounded at 6e-8 and as much again in the gradient.
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-5));
      }
    }
  }
}

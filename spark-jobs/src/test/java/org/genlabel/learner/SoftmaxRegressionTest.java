package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.genlabel.classifier.Points;
import org.genlabel.network.Adam;
import org.genlabel.network.InitialParameters;
import org.genlabel.network.LinearClassifier;
import org.genlabel.network.Optimizer;
import org.genlabel.network.Sgd;
import org.genlabel.random.KeyedRandom;
import org.genlabel.reference.DoubleAdam;
import org.genlabel.reference.DoubleSoftmaxRegression;
import org.genlabel.simd.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxRegressionTest {
  private static final Lane PLAIN = new Lane(0.5, 0, 0, Lane.NONE);

  private static SoftmaxRegression plain(int features, int classes, Optimizer optimizer) {
    return new SoftmaxRegression(features, classes, List.of(PLAIN), optimizer);
  }

  private static double[] parameters(SoftmaxRegression model) {
    return model.classifier(0).parameters();
  }

  private static double[] scores(SoftmaxRegression model, int lane, double... x) {
    return model.classifier(lane).scores(new double[][] {x})[0];
  }

  @Test
  void startsAtZero() {
    SoftmaxRegression model = plain(2, 3, new Sgd(0));

    assertThat(parameters(model)).hasSize(9).containsOnly(0);
    assertThat(scores(model, 0, 5, -7)).containsExactly(0, 0, 0);
  }

  @Test
  void oneStepOfGradientDescentIsTheOneWorkedOutByHand() {
    SoftmaxRegression model = plain(2, 2, new Sgd(0));

    // Both classes initially have probability 1/2: p - y is (-1/2, 1/2) and (1/4, -1/4).
    Batches.addRow(model, new double[] {1, 2}, new double[][] {{1, 0}});
    Batches.addRow(model, new double[] {3, -4}, new double[][] {{0.25, 0.75}});
    model.step(2);

    // Mean gradient of class 0: weights (-1/2 (1, 2) + 1/4 (3, -4)) / 2 = (1/8, -1), bias -1/8.
    // Times -1/2; exact.
    assertThat(parameters(model)).containsExactly(-0.0625, 0.5, 0.0625, -0.5, 0.0625, -0.0625);
    assertThat(scores(model, 0, 1, 1)).containsExactly(0.5, -0.5);
  }

  @Test
  void targetIsTheGammaMixOfGenerativeAndMixtureLabel() {
    Lane genLabel = new Lane(0.5, 0.25, 1, 2);
    SoftmaxRegression together = new SoftmaxRegression(1, 2, List.of(genLabel, PLAIN), new Sgd(0));
    double[][] labels = {{0.4375, 0.5625}, {0.5, 0.5}, {0.25, 0.75}};

    // 1/4 (1/4, 3/4) + 3/4 (1/2, 1/2) = (7/16, 9/16), which is label 0: exact in binary.
    Batches.addRow(together, new double[] {2}, labels);
    together.step(1);

    assertThat(together.classifier(0).parameters()).isEqualTo(together.classifier(1).parameters());
    assertThat(together.classifier(1).parameters())
        .containsExactly(-0.0625, 0.0625, -0.03125, 0.03125);
  }

  @Test
  void gradientIsTheDerivativeOfTheCrossEntropy() {
    int features = 5;
    int classes = 4;
    SoftmaxRegression model =
        new SoftmaxRegression(features, classes, List.of(new Lane(1, 0, 0, Lane.NONE)), new Sgd(0));
    model.initialize(InitialParameters.draw(KeyedRandom.of("gradient"), features, classes));
    double[] start = parameters(model);
    double[] x = {0.3, -1.2, 2, 0.7, -0.4};
    double[] label = {0.1, 0.2, 0.3, 0.4};

    Batches.addRow(model, x, new double[][] {label});
    model.step(1);

    double[] end = parameters(model);
    for (int i = 0; i < start.length; i++) {
      double[] up = start.clone();
      double[] down = start.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double derivative =
          (crossEntropy(up, features, x, label) - crossEntropy(down, features, x, label)) / 2e-5;
      // Central differences are accurate to 1e-10 here, floats to 1e-6.
      assertThat(start[i] - end[i]).as("parameter " + i).isCloseTo(derivative, within(1e-6));
    }
  }

  private static double crossEntropy(
      double[] parameters, int features, double[] x, double[] label) {
    int classes = label.length;
    double[] scores = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      scores[c] = parameters[classes * features + c];
      for (int k = 0; k < features; k++) {
        scores[c] += parameters[c * features + k] * x[k];
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
    SoftmaxRegression model = plain(1, 2, new Adam(0.25));
    double[] expected = new double[4];
    double[] first = new double[4];
    double[] second = new double[4];
    DoubleAdam alone = new DoubleAdam(0.25);

    // At zero there is neither decay nor momentum; only the step is counted.
    model.step(1);
    assertThat(parameters(model)).containsOnly(0);
    alone.beginStep();
    alone.update(expected, new double[4], 1, 0.5, first, second);
    // Both classes have probability 1/2: p - y is (-1/2, 1/2), times x = 2 for the weights.
    Batches.addRow(model, new double[] {2}, new double[][] {{1, 0}});
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
    assertThat(parameters(model)).containsExactly(expected, within(1e-5));
  }

  @Test
  void divisorOfTheSumIsGivenByTheCaller() {
    SoftmaxRegression model = plain(1, 2, new Sgd(0));

    // Three rows that count as one, as three terms of one row's loss do: p - y is (-1/2, 1/2).
    for (int row = 0; row < 3; row++) {
      Batches.addRow(model, new double[] {2}, new double[][] {{1, 0}});
    }
    model.step(1);

    // Three times the gradient, times -1/2; exact.
    assertThat(parameters(model)).containsExactly(1.5, -1.5, 0.75, -0.75);
  }

  @Test
  void startIsGivenInTheOrderTorchStoresItAndTheSameForAllLanes() {
    SoftmaxRegression model = new SoftmaxRegression(4, 2, List.of(PLAIN, PLAIN), new Sgd(0));
    // Weights of class 0, of class 1, then the biases; floats all of them.
    double[] start = {0.5, 0.25, -1, 2, 3, -4, 0.125, 8, 16, -32};

    model.initialize(start);

    assertThat(model.classifier(0).parameters()).isEqualTo(start);
    assertThat(model.classifier(1).parameters()).isEqualTo(start);
    assertThat(scores(model, 0, 1, 0, 0, 0)).containsExactly(0.5 + 16, 3 - 32);
    assertThat(scores(model, 0, 0, 0, 0, 1)).containsExactly(2 + 16, 8 - 32);
  }

  @Test
  void predictsTheFirstOfEqualScoresAndTheLargestOtherwise() {
    SoftmaxRegression model = new SoftmaxRegression(1, 3, List.of(PLAIN, PLAIN), new Sgd(0));

    assertThat(model.predict(new double[][] {{1}})).isDeepEqualTo(new int[][] {{0}, {0}});

    Batches.addRow(model, new double[] {1}, new double[][] {{0, 0, 1}});
    model.step(1);

    // With the opposite sign of x, classes 0 and 1 tie.
    assertThat(model.predict(new double[][] {{1}, {-10}}))
        .isDeepEqualTo(new int[][] {{2, 0}, {2, 0}});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 16, 17, 24, 25, 52})
  void laneHasTheSameBitsWhateverLiesBesideIt(int count) {
    List<Lane> lanes = new ArrayList<>();
    for (int lane = 0; lane < count; lane++) {
      // Neighbours have different rates, gammas and labels; one to three consecutive lanes have the
      // same labels.
      lanes.add(new Lane(0.1 / (1 + lane), lane % 6 * 0.2, lane / 3 % 2, lane % 5 == 0 ? -1 : 2));
    }
    SoftmaxRegression together = trained(lanes, true);

    for (int lane = 0; lane < count; lane++) {
      SoftmaxRegression alone = trained(List.of(lanes.get(lane)), true);
      assertThat(together.classifier(lane).parameters())
          .as("lane " + lane)
          .isEqualTo(parameters(alone));
      assertThat(scores(together, lane, 1, 2, 3, 4, 5, 6))
          .isEqualTo(scores(alone, 0, 1, 2, 3, 4, 5, 6));
    }
  }

  /** The rows of a step, and their labels, [rows][labels][classes]. */
  private record Rows(double[][] x, double[][][] labels) {
    /** Draws five random rows with three random labels each. */
    static Rows draw(KeyedRandom random) {
      double[][] x = new double[5][6];
      double[][][] labels = new double[5][3][3];
      for (int row = 0; row < 5; row++) {
        Arrays.setAll(x[row], k -> 2 * random.nextDouble() - 1);
        for (double[] label : labels[row]) {
          double share = random.nextDouble();
          label[random.nextInt(3)] += share;
          label[random.nextInt(3)] += 1 - share;
        }
      }
      return new Rows(x, labels);
    }
  }

  private static double[] start() {
    return InitialParameters.draw(KeyedRandom.of("initial weights"), 6, 3);
  }

  /** Trains lanes for thirty steps of five rows. */
  private static SoftmaxRegression trained(List<Lane> lanes, boolean atOnce) {
    KeyedRandom random = KeyedRandom.of("training");
    SoftmaxRegression models = new SoftmaxRegression(6, 3, lanes, new Adam(1e-4));
    models.initialize(start());
    for (int step = 0; step < 30; step++) {
      Rows rows = Rows.draw(random);
      if (atOnce) {
        Batches.add(models, rows.x(), rows.labels());
      } else {
        for (int row = 0; row < 5; row++) {
          Batches.addRow(models, rows.x()[row], rows.labels()[row]);
        }
      }
      models.step(5);
    }
    return models;
  }

  @Test
  void rowsAddedAtOnceGiveTheBitsOfRowsAddedOneByOne() {
    List<Lane> lanes = List.of(new Lane(0.1, 0.4, 0, 2), new Lane(0.01, 0, 1, Lane.NONE));
    SoftmaxRegression atOnce = trained(lanes, true);
    SoftmaxRegression oneByOne = trained(lanes, false);

    for (int lane = 0; lane < 2; lane++) {
      assertThat(atOnce.classifier(lane).parameters())
          .isEqualTo(oneByOne.classifier(lane).parameters());
    }
  }

  @Test
  void predictsForAsManyLanesAsThereAreCandidates() {
    SoftmaxRegression model = new SoftmaxRegression(2, 3, List.of(PLAIN, PLAIN, PLAIN), new Sgd(0));

    assertThat(model.predict(new double[2][2])).hasDimensions(3, 2);
    assertThat(model.predict(new double[0][2])).hasDimensions(3, 0);
  }

  /** Counts around the number of points that are predicted together. */
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 200})
  void predictionsInOnePassAreThoseOfEveryLanesClassifier(int count) {
    List<Lane> lanes = new ArrayList<>();
    for (int lane = 0; lane < 18; lane++) {
      lanes.add(new Lane(0.1 / (1 + lane), lane % 6 * 0.2, lane % 2, 2));
    }
    SoftmaxRegression models = trained(lanes, true);
    KeyedRandom random = KeyedRandom.of("points");
    double[][] points = new double[count][6];
    for (double[] point : points) {
      Arrays.setAll(point, k -> 4 * random.nextDouble() - 2);
    }

    int[][] predictions = models.predict(points);

    for (int lane = 0; lane < lanes.size(); lane++) {
      assertThat(predictions[lane])
          .as("lane " + lane)
          .isEqualTo(models.classifier(lane).predict(points));
    }
  }

  @Test
  void predictingBetweenRowsAndStepChangesNothing() {
    SoftmaxRegression asked = trained(List.of(PLAIN), true);
    SoftmaxRegression left = trained(List.of(PLAIN), true);
    Rows rows = Rows.draw(KeyedRandom.of("rows"));
    Batches.add(asked, rows.x(), rows.labels());
    Batches.add(left, rows.x(), rows.labels());

    // More points than the buffers of the rows have room for.
    asked.predict(new double[40][6]);
    asked.step(5);
    left.step(5);

    assertThat(parameters(asked)).isEqualTo(parameters(left));
  }

  @Test
  void classifierIsTheLaneAsItWas() {
    SoftmaxRegression model = trained(List.of(PLAIN), true);
    double[] before = parameters(model);
    LinearClassifier classifier = model.classifier(0);

    model.step(1);

    assertThat(classifier.parameters()).isEqualTo(before);
    assertThat(parameters(model)).isNotEqualTo(before);
  }

  @Test
  void learningRatesOfAPhaseCountFromTheNextStepOn() {
    SoftmaxRegression model =
        new SoftmaxRegression(
            1, 2, List.of(new Lane(1, 0, 0, Lane.NONE), new Lane(10, 0, 0, Lane.NONE)), new Sgd(0));

    model.begin(new Phase(5, 1, OptionalDouble.empty()));
    Batches.addRow(model, new double[] {2}, new double[][] {{1, 0}});
    model.step(1);

    // p - y is (-1/2, 1/2), times x = 2 for the weights, times a tenth of the learning rate. A
    // tenth is rounded to a float.
    assertThat(model.classifier(0).parameters())
        .containsExactly(new double[] {0.1, -0.1, 0.05, -0.05}, within(1e-8));
    assertThat(model.classifier(1).parameters()).containsExactly(1, -1, 0.5, -0.5);
  }

  @Test
  void onlyTheCountedRowsAreLearnedFrom() {
    SoftmaxRegression model = plain(1, 2, new Sgd(0));
    int stride = Kernels.padded(4);
    double[] x = new double[stride];
    double[] label = new double[2 * stride];
    // The third and the first of four points, in this order; the other points would change the
    // result.
    x[0] = 4;
    x[1] = 1000;
    x[2] = 2;
    x[3] = 1000;
    Arrays.fill(label, 0, stride, 1);

    model.addRows(new Points(x, stride, 4), new int[] {2, 0, 3, 1}, 2, new double[][] {label});
    model.step(2);

    // p - y is (-1/2, 1/2); the mean of x is 3; times -1/2. Exact.
    assertThat(parameters(model)).containsExactly(0.75, -0.75, 0.25, -0.25);
  }

  @Test
  void hugeInputsLeaveFiniteParameters() {
    SoftmaxRegression model = plain(1, 2, new Adam(0));
    for (int step = 0; step < 10; step++) {
      Batches.addRow(model, new double[] {step % 2 == 0 ? 1e15 : -1e15}, new double[][] {{1, 0}});
      model.step(1);
    }

    assertThat(DoubleStream.of(parameters(model))).allMatch(Double::isFinite);
  }

  @Test
  void agreesWithDoublePrecisionAsFarAsFloatsReach() {
    List<Lane> lanes = List.of(new Lane(0.1, 0.4, 0, 2), new Lane(0.01, 0, 1, Lane.NONE));
    SoftmaxRegression single = trained(lanes, true);

    for (int lane = 0; lane < 2; lane++) {
      // Thirty steps, each with a rounding error of 6e-8 and another one in the gradient.
      assertThat(single.classifier(lane).parameters())
          .containsExactly(trainedTwice(lanes.get(lane)), within(1e-5));
    }
  }

  /** Returns the result of {@link #trained} in double precision. */
  private static double[] trainedTwice(Lane lane) {
    KeyedRandom random = KeyedRandom.of("training");
    DoubleSoftmaxRegression model =
        new DoubleSoftmaxRegression(6, 3, lane.learningRate(), new DoubleAdam(1e-4));
    model.initialize(start());
    for (int step = 0; step < 30; step++) {
      Rows rows = Rows.draw(random);
      for (int row = 0; row < 5; row++) {
        double[][] labels = rows.labels()[row];
        double[] target = labels[lane.mixtureLabel()].clone();
        if (lane.generativeLabel() != Lane.NONE) {
          double[] generative = labels[lane.generativeLabel()];
          Arrays.setAll(target, c -> lane.gamma() * generative[c] + (1 - lane.gamma()) * target[c]);
        }
        model.addRow(rows.x()[row], target);
      }
      model.step(5);
    }
    return model.parameters();
  }
}

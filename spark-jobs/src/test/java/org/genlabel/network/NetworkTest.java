package org.genlabel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.UniformSource;
import org.genlabel.reference.DenseNetwork;
import org.genlabel.reference.DoubleAdam;
import org.genlabel.reference.DoubleOptimizer;
import org.genlabel.reference.DoubleSgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
  private static final double LEARNING_RATE = 0.125;
  private static final int CAPACITY = 8;
  private static final int ROWS = 5;

  /**
   * Returns layer widths, from the input on: without and with hidden layers, around the vector
   * width.
   */
  static List<int[]> architectures() {
    return List.of(
        new int[] {3, 2},
        new int[] {2, 7, 3},
        new int[] {3, 16, 17, 5},
        new int[] {2, 64, 32, 32, 32, 2});
  }

  private static Network network(int... sizes) {
    Network network = new Network(LEARNING_RATE, CAPACITY, sizes);
    network.initialize(KeyedRandom.of("initial weights"));
    return network;
  }

  private static DenseNetwork reference(DoubleOptimizer optimizer, int... sizes) {
    DenseNetwork network = new DenseNetwork(optimizer, LEARNING_RATE, sizes);
    // In double precision from the same, rounded parameters.
    KeyedRandom random = KeyedRandom.of("initial weights");
    network.initialize(bound -> (float) random.uniform(bound));
    return network;
  }

  /** Returns points whose features are floats. */
  private static double[][] points(int count, int features) {
    KeyedRandom random = KeyedRandom.of("points");
    double[][] points = new double[count][features];
    for (double[] point : points) {
      Arrays.setAll(point, k -> (float) (4 * random.nextDouble() - 2));
    }
    return points;
  }

  private static float[] inputs(double[][] points) {
    float[] inputs = new float[points.length * points[0].length];
    Rows.copy(points, 0, points.length, inputs, points[0].length);
    return inputs;
  }

  /** Adds the gradient of sum_o (o + 1) score_o + score_o^2 / 2 over some points. */
  private static void addGradients(Network network, double[][] points) {
    float[] scores = network.forward(inputs(points), points.length);
    for (int r = 0; r < points.length; r++) {
      for (int o = 0; o < network.classes(); o++) {
        scores[r * network.scoreStride() + o] += o + 1;
      }
    }
    network.backward(scores, points.length);
  }

  /** Takes a step on the mean of these gradients. */
  private static void step(Network network, Optimizer optimizer, double[][] points) {
    addGradients(network, points);
    network.step(optimizer, points.length);
  }

  private static void step(DenseNetwork network, double[][] points) {
    for (double[] point : points) {
      double[] gradient = network.forward(point).clone();
      for (int o = 0; o < gradient.length; o++) {
        gradient[o] += o + 1;
      }
      network.backward(gradient);
    }
    network.step(points.length);
  }

  private static double norm(double[] after, double[] before) {
    double squares = 0;
    for (int i = 0; i < after.length; i++) {
      squares += (after[i] - before[i]) * (after[i] - before[i]);
    }
    return Math.sqrt(squares);
  }

  @Test
  void startsAtZero() {
    Network network = new Network(LEARNING_RATE, CAPACITY, 3, 4, 2);

    assertThat(network.parameters()).hasSize(4 * 4 + 2 * 5).containsOnly(0);
    assertThat(network.scores(new double[][] {{5, -7, 1}})).isDeepEqualTo(new double[][] {{0, 0}});
    assertThat(network.predict(new double[][] {{5, -7, 1}})).containsExactly(0);
    assertThat(network.classes()).isEqualTo(2);
    assertThat(network.scoreStride()).isEqualTo(16);
  }

  @Test
  void initialParametersAreDrawnLayerByLayerWeightsBeforeBiasesByTheFanIn() {
    List<Double> bounds = new ArrayList<>();
    UniformSource random =
        bound -> {
          bounds.add(bound);
          return bounds.size();
        };
    Network network = new Network(LEARNING_RATE, CAPACITY, 4, 2, 9, 3);

    network.initialize(random);

    double[] parameters = network.parameters();
    assertThat(parameters).hasSize(2 * 5 + 9 * 3 + 3 * 10);
    assertThat(bounds).hasSize(parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      double fanIn = i < 10 ? 4 : i < 37 ? 2 : 9;
      assertThat(bounds.get(i)).as("bound " + i).isEqualTo(1 / StrictMath.sqrt(fanIn));
      assertThat(parameters[i]).as("parameter " + i).isEqualTo(i + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void trainsAsTheNetworkInDoublePrecision(int[] sizes) {
    assertTrainsAs(reference(new DoubleSgd(0), sizes), new Sgd(0), sizes);
    assertTrainsAs(reference(new DoubleAdam(1e-4), sizes), new Adam(1e-4), sizes);
  }

  private static void assertTrainsAs(DenseNetwork reference, Optimizer optimizer, int... sizes) {
    Network network = network(sizes);
    double[][] points = points(ROWS, sizes[0]);
    double[] start = network.parameters();
    assertThat(start).isEqualTo(reference.parameters());
    for (int s = 0; s < 3; s++) {
      step(network, optimizer, points);
      step(reference, points);
    }
    // Sums of up to 64 products, with gradients near 10 in single precision, a few layers and steps
    // deep.
    assertThat(network.parameters()).containsExactly(reference.parameters(), within(1e-4));
    assertThat(norm(network.parameters(), start)).as("has moved").isGreaterThan(0.1);
  }

  @Test
  void gradientsOfBatchesAddUpUntilTheStep() {
    double[][] points = points(ROWS, 2);
    Network inOne = network(2, 7, 3);
    Network inTwo = network(2, 7, 3);

    step(inOne, new Sgd(0), points);
    addGradients(inTwo, Arrays.copyOf(points, 2));
    addGradients(inTwo, Arrays.copyOfRange(points, 2, ROWS));
    inTwo.step(new Sgd(0), ROWS);

    // All sums run over the rows in order.
    assertThat(inTwo.parameters()).isEqualTo(inOne.parameters());
  }

  @Test
  void stepForgetsTheGradientsOfTheOneBefore() {
    Network network = network(3, 4, 2);
    double[] start = network.parameters();
    Sgd optimizer = new Sgd(0);

    step(network, optimizer, points(ROWS, 3));
    double[] afterOne = network.parameters();
    network.step(optimizer, 1);

    // Without a gradient, the step is 0.9 times the velocity of the first step, near 1 in single
    // precision.
    double[] afterTwo = network.parameters();
    for (int i = 0; i < start.length; i++) {
      assertThat(afterTwo[i] - afterOne[i]).isCloseTo(0.9 * (afterOne[i] - start[i]), within(3e-7));
    }
  }

  @Test
  void longGradientsAreCutDownToTheLargestNormAndKeepTheirDirection() {
    int[] sizes = {3, 16, 17, 5};
    double[][] points = points(ROWS, 3);
    Network free = network(sizes);
    double[] start = free.parameters();
    step(free, new Sgd(0), points);
    double length = norm(free.parameters(), start) / LEARNING_RATE;

    for (double share : new double[] {0.1, 0.5}) {
      Network clipped = network(sizes);
      addGradients(clipped, points);
      clipped.step(new Sgd(0), ROWS, share * length);
      double[] end = clipped.parameters();

      // torch divides by the norm + 1e-6; the rounding error is 3e-8 for parameters near 1/2, and
      // eight times that for gradients.
      assertThat(norm(end, start) / LEARNING_RATE).isCloseTo(share * length, within(1e-5));
      for (int i = 0; i < end.length; i++) {
        assertThat(end[i] - start[i])
            .isCloseTo(share * (free.parameters()[i] - start[i]), within(1e-6));
      }
    }
  }

  @Test
  void normOfAVeryShortGradientIsTakenForLongerAsTorchDoesIt() {
    Network network = new Network(LEARNING_RATE, CAPACITY, 1, 1);
    network.forward(new float[] {0}, 1);
    float[] gradients = new float[16];
    gradients[0] = 1e-6f;
    network.backward(gradients, 1);

    network.step(new Sgd(0), 1, 1e-6);

    // torch divides by the norm + 1e-6, which halves the gradient. The tolerance is a few relative
    // rounding errors of 1e-7.
    assertThat(network.parameters()[0]).isEqualTo(0);
    assertThat(network.parameters()[1]).isCloseTo(-LEARNING_RATE * 0.5e-6, within(1e-13));
  }

  @Test
  void shortGradientsAreLeftAlone() {
    Network free = network(2, 7, 3);
    Network clipped = network(2, 7, 3);
    step(free, new Sgd(0), points(ROWS, 2));
    addGradients(clipped, points(ROWS, 2));
    clipped.step(new Sgd(0), ROWS, 1000);

    assertThat(clipped.parameters()).isEqualTo(free.parameters());
  }

  @Test
  void learningRateCountsFromTheNextStepOn() {
    Network network = network(2, 7, 3);
    network.setLearningRate(0);
    double[] start = network.parameters();
    step(network, new Sgd(0), points(ROWS, 2));

    assertThat(network.parameters()).isEqualTo(start);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aPointsScoresAndClassDoNotDependOnItsBatch(int[] sizes) {
    Network network = network(sizes);
    DenseNetwork reference = reference(new DoubleSgd(0), sizes);
    // More points than the capacity of the network.
    double[][] x = points(21, sizes[0]);

    int[] together = network.predict(x);
    double[][] scores = network.scores(x);
    for (int i = 0; i < x.length; i++) {
      double[][] alone = {x[i]};
      assertThat(network.scores(alone)[0]).isEqualTo(scores[i]);
      assertThat(network.predict(alone)).containsExactly(together[i]);
      assertThat(scores[i][together[i]]).isEqualTo(DoubleStream.of(scores[i]).max().orElseThrow());
      // Single precision.
      assertThat(scores[i]).containsExactly(reference.forward(x[i]), within(1e-6));
    }
  }

  @Test
  void noPointsHaveNoScores() {
    Network network = network(2, 7, 3);

    assertThat(network.scores(new double[0][2])).isEmpty();
    assertThat(network.predict(new double[0][2])).isEmpty();
  }

  @Test
  void parametersAreCopies() {
    Network network = network(2, 3, 2);
    double[] before = network.parameters();

    Arrays.fill(network.parameters(), 7);

    assertThat(network.parameters()).isEqualTo(before);
  }
}

package org.genlabel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReluNetworkTest {
  private static final double LEARNING_RATE = 0.125;
  private static final int COUNT = 5;
  private static final int STRIDE = 16;

  /** Widths from the input on: without and with hidden layers, around the vector width. */
  static List<int[]> architectures() {
    return List.of(
        new int[] {3, 2},
        new int[] {2, 7, 3},
        new int[] {3, 16, 17, 5},
        new int[] {2, 64, 32, 32, 32, 2});
  }

  private static ReluNetwork network(OptionalDouble largestNorm, int... sizes) {
    return network(new Sgd(0), largestNorm, sizes);
  }

  private static ReluNetwork network(
      Optimizer optimizer, OptionalDouble largestNorm, int... sizes) {
    int[] hidden = Arrays.copyOfRange(sizes, 1, sizes.length - 1);
    ReluNetwork network =
        new ReluNetwork(
            optimizer, LEARNING_RATE, largestNorm, 8, sizes[0], hidden, sizes[sizes.length - 1]);
    network.initialize(KeyedRandom.of("initial weights"));
    return network;
  }

  private static DenseNetwork reference(Optimizer optimizer, int... sizes) {
    DenseNetwork network = new DenseNetwork(optimizer, LEARNING_RATE, sizes);
    // In double precision from the same, rounded parameters.
    KeyedRandom random = KeyedRandom.of("initial weights");
    network.initialize(bound -> (float) random.uniform(bound));
    return network;
  }

  /** COUNT points, [features][STRIDE]. */
  private static double[] points(int features) {
    KeyedRandom random = KeyedRandom.of("points");
    return DoubleStream.generate(() -> (float) (4 * random.nextDouble() - 2))
        .limit((long) features * STRIDE)
        .toArray();
  }

  private static double[] doubles(KeyedRandom random, int count) {
    return DoubleStream.generate(random::nextDouble).limit(count).toArray();
  }

  /** Soft labels, [classes][STRIDE]. */
  private static double[] targets(int classes) {
    KeyedRandom random = KeyedRandom.of("targets");
    double[] targets = new double[classes * STRIDE];
    for (int r = 0; r < COUNT; r++) {
      double[] weights = doubles(random, classes);
      double sum = DoubleStream.of(weights).sum();
      for (int c = 0; c < classes; c++) {
        targets[c * STRIDE + r] = weights[c] / sum;
      }
    }
    return targets;
  }

  private static double[] column(double[] values, int point) {
    return IntStream.range(0, values.length / STRIDE)
        .mapToDouble(k -> values[k * STRIDE + point])
        .toArray();
  }

  private static double[] softmax(double[] scores) {
    double largest = DoubleStream.of(scores).max().orElseThrow();
    double[] powers = DoubleStream.of(scores).map(s -> Math.exp(s - largest)).toArray();
    double sum = DoubleStream.of(powers).sum();
    return DoubleStream.of(powers).map(power -> power / sum).toArray();
  }

  /** A step of the network in double precision, point by point. */
  private static void step(DenseNetwork network, double[] x, double[] targets) {
    for (int r = 0; r < COUNT; r++) {
      double[] gradient = softmax(network.forward(column(x, r)));
      double[] target = column(targets, r);
      for (int c = 0; c < gradient.length; c++) {
        gradient[c] -= target[c];
      }
      network.backward(gradient);
    }
    network.step(COUNT);
  }

  private static double norm(double[] after, double[] before) {
    double squares = 0;
    for (int i = 0; i < after.length; i++) {
      squares += (after[i] - before[i]) * (after[i] - before[i]);
    }
    return Math.sqrt(squares);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void trainsAsTheNetworkInDoublePrecision(int[] sizes) {
    assertTrainsAs(reference(new Sgd(0), sizes), new Sgd(0), sizes);
    assertTrainsAs(reference(new Adam(1e-4), sizes), new Adam(1e-4), sizes);
  }

  private static void assertTrainsAs(DenseNetwork reference, Optimizer optimizer, int... sizes) {
    ReluNetwork network = network(optimizer, OptionalDouble.empty(), sizes);
    double[] x = points(sizes[0]);
    double[] targets = targets(sizes[sizes.length - 1]);
    assertThat(network.parameters()).isEqualTo(reference.parameters());
    for (int s = 0; s < 3; s++) {
      network.step(x, targets, STRIDE, COUNT);
      step(reference, x, targets);
    }
    // Sums of up to 64 products near 1 in single precision, a few layers and steps deep.
    assertThat(network.parameters()).containsExactly(reference.parameters(), within(1e-5));
  }

  @Test
  void stepIsTheMeanGradientOfCrossEntropy() {
    int[] sizes = {2, 7, 3};
    ReluNetwork network = network(OptionalDouble.empty(), sizes);
    double[] start = network.parameters();
    double[] x = points(2);
    double[] targets = targets(3);
    network.step(x, targets, STRIDE, COUNT);
    double[] end = network.parameters();

    for (int i = 0; i < start.length; i++) {
      double difference = loss(start, i, 1e-5, x, targets) - loss(start, i, -1e-5, x, targets);
      // The gradient is near 0.1, and in single precision.
      assertThat((start[i] - end[i]) / LEARNING_RATE)
          .as("parameter " + i)
          .isCloseTo(difference / 2e-5, within(1e-6));
    }
  }

  /** The mean cross-entropy of a network 2-7-3 with one parameter moved, in double precision. */
  private static double loss(
      double[] parameters, int moved, double by, double[] x, double[] targets) {
    double[] values = parameters.clone();
    values[moved] += by;
    int[] next = {0};
    DenseNetwork network = new DenseNetwork(new Sgd(0), 1, 2, 7, 3);
    network.initialize(bound -> values[next[0]++]);
    double loss = 0;
    for (int r = 0; r < COUNT; r++) {
      double[] probabilities = softmax(network.forward(column(x, r)));
      double[] target = column(targets, r);
      for (int c = 0; c < target.length; c++) {
        loss -= target[c] * Math.log(probabilities[c]) / COUNT;
      }
    }
    return loss;
  }

  @Test
  void longGradientsAreCutDownToTheLargestNormAndKeepTheirDirection() {
    int[] sizes = {3, 16, 17, 5};
    ReluNetwork free = network(OptionalDouble.empty(), sizes);
    double[] start = free.parameters();
    free.step(points(3), targets(5), STRIDE, COUNT);
    double length = norm(free.parameters(), start) / LEARNING_RATE;

    for (double share : new double[] {0.1, 0.5}) {
      ReluNetwork clipped = network(OptionalDouble.of(share * length), sizes);
      clipped.step(points(3), targets(5), STRIDE, COUNT);
      double[] end = clipped.parameters();

      // torch divides by the norm + 1e-6; parameters near 0.5 are rounded to 3e-8.
      assertThat(norm(end, start) / LEARNING_RATE).isCloseTo(share * length, within(1e-5));
      for (int i = 0; i < end.length; i++) {
        assertThat(end[i] - start[i])
            .isCloseTo(share * (free.parameters()[i] - start[i]), within(1e-6));
      }
    }
  }

  @Test
  void shortGradientsAreLeftAlone() {
    ReluNetwork free = network(OptionalDouble.empty(), 2, 7, 3);
    ReluNetwork clipped = network(OptionalDouble.of(1000), 2, 7, 3);
    free.step(points(2), targets(3), STRIDE, COUNT);
    clipped.step(points(2), targets(3), STRIDE, COUNT);

    assertThat(clipped.parameters()).isEqualTo(free.parameters());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aLargestNormThatIsNotPositiveIsRefused(double norm) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(OptionalDouble.of(norm), 2, 3, 2))
        .withMessageContaining(Double.toString(norm));
  }

  @Test
  void learningRateCountsFromTheNextStepOn() {
    ReluNetwork network = network(OptionalDouble.empty(), 2, 7, 3);
    network.setLearningRate(0);
    double[] start = network.parameters();
    network.step(points(2), targets(3), STRIDE, COUNT);

    assertThat(network.parameters()).isEqualTo(start);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aPointsScoresAndClassDoNotDependOnItsBatch(int[] sizes) {
    ReluNetwork network = network(OptionalDouble.empty(), sizes);
    DenseNetwork reference = reference(new Sgd(0), sizes);
    KeyedRandom random = KeyedRandom.of("points");
    double[][] x =
        IntStream.range(0, 21).mapToObj(i -> doubles(random, sizes[0])).toArray(double[][]::new);

    // More than the network has room for at a time.
    int[] together = network.predict(x);
    for (int i = 0; i < x.length; i++) {
      double[] scores = network.scores(x[i]);
      assertThat(network.predict(x[i])).isEqualTo(together[i]);
      assertThat(scores[together[i]]).isEqualTo(DoubleStream.of(scores).max().orElseThrow());
      // Single precision.
      assertThat(scores).containsExactly(reference.forward(x[i]), within(1e-6));
    }
  }
}

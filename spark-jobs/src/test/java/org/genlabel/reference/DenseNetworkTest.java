package org.genlabel.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.genlabel.network.InitialParameters;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.DoubleKernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenseNetworkTest {
  private static final double LEARNING_RATE = 0.5;

  /**
   * Returns the widths of networks: without and with hidden layers, and inputs around a multiple of
   * four.
   */
  static List<int[]> architectures() {
    return List.of(
        new int[] {3, 2},
        new int[] {4, 3},
        new int[] {9, 1},
        new int[] {5, 6, 2},
        new int[] {2, 7, 4, 3},
        new int[] {6, 5, 5, 4, 2});
  }

  private static DenseNetwork network(DoubleOptimizer optimizer, int... sizes) {
    DenseNetwork network = new DenseNetwork(optimizer, LEARNING_RATE, sizes);
    network.initialize(KeyedRandom.of("initial weights"));
    return network;
  }

  private static double[] point(KeyedRandom random, int features) {
    return DoubleStream.generate(() -> 4 * random.nextDouble() - 2).limit(features).toArray();
  }

  /**
   * Computes scores by the definition: W x + b layer by layer, with negative values set to 0 in
   * between.
   */
  private static double[] scores(double[] parameters, int[] sizes, double[] x) {
    double[] values = x;
    int position = 0;
    for (int layer = 0; layer + 1 < sizes.length; layer++) {
      int inputs = sizes[layer];
      int outputs = sizes[layer + 1];
      double[] next = new double[outputs];
      for (int o = 0; o < outputs; o++) {
        next[o] = parameters[position + outputs * inputs + o];
        for (int k = 0; k < inputs; k++) {
          next[o] += parameters[position + o * inputs + k] * values[k];
        }
        if (layer + 2 < sizes.length) {
          next[o] = Math.max(0, next[o]);
        }
      }
      position += outputs * (inputs + 1);
      values = next;
    }
    return values;
  }

  /** Returns a loss whose gradient by the scores is (1 + scores[0], 2 + scores[1], ...). */
  private static double loss(double[] scores) {
    double loss = 0;
    for (int o = 0; o < scores.length; o++) {
      loss += (o + 1) * scores[o] + 0.5 * scores[o] * scores[o];
    }
    return loss;
  }

  private static double[] gradient(double[] scores) {
    double[] gradient = scores.clone();
    for (int o = 0; o < gradient.length; o++) {
      gradient[o] += o + 1;
    }
    return gradient;
  }

  @Test
  void startsAtZero() {
    DenseNetwork network = new DenseNetwork(new DoubleSgd(0), LEARNING_RATE, 3, 4, 2);

    assertThat(network.parameters()).hasSize(4 * 4 + 2 * 5).containsOnly(0);
    assertThat(network.forward(new double[] {5, -7, 1})).containsExactly(0, 0);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void scoresAreAffineMapsWithNegativesCutOffBetween(int[] sizes) {
    DenseNetwork network = network(new DoubleSgd(0), sizes);
    KeyedRandom random = KeyedRandom.of("points");
    for (int draw = 0; draw < 20; draw++) {
      double[] x = point(random, sizes[0]);

      // Some ten summands near 1 in different orders.
      assertThat(network.forward(x))
          .containsExactly(scores(network.parameters(), sizes, x), within(1e-13));
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void stepIsTheMeanGradientByEveryParameter(int[] sizes) {
    DenseNetwork network = network(new DoubleSgd(0), sizes);
    double[] start = network.parameters();
    KeyedRandom random = KeyedRandom.of("points");
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      double[] x = point(random, sizes[0]);
      rows.add(x);
      network.backward(gradient(network.forward(x)));
    }
    network.step(3);
    double[] end = network.parameters();

    int moved = 0;
    for (int i = 0; i < start.length; i++) {
      double derivative = 0;
      for (double[] x : rows) {
        derivative += (lossAt(start, i, 1e-6, sizes, x) - lossAt(start, i, -1e-6, sizes, x)) / 2e-6;
      }
      // Central differences: 1e-12 of the step, and rounding of losses near 10 over 1e-6.
      assertThat((start[i] - end[i]) / LEARNING_RATE)
          .as("parameter " + i)
          .isCloseTo(derivative / 3, within(1e-8));
      moved += Math.abs(derivative) > 1e-3 ? 1 : 0;
    }
    assertThat(moved).as("parameters with a gradient").isGreaterThan(start.length / 3);
  }

  private static double lossAt(
      double[] parameters, int changed, double by, int[] sizes, double[] x) {
    double[] moved = parameters.clone();
    moved[changed] += by;
    return loss(scores(moved, sizes, x));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void backwardGivesTheGradientByTheInput(int[] sizes) {
    DenseNetwork network = network(new DoubleSgd(0), sizes);
    KeyedRandom random = KeyedRandom.of("points");
    for (int draw = 0; draw < 5; draw++) {
      double[] x = point(random, sizes[0]);
      double[] actual = network.backward(gradient(network.forward(x))).clone();

      for (int k = 0; k < x.length; k++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[k] += 1e-6;
        down[k] -= 1e-6;
        double derivative = (loss(network.forward(up)) - loss(network.forward(down))) / 2e-6;
        // As above.
        assertThat(actual[k]).as("feature " + k).isCloseTo(derivative, within(1e-8));
      }
    }
  }

  @Test
  void unitThatIsCutOffHasNoGradient() {
    // One hidden unit with weight -1 and bias 0 has the score -1 at input +1.
    DenseNetwork network = new DenseNetwork(new DoubleSgd(0), 1, 1, 1, 1);
    double[] values = {-1, 0, 3, 5};
    int[] next = {0};
    network.initialize(bound -> values[next[0]++]);

    assertThat(network.forward(new double[] {1})).containsExactly(5);
    assertThat(network.backward(new double[] {1})).containsExactly(0);
    network.step(1);

    // Only the last bias changes, by -1, because the input of its weight is 0.
    assertThat(network.parameters()).containsExactly(-1, 0, 3, 4);
  }

  @Test
  void stepForgetsTheGradientsOfTheOneBefore() {
    DenseNetwork network = network(new DoubleSgd(0), 3, 4, 2);
    DenseNetwork other = network(new DoubleSgd(0), 3, 4, 2);
    double[] x = {0.5, -1, 2};

    network.backward(gradient(network.forward(x)));
    network.step(1);
    double[] afterOne = network.parameters();
    network.step(1);

    // Without a gradient, the step is 0.9 times the velocity of the first step.
    double[] afterTwo = network.parameters();
    double[] start = other.parameters();
    for (int i = 0; i < start.length; i++) {
      assertThat(afterTwo[i] - afterOne[i])
          .isCloseTo(0.9 * (afterOne[i] - start[i]), within(1e-14));
    }
  }

  @Test
  void initialParametersAreDrawnLayerByLayerWeightsBeforeBiasesByTheFanIn() {
    List<Double> bounds = new ArrayList<>();
    double[] count = {0};
    UniformSource random =
        bound -> {
          bounds.add(bound);
          count[0] += 1;
          return bound * count[0];
        };
    DenseNetwork network = new DenseNetwork(new DoubleSgd(0), LEARNING_RATE, 4, 2, 9, 3);

    network.initialize(random);

    double[] parameters = network.parameters();
    assertThat(parameters).hasSize(2 * 5 + 9 * 3 + 3 * 10);
    assertThat(bounds).hasSize(parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      double fanIn = i < 10 ? 4 : i < 37 ? 2 : 9;
      assertThat(bounds.get(i)).as("bound " + i).isEqualTo(1 / StrictMath.sqrt(fanIn));
      assertThat(parameters[i]).as("parameter " + i).isEqualTo(bounds.get(i) * (i + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7})
  void networkWithoutHiddenLayersIsSoftmaxRegression(int features) {
    int classes = 3;
    DenseNetwork network = new DenseNetwork(new DoubleAdam(1e-4), 0.01, features, classes);
    DoubleSoftmaxRegression regression =
        new DoubleSoftmaxRegression(features, classes, 0.01, new DoubleAdam(1e-4));
    network.initialize(KeyedRandom.of("initial weights"));
    regression.initialize(
        InitialParameters.draw(KeyedRandom.of("initial weights"), features, classes));
    assertThat(network.parameters()).isEqualTo(regression.parameters());

    KeyedRandom random = KeyedRandom.of("training");
    for (int step = 0; step < 100; step++) {
      for (int row = 0; row < 5; row++) {
        double[] x = point(random, features);
        double[] label = new double[classes];
        double share = random.nextDouble();
        label[random.nextInt(classes)] += share;
        label[random.nextInt(classes)] += 1 - share;
        double[] gradient = network.forward(x).clone();
        DoubleKernels.softmaxInPlace(gradient);
        for (int c = 0; c < classes; c++) {
          gradient[c] -= label[c];
        }
        network.backward(gradient);
        regression.addRow(x, label);
      }
      network.step(5);
      regression.step(5);
    }

    // A hundred steps of Adam, each with a few rounding errors of numbers near 1.
    assertThat(network.parameters()).containsExactly(regression.parameters(), within(1e-10));
    assertThat(Arrays.stream(network.parameters()).map(Math::abs).max().orElseThrow())
        .as("has learned something")
        .isGreaterThan(0.1);
  }
}

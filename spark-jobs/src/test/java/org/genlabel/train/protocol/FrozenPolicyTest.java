package org.genlabel.train.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.TorchRandom;
import org.genlabel.random.UniformSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenPolicyTest {
  private static final int HIDDEN = 100;

  /** [out][in] weights and [out] biases of three layers. */
  private record Layers(double[][][] weights, double[][] biases) {
    static Layers draw(int features, UniformSource random) {
      int[] sizes = {2 * features, HIDDEN, HIDDEN, 3};
      double[][][] weights = new double[3][][];
      double[][] biases = new double[3][];
      for (int layer = 0; layer < 3; layer++) {
        double bound = 1 / StrictMath.sqrt(sizes[layer]);
        weights[layer] = new double[sizes[layer + 1]][sizes[layer]];
        biases[layer] = new double[sizes[layer + 1]];
        for (double[] row : weights[layer]) {
          for (int k = 0; k < row.length; k++) {
            row[k] = random.uniform(bound);
          }
        }
        for (int o = 0; o < biases[layer].length; o++) {
          biases[layer][o] = random.uniform(bound);
        }
      }
      return new Layers(weights, biases);
    }

    FrozenPolicy policy() {
      return FrozenPolicy.of(weights[0], biases[0], weights[1], biases[1], weights[2], biases[2]);
    }

    /** Returns the softmax of the layers in sequence, without activations. */
    double[] interval(double[] first, double[] second) {
      double[] values = new double[first.length + second.length];
      System.arraycopy(first, 0, values, 0, first.length);
      System.arraycopy(second, 0, values, first.length, second.length);
      for (int layer = 0; layer < 3; layer++) {
        double[] next = biases[layer].clone();
        for (int o = 0; o < next.length; o++) {
          for (int k = 0; k < values.length; k++) {
            next[o] += weights[layer][o][k] * values[k];
          }
        }
        values = next;
      }
      double sum = Math.exp(values[0]) + Math.exp(values[1]) + Math.exp(values[2]);
      return new double[] {
        Math.exp(values[0]) / sum, Math.exp(values[1]) / sum, Math.exp(values[2]) / sum
      };
    }
  }

  private static double[] point(KeyedRandom random, int features) {
    double[] point = new double[features];
    for (int k = 0; k < features; k++) {
      point[k] = 6 * random.nextDouble() - 3;
    }
    return point;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 13, 20})
  void oneMapGivesWhatTheThreeLayersGive(int features) {
    KeyedRandom random = KeyedRandom.of("policy", "features=" + features);
    Layers layers = Layers.draw(features, random);
    FrozenPolicy policy = layers.policy();
    for (int draw = 0; draw < 50; draw++) {
      double[] first = point(random, features);
      double[] second = point(random, features);
      double uniform = random.nextDouble();
      double[] interval = layers.interval(first, second);

      // a, delta, u, their product and the sum are floats: five rounding errors of at most 2^-25
      // each.
      assertThat(policy.lambda(first, second, uniform))
          .isCloseTo(interval[0] + uniform * interval[1], within(5 * 0x1p-25));
      assertThat(interval[0]).as("not a constant").isNotCloseTo(1 / 3.0, within(1e-6));
    }
  }

  @Test
  void lambdaIsASinglePrecisionNumberFromAToAPlusDelta() {
    KeyedRandom random = KeyedRandom.of("policy");
    Layers layers = Layers.draw(4, random);
    FrozenPolicy policy = layers.policy();
    for (int draw = 0; draw < 50; draw++) {
      double[] first = point(random, 4);
      double[] second = point(random, 4);
      double[] interval = layers.interval(first, second);

      double atZero = policy.lambda(first, second, 0);
      double nearOne = policy.lambda(first, second, 1 - 0x1p-24);
      // The rounding error of a float of at most about 1/2.
      assertThat(atZero).isEqualTo((double) (float) atZero).isCloseTo(interval[0], within(6e-8));
      assertThat(nearOne)
          .isEqualTo((double) (float) nearOne)
          .isCloseTo(interval[0] + interval[1], within(2e-7));
      assertThat(nearOne).isGreaterThan(atZero);
    }
  }

  @Test
  void orderOfThePairMatters() {
    KeyedRandom random = KeyedRandom.of("policy");
    FrozenPolicy policy = Layers.draw(4, random).policy();
    double[] first = point(random, 4);
    double[] second = point(random, 4);

    assertThat(policy.lambda(second, first, 0.5))
        .isNotCloseTo(policy.lambda(first, second, 0.5), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20})
  void drawingTakesTheReportedNumberOfDraws(int features) {
    List<Double> bounds = new ArrayList<>();

    FrozenPolicy.draw(
        features,
        bound -> {
          bounds.add(bound);
          return 0;
        });

    assertThat(bounds).hasSize(FrozenPolicy.draws(features));
    int firstLayer = HIDDEN * (2 * features + 1);
    for (int i = 0; i < bounds.size(); i++) {
      assertThat(bounds.get(i))
          .as("bound " + i)
          .isEqualTo(1 / StrictMath.sqrt(i < firstLayer ? 2 * features : HIDDEN));
    }
  }

  @Test
  void isDrawnLayerByLayerWeightsBeforeBiases() {
    FrozenPolicy drawn = FrozenPolicy.draw(3, new TorchRandom(2));
    FrozenPolicy given = Layers.draw(3, new TorchRandom(2)).policy();
    KeyedRandom random = KeyedRandom.of("points");
    for (int draw = 0; draw < 20; draw++) {
      double[] first = point(random, 3);
      double[] second = point(random, 3);
      double uniform = random.nextDouble();

      assertThat(drawn.lambda(first, second, uniform))
          .isEqualTo(given.lambda(first, second, uniform));
    }
  }
}

package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.genlabel.simd.KernelDraws.DRAWS;
import static org.genlabel.simd.KernelDraws.assertSameBits;
import static org.genlabel.simd.KernelDraws.doubles;
import static org.genlabel.simd.KernelDraws.floats;
import static org.genlabel.simd.KernelDraws.kernels;
import static org.genlabel.simd.KernelDraws.random;
import static org.genlabel.simd.KernelDraws.toFloats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of networks, in both implementations. */
class NetworkKernelsTest {
  private static final int WIDTH = Kernels.WIDTH;
  private static final double MINUS_INFINITY = Double.NEGATIVE_INFINITY;

  /** Half a unit in the last place of a float at 1. */
  private static final double FLOAT_ROUNDING = 0x1p-24;

  /**
   * Networks with separate rows or with shared rows.
   *
   * @param stride stride of the shared rows
   * @param columns number of columns of all classes and lanes
   */
  private record Network(
      int rows,
      int features,
      int stride,
      int classes,
      int columns,
      float[] x,
      float[] xOfLanes,
      float[] weights,
      float[] bias,
      float[] delta) {
    static Network draw(int draw) {
      KeyedRandom random = random("network", draw);
      int rows = 1 + random.nextInt(19);
      int features = random.nextInt(20);
      int stride = features + random.nextInt(3);
      int classes = 1 + random.nextInt(5);
      int columns = (classes + random.nextInt(9)) * WIDTH;
      return new Network(
          rows,
          features,
          stride,
          classes,
          columns,
          floats(random, rows * stride),
          floats(random, rows * features * WIDTH),
          floats(random, features * columns),
          floats(random, columns),
          floats(random, rows * columns));
    }

    float[] affine(Kernels kernels) {
      float[] y = new float[rows * columns];
      Arrays.fill(y, 99);
      kernels.affine(x, rows, features, stride, weights, bias, columns, y);
      return y;
    }

    /** Returns weights and bias after the outer products were added. */
    float[][] outerProducts(Kernels kernels) {
      float[] sums = weights.clone();
      float[] biasSums = bias.clone();
      kernels.addOuterProducts(x, rows, features, stride, delta, columns, sums, biasSums);
      return new float[][] {sums, biasSums};
    }

    float[] affineOfLanes(Kernels kernels) {
      float[] y = new float[rows * classes * WIDTH];
      Arrays.fill(y, 99);
      kernels.affineOfLanes(xOfLanes, rows, features, weights, bias, classes, y);
      return y;
    }

    float[][] outerProductsOfLanes(Kernels kernels) {
      float[] sums = Arrays.copyOf(weights, features * classes * WIDTH);
      float[] biasSums = Arrays.copyOf(bias, classes * WIDTH);
      kernels.addOuterProductsOfLanes(xOfLanes, rows, features, delta, classes, sums, biasSums);
      return new float[][] {sums, biasSums};
    }
  }

  @Test
  void networksHaveTheSameBits() {
    for (int draw = 0; draw < DRAWS; draw++) {
      Network network = Network.draw(draw);
      String what = "draw " + draw;
      assertSameBits(what, network::affine);
      assertSameBits(what, network::outerProducts);
      assertSameBits(what, network::affineOfLanes);
      assertSameBits(what, network::outerProductsOfLanes);
    }
  }

  /**
   * Asserts a sum with one rounding per addition; no partial sum exceeds the sum of the magnitudes.
   */
  private static void assertIsSum(float actual, double sum, double magnitudes, int terms) {
    assertThat((double) actual)
        .isCloseTo(sum, within((terms + 1) * FLOAT_ROUNDING * magnitudes + Float.MIN_VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void affineMapIsTheProductOfInputsAndWeightsAndTheBias(String choice) {
    for (int draw = 0; draw < 40; draw++) {
      Network network = Network.draw(draw);
      int features = network.features();
      int columns = network.columns();
      float[] y = network.affine(kernels(choice));
      for (int i = 0; i < y.length; i++) {
        int row = i / columns;
        double sum = network.bias()[i % columns];
        double magnitudes = Math.abs(sum);
        for (int k = 0; k < features; k++) {
          double term =
              (double) network.x()[row * network.stride() + k]
                  * network.weights()[k * columns + i % columns];
          sum += term;
          magnitudes += Math.abs(term);
        }
        assertIsSum(y[i], sum, magnitudes, features);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void outerProductsOfAllRowsAreAdded(String choice) {
    for (int draw = 0; draw < 40; draw++) {
      Network network = Network.draw(draw);
      int features = network.features();
      int columns = network.columns();
      float[][] added = network.outerProducts(kernels(choice));
      // The bias is the weight of a feature that is always 1.
      for (int k = 0; k <= features; k++) {
        for (int j = 0; j < columns; j++) {
          boolean isBias = k == features;
          double sum = isBias ? network.bias()[j] : network.weights()[k * columns + j];
          double magnitudes = Math.abs(sum);
          for (int r = 0; r < network.rows(); r++) {
            double input = isBias ? 1 : network.x()[r * network.stride() + k];
            double term = input * network.delta()[r * columns + j];
            sum += term;
            magnitudes += Math.abs(term);
          }
          float actual = isBias ? added[1][j] : added[0][k * columns + j];
          assertIsSum(actual, sum, magnitudes, network.rows());
        }
      }
    }
  }

  /** Lane by lane, the kernels of lanes with separate inputs equal those of one shared input. */
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void lanesWithInputsOfTheirOwnHaveTheBitsOfTheSameInputsShared(String choice) {
    Kernels kernels = kernels(choice);
    for (int draw = 0; draw < 40; draw++) {
      Network network = Network.draw(draw);
      int columns = network.classes() * WIDTH;
      float[] ofLanes = network.affineOfLanes(kernels);
      float[][] addedOfLanes = network.outerProductsOfLanes(kernels);
      for (int lane = 0; lane < WIDTH; lane++) {
        float[] x = new float[network.rows() * network.features()];
        for (int i = 0; i < x.length; i++) {
          x[i] = network.xOfLanes()[i * WIDTH + lane];
        }
        Network shared =
            new Network(
                network.rows(),
                network.features(),
                network.features(),
                network.classes(),
                columns,
                x,
                new float[0],
                Arrays.copyOf(network.weights(), network.features() * columns),
                Arrays.copyOf(network.bias(), columns),
                Arrays.copyOf(network.delta(), network.rows() * columns));
        assertThat(everyWidth(ofLanes, lane)).isEqualTo(everyWidth(shared.affine(kernels), lane));
        float[][] added = shared.outerProducts(kernels);
        assertThat(everyWidth(addedOfLanes[0], lane)).isEqualTo(everyWidth(added[0], lane));
        assertThat(everyWidth(addedOfLanes[1], lane)).isEqualTo(everyWidth(added[1], lane));
      }
    }
  }

  private static float[] everyWidth(float[] values, int lane) {
    float[] ofLane = new float[values.length / WIDTH];
    for (int i = 0; i < ofLane.length; i++) {
      ofLane[i] = values[i * WIDTH + lane];
    }
    return ofLane;
  }

  /** Logits, [rows][classes][lanes]: near, equal, far apart, and as far as floats go. */
  private record Logits(int rows, int classes, int lanes, float[] values) {
    static Logits draw(int draw) {
      KeyedRandom random = random("logits", draw);
      int rows = 1 + random.nextInt(5);
      int classes = 1 + random.nextInt(6);
      int lanes = WIDTH * (1 + random.nextInt(3));
      double[] values = doubles(random, rows * classes * lanes);
      for (int i = 0; i < values.length; i++) {
        int kind = random.nextInt(30);
        values[i] *= kind == 0 ? 1e30 : kind == 1 ? 6e37 : kind < 6 ? 20 : 1;
      }
      return new Logits(rows, classes, lanes, toFloats(values));
    }

    float[] softmax(Kernels kernels) {
      float[] probabilities = values.clone();
      kernels.softmax(probabilities, rows, classes, lanes);
      return probabilities;
    }
  }

  @Test
  void softmaxHasTheSameBits() {
    for (int draw = 0; draw < DRAWS; draw++) {
      assertSameBits("draw " + draw, Logits.draw(draw)::softmax);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void softmaxRunsDownTheClassesOfEveryRowAndLane(String choice) {
    for (int draw = 0; draw < 60; draw++) {
      Logits logits = Logits.draw(draw);
      float[] actual = logits.softmax(kernels(choice));
      int lanes = logits.lanes();
      for (int r = 0; r < logits.rows(); r++) {
        for (int lane = 0; lane < lanes; lane++) {
          int start = r * logits.classes() * lanes + lane;
          double largest = MINUS_INFINITY;
          for (int c = 0; c < logits.classes(); c++) {
            largest = Math.max(largest, logits.values()[start + c * lanes]);
          }
          double sum = 0;
          for (int c = 0; c < logits.classes(); c++) {
            sum += StrictMath.exp(logits.values()[start + c * lanes] - largest);
          }
          for (int c = 0; c < logits.classes(); c++) {
            double logit = logits.values()[start + c * lanes] - largest;
            double expected = StrictMath.exp(logit) / sum;
            // The exponential has a relative error below 1e-6 and is clamped at e^-87, which is
            // 2e-38; the difference of the logits is rounded.
            double tolerance = expected * (2e-6 - logit * FLOAT_ROUNDING) + 2e-38;
            assertThat((double) actual[start + c * lanes]).isCloseTo(expected, within(tolerance));
          }
        }
      }
    }
  }

  /** Probabilities and their targets. */
  private record Targets(
      int rows,
      int classes,
      int lanes,
      float[] probabilities,
      float[][] labels,
      float[][] coefficients,
      float[] targetsOfLanes,
      float[] rowWeights) {
    static Targets draw(int draw) {
      KeyedRandom random = random("targets", draw);
      int rows = 1 + random.nextInt(6);
      int classes = 2 + random.nextInt(4);
      int lanes = WIDTH * (1 + random.nextInt(3));
      int labels = 1 + random.nextInt(4);
      float[] rowWeights = new float[rows * WIDTH];
      for (int i = 0; i < rowWeights.length; i++) {
        rowWeights[i] = random.nextInt(3) == 0 ? 0 : 1;
      }
      return new Targets(
          rows,
          classes,
          lanes,
          floats(random, rows * classes * lanes),
          IntStream.range(0, labels)
              .mapToObj(l -> floats(random, rows * classes))
              .toArray(float[][]::new),
          IntStream.range(0, labels).mapToObj(l -> floats(random, lanes)).toArray(float[][]::new),
          floats(random, rows * classes * WIDTH),
          rowWeights);
    }

    float[] subtracted(Kernels kernels) {
      float[] values = probabilities.clone();
      kernels.subtractTargets(values, rows, classes, lanes, labels, coefficients);
      return values;
    }

    float[] subtractedOfLanes(Kernels kernels) {
      float[] values = Arrays.copyOf(probabilities, rows * classes * WIDTH);
      kernels.subtractTargetsOfLanes(values, rows, classes, targetsOfLanes, rowWeights);
      return values;
    }
  }

  @Test
  void gradientsByTheLogitsHaveTheSameBits() {
    for (int draw = 0; draw < DRAWS; draw++) {
      assertSameBits("draw " + draw, Targets.draw(draw)::subtracted);
      assertSameBits("draw " + draw, Targets.draw(draw)::subtractedOfLanes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void targetsAreCombinationsOfTheLabelsAndSubtracted(String choice) {
    for (int draw = 0; draw < 60; draw++) {
      Targets targets = Targets.draw(draw);
      float[] actual = targets.subtracted(kernels(choice));
      for (int i = 0; i < actual.length; i++) {
        double sum = targets.probabilities()[i];
        double magnitudes = Math.abs(sum);
        for (int l = 0; l < targets.labels().length; l++) {
          double term =
              (double) targets.coefficients()[l][i % targets.lanes()]
                  * targets.labels()[l][i / targets.lanes()];
          sum -= term;
          magnitudes += Math.abs(term);
        }
        assertIsSum(actual[i], sum, magnitudes, 1 + targets.labels().length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void targetsOfLanesAreSubtractedFromTheRowsThatCount(String choice) {
    for (int draw = 0; draw < 60; draw++) {
      Targets targets = Targets.draw(draw);
      float[] actual = targets.subtractedOfLanes(kernels(choice));
      for (int i = 0; i < actual.length; i++) {
        int row = i / (targets.classes() * WIDTH);
        boolean counts = targets.rowWeights()[row * WIDTH + i % WIDTH] == 1;
        float difference = targets.probabilities()[i] - targets.targetsOfLanes()[i];
        assertThat(actual[i]).isEqualTo(counts ? difference : 0 * difference);
      }
    }
  }

  /** Any number of elements, including numbers that are not a multiple of the vector length. */
  private record Elements(int count, float[] values, float[] others) {
    static Elements draw(int draw) {
      KeyedRandom random = random("elements", draw);
      int count = random.nextInt(60);
      // Some elements lie beyond the count; zeros of both signs are among them.
      float[] values = floats(random, count + 5);
      float[] others = floats(random, count + 5);
      for (int i = 0; i < values.length; i += 7) {
        values[i] = -0f;
        others[values.length - 1 - i] = -0f;
      }
      return new Elements(count, values, others);
    }

    float[] rectified(Kernels kernels) {
      float[] rectified = values.clone();
      kernels.rectify(rectified, count);
      return rectified;
    }

    float[] masked(Kernels kernels) {
      float[] gradients = values.clone();
      kernels.maskRectified(gradients, others, count);
      return gradients;
    }
  }

  @Test
  void rectifiedElementsHaveTheSameBits() {
    for (int draw = 0; draw < DRAWS; draw++) {
      assertSameBits("draw " + draw, Elements.draw(draw)::rectified);
      assertSameBits("draw " + draw, Elements.draw(draw)::masked);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void whatIsNotAboveZeroIsCutOffAndSoIsTheGradientThere(String choice) {
    for (int draw = 0; draw < 60; draw++) {
      Elements elements = Elements.draw(draw);
      float[] rectified = elements.rectified(kernels(choice));
      float[] masked = elements.masked(kernels(choice));
      for (int i = 0; i < rectified.length; i++) {
        float value = elements.values()[i];
        boolean isCounted = i < elements.count();
        assertThat(rectified[i]).isEqualTo(isCounted && !(value > 0) ? 0f : value);
        assertThat(masked[i]).isEqualTo(isCounted && !(elements.others()[i] > 0) ? 0f : value);
      }
    }
  }

  private static final AdamStep STEP =
      new AdamStep(1e-4f, 0.9f, 0.1f, 0.999f, 0.001f, 1e-8f, 3.69f, 18.3f);

  /**
   * Returns any number of parameters and their first and second moments after a step; the other
   * arrays are longer.
   */
  private static float[][] afterAdam(Kernels kernels, int draw) {
    KeyedRandom random = random("adam", draw);
    int count = random.nextInt(60);
    float[] parameters = floats(random, count);
    float[] first = floats(random, count);
    float[] second = floats(random, count);
    for (int i = 0; i < count; i++) {
      second[i] = Math.abs(second[i]);
    }
    kernels.adam(
        parameters,
        floats(random, count),
        floats(random, count + 3),
        floats(random, count + 3),
        first,
        second,
        STEP);
    return new float[][] {parameters, first, second};
  }

  @Test
  void stepsOfAdamHaveTheSameBits() {
    for (int draw = 0; draw < DRAWS; draw++) {
      int drawn = draw;
      assertSameBits("draw " + draw, kernels -> afterAdam(kernels, drawn));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void stepOfAdamIsTheFormula(String choice) {
    // Fifty elements: whole vectors, and a remainder.
    int count = 50;
    KeyedRandom random = KeyedRandom.of("adam");
    float[] parameters = floats(random, count);
    float[] sums = floats(random, count);
    float[] scales = floats(random, count);
    float[] rates = floats(random, count);
    float[] first = floats(random, count);
    float[] second = floats(random, count);
    for (int i = 0; i < count; i++) {
      // Far from 0, so that no quotient is large.
      second[i] = 1 + Math.abs(second[i]);
    }
    float[] before = parameters.clone();
    float[] firstBefore = first.clone();
    float[] secondBefore = second.clone();

    kernels(choice).adam(parameters, sums, scales, rates, first, second, STEP);

    for (int i = 0; i < count; i++) {
      double gradient = (double) sums[i] * scales[i] + 1e-4 * before[i];
      double m = 0.1 * gradient + 0.9 * firstBefore[i];
      double v = 0.001 * gradient * gradient + 0.999 * secondBefore[i];
      double expected = before[i] - rates[i] * 3.69 * m / (Math.sqrt(v) * 18.3 + 1e-8);
      // A few roundings of gradients up to 25, and of the parameters.
      assertThat((double) first[i]).isCloseTo(m, within(2e-6));
      assertThat((double) second[i]).isCloseTo(v, within(2e-6));
      assertThat((double) parameters[i]).isCloseTo(expected, within(4e-6));
    }
  }
}

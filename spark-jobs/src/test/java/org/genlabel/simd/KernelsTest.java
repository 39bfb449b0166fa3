package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both implementations of the kernels: they give the same bits, and the right numbers. Shapes are
 * drawn so that every remainder of blocks of four rows, features, kernels and points comes up.
 */
class KernelsTest {
  private static final int WIDTH = Kernels.WIDTH;
  private static final double PLUS_INFINITY = Double.POSITIVE_INFINITY;
  private static final double MINUS_INFINITY = Double.NEGATIVE_INFINITY;

  /** Half a unit in the last place of a float at 1. */
  private static final double FLOAT_ROUNDING = 0x1p-24;

  private static final int DRAWS = 150;

  private static final Kernels SCALAR = ActiveKernels.choose("scalar");
  private static final Kernels VECTOR = ActiveKernels.choose("vector");

  private static Kernels kernels(String choice) {
    return choice.equals("scalar") ? SCALAR : VECTOR;
  }

  private static KeyedRandom random(String what, int draw) {
    return KeyedRandom.of(what, "draw=" + draw);
  }

  /** Mostly uniform in (-5, 5); zeros and copies of the value before among them. */
  private static double[] doubles(KeyedRandom random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(12);
      values[i] = kind == 0 ? 0 : kind == 1 && i > 0 ? values[i - 1] : 10 * random.nextDouble() - 5;
    }
    return values;
  }

  private static float[] floats(KeyedRandom random, int count) {
    return toFloats(doubles(random, count));
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static <T> void assertSameBits(String what, Function<Kernels, T> result) {
    assertThat(result.apply(VECTOR)).as(what).isEqualTo(result.apply(SCALAR));
  }

  @Test
  void implementationsAreChosenByName() {
    assertThat(SCALAR.description()).isEqualTo("scalar");
    assertThat(VECTOR.description()).matches("\\d+-bit vectors");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ActiveKernels.choose("fast"))
        .withMessageContaining("genlabel.simd")
        .withMessageContaining("fast");
  }

  @Test
  void lanesArePaddedToTheNextMultipleOfTheWidth() {
    assertThat(IntStream.of(0, 1, 15, 16, 17, 52).map(Kernels::padded))
        .containsExactly(0, 16, 16, 16, 32, 64);
  }

  // Single precision.

  /**
   * Networks on rows of their own or on the same ones.
   *
   * @param stride of the rows that are shared
   * @param columns of all classes and lanes
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

    /** What is added to weights and bias, one after the other. */
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

  /** One rounding an addition, of a sum that is never above the sum of the magnitudes. */
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
      // The bias is a feature that is always 1.
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

  /** Lane by lane, the kernels of lanes with inputs of their own are those of one shared input. */
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
            // The exponential is good to 1e-6 and clamped at e^-87, which is 2e-38; the difference
            // of the logits is rounded.
            double tolerance = expected * (2e-6 - logit * FLOAT_ROUNDING) + 2e-38;
            assertThat((double) actual[start + c * lanes]).isCloseTo(expected, within(tolerance));
          }
        }
      }
    }
  }

  /** Probabilities and what they should be. */
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

  /** Elements of any number: also such as are no whole number of vectors. */
  private record Elements(int count, float[] values, float[] others) {
    static Elements draw(int draw) {
      KeyedRandom random = random("elements", draw);
      int count = random.nextInt(60);
      // Some beyond the count; zeros of both signs among all.
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

  /** Parameters of any number, first and second moments; all else is there for more. */
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
    // Fifty elements: whole vectors, and some left over.
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

  // Double precision: points side by side.

  /** Points, [features][stride], in a metric, and rows or kernels that they are far from. */
  private record Points(
      int features,
      int stride,
      int points,
      double[] x,
      double[] weights,
      double[] offsets,
      double[] centres,
      int kernels) {
    static Points draw(int draw) {
      KeyedRandom random = random("points", draw);
      int features = 1 + random.nextInt(11);
      int stride = WIDTH * (1 + random.nextInt(3));
      int points = 1 + random.nextInt(stride);
      // The exponents of up to 128 kernels are worked on at a time.
      int kernels = random.nextInt(3) == 0 ? 120 + random.nextInt(160) : 1 + random.nextInt(9);
      double[] weights = doubles(random, features * features);
      for (int a = 0; a < features; a++) {
        Arrays.fill(weights, a * features + a + 1, (a + 1) * features, 0);
      }
      double[] x = doubles(random, features * stride);
      double[] centres = doubles(random, kernels * features);
      for (int t = 1; t < kernels; t++) {
        if (random.nextInt(6) == 0) {
          System.arraycopy(centres, 0, centres, t * features, features);
        }
      }
      for (int p = 0; p < points; p++) {
        int kind = random.nextInt(8);
        int centre = random.nextInt(kernels) * features;
        for (int k = 0; k < features; k++) {
          // At a centre, or far away from all.
          x[k * stride + p] =
              kind == 0 ? centres[centre + k] : x[k * stride + p] * (kind == 1 ? 1e3 : 1);
        }
      }
      return new Points(
          features, stride, points, x, weights, doubles(random, features), centres, kernels);
    }

    double[] images(Kernels kernels) {
      double[] y = new double[features * stride];
      Arrays.fill(y, 99);
      kernels.triangularAffine(x, stride, points, features, weights, offsets, y);
      return y;
    }

    double[] halfSquares(Kernels kernels) {
      double[] half = new double[stride];
      Arrays.fill(half, 99);
      kernels.halfSquares(x, stride, points, features, half);
      return half;
    }

    double[] leastSquaredDistances(Kernels kernelsOfSimd, int count) {
      double[] least = new double[stride];
      Arrays.fill(least, 99);
      kernelsOfSimd.leastSquaredDistances(x, stride, points, features, centres, count, least);
      return least;
    }

    /** In single precision, of the rows' negatives. */
    float[] leastOffsets(Kernels kernelsOfSimd, int count) {
      float[] least = new float[stride];
      Arrays.fill(least, 99);
      kernelsOfSimd.leastOffsets(
          toFloats(x),
          stride,
          points,
          features,
          toFloats(negatedCentres()),
          toFloats(halfSquaresOfCentres()),
          count,
          least);
      return least;
    }

    double[] negatedCentres() {
      return Arrays.stream(centres).map(value -> -value).toArray();
    }

    double[] halfSquaresOfCentres() {
      double[] halfSquares = new double[kernels];
      for (int t = 0; t < kernels; t++) {
        double squared = 0;
        for (int k = 0; k < features; k++) {
          squared = Math.fma(centres[t * features + k], centres[t * features + k], squared);
        }
        halfSquares[t] = 0.5 * squared;
      }
      return halfSquares;
    }

    /** The least distance of every point, and the sum. */
    double[][] kernelSums(Kernels kernelsOfSimd) {
      double[] halfSquares = new double[stride];
      SCALAR.halfSquares(x, stride, stride, features, halfSquares);
      double[] least = new double[stride];
      double[] sums = new double[stride];
      KernelScratch scratch = new KernelScratch();
      for (int from = 0; from < stride; from += WIDTH) {
        kernelsOfSimd.kernelSums(
            x,
            stride,
            from,
            features,
            halfSquares,
            negatedCentres(),
            halfSquaresOfCentres(),
            kernels,
            least,
            sums,
            scratch);
      }
      return new double[][] {least, sums};
    }

    double squaredDistance(int p, int t) {
      double squared = 0;
      for (int k = 0; k < features; k++) {
        double difference = x[k * stride + p] - centres[t * features + k];
        squared = Math.fma(difference, difference, squared);
      }
      return squared;
    }
  }

  @Test
  void pointsHaveTheSameBits() {
    for (int draw = 0; draw < DRAWS; draw++) {
      Points points = Points.draw(draw);
      String what = "draw " + draw;
      assertSameBits(what, points::images);
      assertSameBits(what, points::halfSquares);
      assertSameBits(what, points::kernelSums);
      assertSameBits(what, kernels -> points.leastSquaredDistances(kernels, points.kernels()));
      assertSameBits(what, kernels -> points.leastSquaredDistances(kernels, 0));
      assertSameBits(what, kernels -> points.leastOffsets(kernels, points.kernels()));
      assertSameBits(what, kernels -> points.leastOffsets(kernels, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void imagesAreProductsWithALowerTriangle(String choice) {
    for (int draw = 0; draw < 60; draw++) {
      Points points = Points.draw(draw);
      int stride = points.stride();
      double[] y = points.images(kernels(choice));
      for (int a = 0; a < points.features(); a++) {
        for (int p = 0; p < points.points(); p++) {
          double expected = points.offsets()[a];
          for (int k = 0; k <= a; k++) {
            expected =
                Math.fma(
                    points.x()[k * stride + p],
                    points.weights()[a * points.features() + k],
                    expected);
          }
          assertThat(y[a * stride + p]).isEqualTo(expected);
        }
        for (int p = Kernels.padded(points.points()); p < stride; p++) {
          assertThat(y[a * stride + p]).as("beyond the last vector").isEqualTo(99);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void halfSquaresAreSumsOverTheFeaturesInOrder(String choice) {
    for (int draw = 0; draw < 60; draw++) {
      Points points = Points.draw(draw);
      double[] half = points.halfSquares(kernels(choice));
      for (int p = 0; p < points.points(); p++) {
        double expected = 0;
        for (int k = 0; k < points.features(); k++) {
          double value = points.x()[k * points.stride() + p];
          expected = Math.fma(value, value, expected);
        }
        assertThat(half[p]).isEqualTo(0.5 * expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void leastSquaredDistancesAreThoseOfTheNearestRow(String choice) {
    for (int draw = 0; draw < 60; draw++) {
      Points points = Points.draw(draw);
      double[] least = points.leastSquaredDistances(kernels(choice), points.kernels());
      double[] ofNone = points.leastSquaredDistances(kernels(choice), 0);
      for (int p = 0; p < points.points(); p++) {
        double expected = PLUS_INFINITY;
        for (int t = 0; t < points.kernels(); t++) {
          expected = Math.min(expected, points.squaredDistance(p, t));
        }
        assertThat(least[p]).isEqualTo(expected);
        assertThat(ofNone[p]).isEqualTo(PLUS_INFINITY);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void leastOffsetsAreThoseOfTheNearestRow(String choice) {
    for (int draw = 0; draw < 60; draw++) {
      Points points = Points.draw(draw);
      float[] least = points.leastOffsets(kernels(choice), points.kernels());
      float[] ofNone = points.leastOffsets(kernels(choice), 0);
      for (int p = 0; p < points.points(); p++) {
        double half = 0;
        for (int k = 0; k < points.features(); k++) {
          double value = points.x()[k * points.stride() + p];
          half += 0.5 * value * value;
        }
        double expected = PLUS_INFINITY;
        for (int t = 0; t < points.kernels(); t++) {
          expected = Math.min(expected, 0.5 * points.squaredDistance(p, t) - half);
        }
        // |t|^2 < 300.
        double size = 150 + Math.sqrt(2 * half * 300);
        double rounding = (points.features() + 4) * FLOAT_ROUNDING * size;
        assertThat((double) least[p]).isCloseTo(expected, within(rounding));
        assertThat(ofNone[p]).isEqualTo(Float.POSITIVE_INFINITY);
      }
      for (int p = Kernels.padded(points.points()); p < points.stride(); p++) {
        assertThat(least[p]).as("beyond the last vector").isEqualTo(99);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void kernelSumsAreThoseOfEveryKernelByItself(String choice) {
    for (int draw = 0; draw < 60; draw++) {
      Points points = Points.draw(draw);
      double[][] actual = points.kernelSums(kernels(choice));
      for (int p = 0; p < points.points(); p++) {
        double[] distances = new double[points.kernels()];
        double squares = 0;
        for (int t = 0; t < distances.length; t++) {
          distances[t] = 0.5 * points.squaredDistance(p, t);
        }
        for (int k = 0; k < points.features(); k++) {
          double value = points.x()[k * points.stride() + p];
          squares += value * value;
        }
        // Multiplied out, a distance is rounded as |z|^2 + |t|^2 is, a few times; |t|^2 < 300.
        double rounding = 2e-16 * (squares + 300) * (2 + points.features());
        assertThat(actual[0][p])
            .isCloseTo(Arrays.stream(distances).min().orElseThrow(), within(rounding));
        double logSum = StrictMath.log(actual[1][p]) - actual[0][p];
        // The exponential is good to 3e-9.
        assertThat(logSum).isCloseTo(logSumExpOfMinus(distances), within(5e-9 + 2 * rounding));
      }
    }
  }

  private static double logSumExpOfMinus(double[] distances) {
    double least = Arrays.stream(distances).min().orElseThrow();
    double sum = 0;
    for (double distance : distances) {
      sum += StrictMath.exp(least - distance);
    }
    return StrictMath.log(sum) - least;
  }

  @Test
  void exponentialOfDistancesIsGoodToThreeBillionths() {
    double largest = 0;
    // Half a million arguments down to e^-708, as many where most are.
    for (double x = 0; x <= 708; x += 1.43e-3) {
      largest = Math.max(largest, relativeErrorOfExpOfMinus(x));
    }
    for (double x = 0; x <= 2; x += 4.1e-6) {
      largest = Math.max(largest, relativeErrorOfExpOfMinus(x));
    }

    // The bound of the Javadoc.
    assertThat(largest).isLessThan(3e-9);
    assertThat(DoubleKernels.expOfMinus(0)).isEqualTo(1);
    assertThat(DoubleKernels.expOfMinus(1e300)).isEqualTo(DoubleKernels.expOfMinus(708));
    assertThat(DoubleKernels.expOfMinus(PLUS_INFINITY)).isEqualTo(DoubleKernels.expOfMinus(708));
    assertThat(DoubleKernels.expOfMinus(708)).isGreaterThanOrEqualTo(Double.MIN_NORMAL);
    // A difference of two roundings of the same distance may be below 0.
    assertThat(DoubleKernels.expOfMinus(-1e-9)).isCloseTo(1, within(3e-9));
  }

  private static double relativeErrorOfExpOfMinus(double x) {
    double expected = StrictMath.exp(-x);
    return Math.abs(DoubleKernels.expOfMinus(x) - expected) / expected;
  }

  /** Log densities, [classes][stride]: near, equal, far apart, infinite. */
  private record LogDensities(int classes, int stride, int points, double[] values) {
    static LogDensities draw(int draw) {
      KeyedRandom random = random("log densities", draw);
      int classes = 1 + random.nextInt(7);
      int stride = WIDTH * (1 + random.nextInt(3));
      double[] values = doubles(random, classes * stride);
      for (int p = 0; p < stride; p++) {
        int kind = random.nextInt(6);
        for (int c = 0; c < classes; c++) {
          int i = c * stride + p;
          if (kind == 0 || random.nextInt(9) == 0) {
            values[i] = MINUS_INFINITY;
          } else if (kind == 1 && random.nextInt(2) == 0) {
            values[i] = PLUS_INFINITY;
          } else {
            // Around where a class becomes negligible, and as far as doubles go.
            values[i] *= kind == 2 ? 9 : kind == 3 ? 1e6 : kind == 4 ? 1e300 : 1;
          }
        }
      }
      return new LogDensities(classes, stride, 1 + random.nextInt(stride), values);
    }

    double[] posterior(Kernels kernels) {
      double[] labels = values.clone();
      kernels.posterior(labels, stride, points, classes);
      return labels;
    }
  }

  @Test
  void posteriorsHaveTheSameBits() {
    for (int draw = 0; draw < DRAWS; draw++) {
      assertSameBits("draw " + draw, LogDensities.draw(draw)::posterior);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void posteriorsAreThoseOfEveryPointByItself(String choice) {
    int infinite = 0;
    int vanishing = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      LogDensities densities = LogDensities.draw(draw);
      double[] labels = densities.posterior(kernels(choice));
      for (int p = 0; p < densities.points(); p++) {
        double[] expected = new double[densities.classes()];
        double sum = 0;
        double largest = MINUS_INFINITY;
        for (int c = 0; c < expected.length; c++) {
          expected[c] = densities.values()[c * densities.stride() + p];
          largest = Math.max(largest, expected[c]);
        }
        infinite += largest == PLUS_INFINITY ? 1 : 0;
        vanishing += largest == MINUS_INFINITY ? 1 : 0;
        DoubleKernels.softmaxInPlace(expected);
        for (int c = 0; c < expected.length; c++) {
          double share = labels[c * densities.stride() + p];
          sum += share;
          // What is left out is e^-45, 3e-20.
          assertThat(share).isCloseTo(expected[c], within(1e-15));
          if (densities.values()[c * densities.stride() + p] < largest - 45) {
            assertThat(share).as("share of a negligible class").isEqualTo(0);
          }
        }
        assertThat(sum).isCloseTo(1, within(1e-15));
      }
    }
    assertThat(infinite).as("points of infinite density").isGreaterThan(100);
    assertThat(vanishing).as("points without density").isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void infiniteDensitiesShareTheLabelAndSoDoAllClassesWhereNoneHasDensity(String choice) {
    double[] labels = new double[4 * WIDTH];
    double[][] ofPoints = {
      {PLUS_INFINITY, 700, PLUS_INFINITY, MINUS_INFINITY},
      {MINUS_INFINITY, MINUS_INFINITY, MINUS_INFINITY, MINUS_INFINITY},
      {MINUS_INFINITY, -1e9, MINUS_INFINITY, -1e9 - 46},
    };
    for (int p = 0; p < 3; p++) {
      for (int c = 0; c < 4; c++) {
        labels[c * WIDTH + p] = ofPoints[p][c];
      }
    }

    kernels(choice).posterior(labels, WIDTH, 3, 4);

    double[][] expected = {{0.5, 0, 0.5, 0}, {0.25, 0.25, 0.25, 0.25}, {0, 1, 0, 0}};
    for (int p = 0; p < 3; p++) {
      for (int c = 0; c < 4; c++) {
        assertThat(labels[c * WIDTH + p]).as("point " + p).isEqualTo(expected[p][c]);
      }
    }
  }

  /** Normal numbers of all magnitudes, and near 1. */
  private static double[] numbers(int draw) {
    KeyedRandom random = random("numbers", draw);
    double[] numbers = new double[4 * WIDTH];
    for (int i = 0; i < numbers.length; i++) {
      int exponent =
          Double.MIN_EXPONENT + random.nextInt(Double.MAX_EXPONENT - Double.MIN_EXPONENT + 1);
      numbers[i] =
          random.nextInt(2) == 0
              ? Math.scalb(1 + random.nextDouble(), exponent)
              : 0.5 + random.nextDouble();
    }
    return numbers;
  }

  private static double[] logs(Kernels kernels, int draw, int count) {
    double[] values = numbers(draw);
    kernels.logInPlace(values, count);
    return values;
  }

  @Test
  void logarithmsHaveTheSameBits() {
    for (int draw = 0; draw < DRAWS; draw++) {
      int drawn = draw;
      assertSameBits("draw " + draw, kernels -> logs(kernels, drawn, 1 + drawn % (4 * WIDTH)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void logarithmsAreWithinTenToTheMinusFifteenOfStrictMath(String choice) {
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] numbers = numbers(draw);
      int count = 1 + draw % (4 * WIDTH);
      double[] logs = logs(kernels(choice), draw, count);
      for (int i = 0; i < count; i++) {
        double expected = StrictMath.log(numbers[i]);
        assertThat(logs[i]).isCloseTo(expected, within(1e-15 * Math.abs(expected)));
      }
      for (int i = Kernels.padded(count); i < numbers.length; i++) {
        assertThat(logs[i]).as("beyond the count").isEqualTo(numbers[i]);
      }
    }
  }

  // The mixing identity.

  /** Distances from two end points, with others around them, padded far away. */
  private record Distances(
      double[] a, int aFrom, double[] b, int bFrom, int count, double lambda, int padded) {
    static Distances draw(int draw) {
      KeyedRandom random = random("distances", draw);
      int count = 1 + random.nextInt(random.nextInt(3) == 0 ? 300 : 20);
      double[] a = distances(random, 2 * WIDTH, count);
      double[] b = distances(random, WIDTH, count);
      double lambda =
          switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> 1e-12;
            default -> random.nextDouble();
          };
      return new Distances(a, 2 * WIDTH, b, WIDTH, count, lambda, Kernels.padded(count));
    }

    /** What lies before and behind is as near as can be, and must not be looked at. */
    private static double[] distances(KeyedRandom random, int from, int count) {
      int padded = Kernels.padded(count);
      double[] distances = new double[from + padded + WIDTH];
      Arrays.fill(distances, from + count, from + padded, 1e300);
      double scale = StrictMath.pow(10, random.nextInt(5) - 1);
      for (int t = 0; t < count; t++) {
        distances[from + t] = random.nextInt(8) == 0 ? 0 : scale * random.nextDouble();
      }
      return distances;
    }

    double mixed(int t) {
      return Math.fma(a[aFrom + t], lambda, b[bFrom + t] * (1 - lambda));
    }

    double[] kernelSum(Kernels kernels) {
      double[] leastAndSum = {99, 99};
      kernels.mixedKernelSum(a, aFrom, b, bFrom, padded, lambda, leastAndSum, new KernelScratch());
      return leastAndSum;
    }

    double least(Kernels kernels) {
      return kernels.leastMixed(a, aFrom, b, bFrom, padded, lambda);
    }
  }

  @Test
  void mixedDistancesHaveTheSameBits() {
    for (int draw = 0; draw < DRAWS; draw++) {
      assertSameBits("draw " + draw, Distances.draw(draw)::kernelSum);
      assertSameBits("draw " + draw, Distances.draw(draw)::least);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void mixedDistancesAreThoseOfEveryKernelByItself(String choice) {
    for (int draw = 0; draw < DRAWS; draw++) {
      Distances distances = Distances.draw(draw);
      double[] mixed =
          IntStream.range(0, distances.padded()).mapToDouble(distances::mixed).toArray();
      double least = Arrays.stream(mixed).limit(distances.count()).min().orElseThrow();
      double[] actual = distances.kernelSum(kernels(choice));

      assertThat(distances.least(kernels(choice))).isEqualTo(least);
      assertThat(actual[0]).isEqualTo(least);
      // The exponential is good to 3e-9; what is padded comes to e^-708 each.
      assertThat(StrictMath.log(actual[1]) - actual[0])
          .isCloseTo(
              logSumExpOfMinus(Arrays.copyOf(mixed, distances.count())),
              within(5e-9 + 1e-15 * least));
    }
  }
}

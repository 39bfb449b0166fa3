package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.genlabel.simd.KernelDraws.DRAWS;
import static org.genlabel.simd.KernelDraws.SCALAR;
import static org.genlabel.simd.KernelDraws.assertSameBits;
import static org.genlabel.simd.KernelDraws.doubles;
import static org.genlabel.simd.KernelDraws.kernels;
import static org.genlabel.simd.KernelDraws.random;
import static org.genlabel.simd.KernelDraws.toFloats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of densities and of nearest rows, in both implementations. */
class DensityKernelsTest {
  private static final int WIDTH = Kernels.WIDTH;
  private static final double PLUS_INFINITY = Double.POSITIVE_INFINITY;
  private static final double MINUS_INFINITY = Double.NEGATIVE_INFINITY;

  /** Half a unit in the last place of a float at 1. */
  private static final double FLOAT_ROUNDING = 0x1p-24;

  /** Points, [features][stride], in a metric, and rows or kernels far from them. */
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
      // The exponents of up to 128 kernels are processed at a time.
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
          // At a centre, or far away from all centres.
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

    /** Computes single-precision offsets from the rows' negatives. */
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

    /** Returns the least distance of every point, and the sum. */
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
        // Multiplied out, a distance is rounded a few times, as |z|^2 + |t|^2 is; |t|^2 < 300.
        double rounding = 2e-16 * (squares + 300) * (2 + points.features());
        assertThat(actual[0][p])
            .isCloseTo(Arrays.stream(distances).min().orElseThrow(), within(rounding));
        double logSum = StrictMath.log(actual[1][p]) - actual[0][p];
        // The exponential has a relative error below 3e-9.
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
    // Half a million arguments down to e^-708, and as many where most arguments lie.
    for (double x = 0; x <= 708; x += 1.43e-3) {
      largest = Math.max(largest, relativeErrorOfExpOfMinus(x));
    }
    for (double x = 0; x <= 2; x += 4.1e-6) {
      largest = Math.max(largest, relativeErrorOfExpOfMinus(x));
    }

    // The bound that the Javadoc states.
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
            // Around the limit where a class becomes negligible, and to the largest doubles.
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
          // The omitted terms are e^-45, 3e-20.
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

  /** Draws normal numbers of all magnitudes, and some near 1. */
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

  // Distances by the mixing identity.

  /** Distances from two end points, surrounded by others and padded far away. */
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

    /**
     * Draws distances; the values before and behind them are as near as possible, and must not be
     * read.
     */
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
      // The exponential has a relative error below 3e-9; each padding element contributes e^-708.
      assertThat(StrictMath.log(actual[1]) - actual[0])
          .isCloseTo(
              logSumExpOfMinus(Arrays.copyOf(mixed, distances.count())),
              within(5e-9 + 1e-15 * least));
    }
  }
}

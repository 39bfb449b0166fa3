package org.genlabel.simd;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A call of a kernel with its arguments: random data of 128 rows. The data is the same for every
 * instance; calls update it in place. Keeps buffers: not thread-safe.
 */
public final class KernelCall {
  /** Number of kernels or rows, padded to a multiple of the width: four folds of 560 rows. */
  public static final int KERNELS = 448;

  private static final int ROWS = 128;
  private static final int FEATURES = 10;
  private static final int CLASSES = 3;
  private static final int UNITS = 128;
  private static final int ROUNDS = 1000;
  private static final double LAMBDA = 0.3;

  /** The unit of a call's amount. */
  public enum Unit {
    /** Floating-point operations, a multiply-add being two; those on padding count too. */
    SINGLE_OPERATION,
    DOUBLE_OPERATION,
    ELEMENT
  }

  private final Unit unit;
  private final double amount;
  private final Consumer<Kernels> work;
  private final Object[] results;

  private KernelCall(Unit unit, double amount, Consumer<Kernels> work, Object... results) {
    this.unit = unit;
    this.amount = amount;
    this.work = work;
    this.results = results;
  }

  /** Returns the unit of {@link #amount}. */
  public Unit unit() {
    return unit;
  }

  /** Returns the number of units in one run. */
  public double amount() {
    return amount;
  }

  /** Calls the kernel once. */
  public void run(Kernels kernels) {
    work.accept(kernels);
  }

  /**
   * Returns the arrays that the kernel writes to, float[] or double[], as the last run left them.
   */
  Object[] results() {
    return results;
  }

  /** Returns a call of {@link Kernels#affine} on input rows of the given stride. */
  static KernelCall affine(int features, int stride, int columns) {
    float[] x = floats(ROWS * stride, 1);
    float[] weights = floats(features * columns, 2);
    float[] bias = floats(columns, 3);
    float[] y = new float[ROWS * columns];
    return new KernelCall(
        Unit.SINGLE_OPERATION,
        2.0 * ROWS * features * columns,
        kernels -> kernels.affine(x, ROWS, features, stride, weights, bias, columns, y),
        y);
  }

  static KernelCall outerProducts(int features, int columns) {
    float[] x = floats(ROWS * features, 1);
    float[] delta = floats(ROWS * columns, 2);
    float[] sums = new float[features * columns];
    float[] biasSums = new float[columns];
    return new KernelCall(
        Unit.SINGLE_OPERATION,
        (2.0 * features + 1) * ROWS * columns,
        kernels ->
            kernels.addOuterProducts(x, ROWS, features, features, delta, columns, sums, biasSums),
        sums,
        biasSums);
  }

  static KernelCall affineOfLanes() {
    float[] x = floats(ROWS * FEATURES * Kernels.WIDTH, 1);
    float[] weights = floats(FEATURES * CLASSES * Kernels.WIDTH, 2);
    float[] bias = floats(CLASSES * Kernels.WIDTH, 3);
    float[] y = new float[ROWS * CLASSES * Kernels.WIDTH];
    return new KernelCall(
        Unit.SINGLE_OPERATION,
        2.0 * ROWS * FEATURES * CLASSES * Kernels.WIDTH,
        kernels -> kernels.affineOfLanes(x, ROWS, FEATURES, weights, bias, CLASSES, y),
        y);
  }

  static KernelCall outerProductsOfLanes() {
    float[] x = floats(ROWS * FEATURES * Kernels.WIDTH, 1);
    float[] delta = floats(ROWS * CLASSES * Kernels.WIDTH, 2);
    float[] sums = new float[FEATURES * CLASSES * Kernels.WIDTH];
    float[] biasSums = new float[CLASSES * Kernels.WIDTH];
    return new KernelCall(
        Unit.SINGLE_OPERATION,
        (2.0 * FEATURES + 1) * ROWS * CLASSES * Kernels.WIDTH,
        kernels ->
            kernels.addOuterProductsOfLanes(x, ROWS, FEATURES, delta, CLASSES, sums, biasSums),
        sums,
        biasSums);
  }

  static KernelCall triangularAffine() {
    double[] x = normals(FEATURES * ROWS, 1);
    double[] weights = normals(FEATURES * FEATURES, 2);
    for (int a = 0; a < FEATURES; a++) {
      for (int k = a + 1; k < FEATURES; k++) {
        weights[a * FEATURES + k] = 0;
      }
    }
    double[] offsets = normals(FEATURES, 3);
    double[] y = new double[FEATURES * ROWS];
    return new KernelCall(
        Unit.DOUBLE_OPERATION,
        (double) ROWS * FEATURES * (FEATURES + 1),
        kernels -> kernels.triangularAffine(x, ROWS, ROWS, FEATURES, weights, offsets, y),
        y);
  }

  static KernelCall multiplyAdds() {
    float[] sum = new float[1];
    return new KernelCall(
        Unit.SINGLE_OPERATION,
        2.0 * Kernels.MULTIPLY_ADDS_OF_ROUND * ROUNDS,
        kernels -> sum[0] = kernels.multiplyAdds(ROUNDS),
        sum);
  }

  static KernelCall softmax(int lanes) {
    float[] values = floats(ROWS * CLASSES * lanes, 1);
    return new KernelCall(
        Unit.ELEMENT,
        values.length,
        // In place: probabilities serve as logits just as well.
        kernels -> kernels.softmax(values, ROWS, CLASSES, lanes),
        values);
  }

  /** Returns a call of {@link Kernels#subtractTargets} with the labels of the two end points. */
  static KernelCall subtractTargets(int lanes) {
    float[] values = floats(ROWS * CLASSES * lanes, 1);
    float[][] labels = {floats(ROWS * CLASSES, 2), floats(ROWS * CLASSES, 3)};
    float[][] coefficients = {floats(lanes, 4), floats(lanes, 5)};
    return new KernelCall(
        Unit.ELEMENT,
        values.length,
        kernels -> kernels.subtractTargets(values, ROWS, CLASSES, lanes, labels, coefficients),
        values);
  }

  static KernelCall subtractTargetsOfLanes() {
    float[] values = floats(ROWS * CLASSES * Kernels.WIDTH, 1);
    float[] targets = floats(values.length, 2);
    float[] weights = new float[ROWS * Kernels.WIDTH];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 3 == 0 ? 0 : 1;
    }
    return new KernelCall(
        Unit.ELEMENT,
        values.length,
        kernels -> kernels.subtractTargetsOfLanes(values, ROWS, CLASSES, targets, weights),
        values);
  }

  /** Returns a call of the rectifier, forward and backward. */
  static KernelCall rectifier() {
    float[] values = floats(ROWS * UNITS, 1);
    float[] gradients = floats(ROWS * UNITS, 2);
    return new KernelCall(
        Unit.ELEMENT,
        values.length,
        kernels -> {
          kernels.rectify(values, values.length);
          kernels.maskRectified(gradients, values, values.length);
        },
        values,
        gradients);
  }

  /** Returns a call of {@link Kernels#adam} on a layer's weights. */
  static KernelCall adam() {
    float[] parameters = floats(UNITS * UNITS, 1);
    float[] gradients = floats(parameters.length, 2);
    float[] scales = constants(parameters.length, 1f / ROWS);
    float[] learningRates = constants(parameters.length, 1e-3f);
    float[] first = new float[parameters.length];
    float[] second = new float[parameters.length];
    AdamStep step = new AdamStep(1e-4f, 0.9f, 0.1f, 0.999f, 0.001f, 1e-8f, 1.5f, 1.5f);
    return new KernelCall(
        Unit.ELEMENT,
        parameters.length,
        kernels -> kernels.adam(parameters, gradients, scales, learningRates, first, second, step),
        parameters,
        first,
        second);
  }

  static KernelCall halfSquares() {
    double[] x = normals(FEATURES * ROWS, 1);
    double[] half = new double[ROWS];
    return new KernelCall(
        Unit.ELEMENT,
        x.length,
        kernels -> kernels.halfSquares(x, ROWS, ROWS, FEATURES, half),
        half);
  }

  /** Returns a call of {@link Kernels#kernelSums}: distances computed directly from the points. */
  public static KernelCall kernelSums(int features) {
    double[] z = normals(features * ROWS, 1);
    double[] centres = normals(KERNELS * features, 2);
    double[] offsets = new double[KERNELS];
    for (int i = 0; i < centres.length; i++) {
      offsets[i / features] += 0.5 * centres[i] * centres[i];
    }
    double[] halfSquares = new double[ROWS];
    for (int i = 0; i < z.length; i++) {
      halfSquares[i % ROWS] += 0.5 * z[i] * z[i];
    }
    double[] least = new double[ROWS];
    double[] sums = new double[ROWS];
    KernelScratch scratch = new KernelScratch();
    return new KernelCall(
        Unit.ELEMENT,
        (double) ROWS * KERNELS,
        kernels -> {
          for (int from = 0; from < ROWS; from += Kernels.WIDTH) {
            kernels.kernelSums(
                z,
                ROWS,
                from,
                features,
                halfSquares,
                centres,
                offsets,
                KERNELS,
                least,
                sums,
                scratch);
          }
        },
        least,
        sums);
  }

  /** Returns a call of {@link Kernels#mixedKernelSum}: distances by the mixing identity. */
  public static KernelCall mixedKernelSum() {
    double[] distances = pairwiseHalfSquares();
    double[][] leastAndSum = new double[ROWS][2];
    KernelScratch scratch = new KernelScratch();
    return new KernelCall(
        Unit.ELEMENT,
        (double) ROWS * KERNELS,
        kernels -> {
          for (int i = 0; i < ROWS; i++) {
            kernels.mixedKernelSum(
                distances,
                i * KERNELS,
                distances,
                partner(i) * KERNELS,
                KERNELS,
                LAMBDA,
                leastAndSum[i],
                scratch);
          }
        },
        (Object[]) leastAndSum);
  }

  /**
   * Returns a call of {@link Kernels#leastSquaredDistances}: distances computed directly from the
   * points.
   */
  static KernelCall leastSquaredDistances(int features) {
    double[] x = normals(features * ROWS, 1);
    double[] rows = normals(KERNELS * features, 2);
    double[] least = new double[ROWS];
    return new KernelCall(
        Unit.ELEMENT,
        (double) ROWS * KERNELS,
        kernels -> kernels.leastSquaredDistances(x, ROWS, ROWS, features, rows, KERNELS, least),
        least);
  }

  /** Returns a call of {@link Kernels#leastOffsets}: points and rows in single precision. */
  public static KernelCall leastOffsets(int features) {
    float[] z = floats(features * ROWS, 1);
    float[] rows = floats(KERNELS * features, 2);
    float[] offsets = floats(KERNELS, 3);
    float[] least = new float[ROWS];
    return new KernelCall(
        Unit.ELEMENT,
        (double) ROWS * KERNELS,
        kernels -> kernels.leastOffsets(z, ROWS, ROWS, features, rows, offsets, KERNELS, least),
        least);
  }

  /** Returns a call of {@link Kernels#leastMixed}: distances by the mixing identity. */
  public static KernelCall leastMixed() {
    double[] distances = pairwiseHalfSquares();
    double[] least = new double[ROWS];
    return new KernelCall(
        Unit.ELEMENT,
        (double) ROWS * KERNELS,
        kernels -> {
          for (int i = 0; i < ROWS; i++) {
            least[i] =
                kernels.leastMixed(
                    distances, i * KERNELS, distances, partner(i) * KERNELS, KERNELS, LAMBDA);
          }
        },
        least);
  }

  /**
   * Returns a call of {@link Kernels#posterior} on points of every kind; its time includes copying
   * them.
   */
  static KernelCall posterior() {
    double[] logDensities = normals(CLASSES * ROWS, 1);
    for (int i = 0; i < logDensities.length; i++) {
      logDensities[i] *= 20;
    }
    double[] labels = new double[logDensities.length];
    return new KernelCall(
        Unit.ELEMENT,
        labels.length,
        kernels -> {
          System.arraycopy(logDensities, 0, labels, 0, labels.length);
          kernels.posterior(labels, ROWS, ROWS, CLASSES);
        },
        labels);
  }

  /**
   * Returns a call of {@link Kernels#logInPlace} on sums of kernels; its time includes copying
   * them.
   */
  static KernelCall logarithms() {
    double[] sums = normals(ROWS, 1);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = 1 + sums[i] * sums[i];
    }
    double[] logs = new double[sums.length];
    return new KernelCall(
        Unit.ELEMENT,
        logs.length,
        kernels -> {
          System.arraycopy(sums, 0, logs, 0, logs.length);
          kernels.logInPlace(logs, logs.length);
        },
        logs);
  }

  /**
   * Returns a row scattered among all rows, so that distances are read from the same cache level as
   * in a study.
   */
  private static int partner(int i) {
    return (i * 197 + 61) % KERNELS;
  }

  private static double[] pairwiseHalfSquares() {
    double[] rows = normals(KERNELS * FEATURES, 2);
    double[] halfSquares = new double[KERNELS * KERNELS];
    for (int i = 0; i < KERNELS; i++) {
      for (int t = 0; t < KERNELS; t++) {
        for (int k = 0; k < FEATURES; k++) {
          double difference = rows[i * FEATURES + k] - rows[t * FEATURES + k];
          halfSquares[i * KERNELS + t] += 0.5 * difference * difference;
        }
      }
    }
    return halfSquares;
  }

  private static float[] constants(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] floats(int count, long seed) {
    double[] normals = normals(count, seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) normals[i];
    }
    return values;
  }

  private static double[] normals(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }
}

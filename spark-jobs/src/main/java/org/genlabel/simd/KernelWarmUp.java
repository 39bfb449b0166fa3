package org.genlabel.simd;

import java.util.List;
import java.util.Random;

/** Exercises all kernels, in shapes that take every branch, until they are compiled. */
final class KernelWarmUp {
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final int ROUNDS = 10;
  private static final int STRIDE = 48;
  private static final int CENTRES = 150;

  /** One kernel at work. */
  private interface Exercise {
    void run(Kernels kernels);
  }

  private final Random random = new Random(1);

  private KernelWarmUp() {}

  /** Whether the candidate comes to be faster than the reference, with all kernels. */
  static boolean isFaster(Kernels candidate, Kernels reference) {
    long end = System.nanoTime() + LONGEST_NANOS;
    KernelWarmUp warmUp = new KernelWarmUp();
    // Twice: what the second exercise teaches HotSpot may undo what it made of the first.
    for (int time = 0; time < 2; time++) {
      for (Exercise exercise : warmUp.exercises()) {
        if (!isFaster(exercise, candidate, reference, end)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFaster(
      Exercise exercise, Kernels candidate, Kernels reference, long end) {
    while (System.nanoTime() < end) {
      // The least of many times: the machine has other things to do, too.
      long ofCandidate = Long.MAX_VALUE;
      long ofReference = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        exercise.run(candidate);
        long middle = System.nanoTime();
        exercise.run(reference);
        ofCandidate = Math.min(ofCandidate, middle - start);
        ofReference = Math.min(ofReference, System.nanoTime() - middle);
      }
      if (ofCandidate < ofReference) {
        return true;
      }
    }
    return false;
  }

  private List<Exercise> exercises() {
    return List.of(
        network(10, 3, 64),
        network(7, 2, 16),
        network(20, 7, 16),
        network(9, 1, 16),
        independentNetworks(10, 3),
        independentNetworks(5, 2),
        densities(10),
        densities(3),
        segments());
  }

  private Exercise network(int features, int classes, int lanes) {
    int rows = 43;
    int columns = classes * lanes;
    float[] x = floats(rows * features);
    float[] weights = floats(features * columns);
    float[] bias = floats(columns);
    float[] y = new float[rows * columns];
    float[] sums = new float[features * columns];
    float[] biasSums = new float[columns];
    float[] scales = floats(features * columns);
    float[][] moments = new float[2][features * columns];
    AdamStep step = new AdamStep(1e-4f, 0.9f, 0.1f, 0.999f, 0.001f, 1e-8f, 1.5f, 1.5f);
    float[][] labels = {floats(rows * classes), floats(rows * classes)};
    float[][] coefficients = {floats(lanes), floats(lanes)};
    return kernels -> {
      kernels.affine(x, rows, features, features, weights, bias, columns, y);
      kernels.softmax(y, rows, classes, lanes);
      kernels.subtractTargets(y, rows, classes, lanes, labels, coefficients);
      kernels.addOuterProducts(x, rows, features, features, y, columns, sums, biasSums);
      kernels.rectify(y, y.length);
      kernels.maskRectified(bias, y, bias.length);
      kernels.adam(weights, sums, scales, scales, moments[0], moments[1], step);
    };
  }

  private Exercise independentNetworks(int features, int classes) {
    int rows = 43;
    float[] x = floats(rows * features * Kernels.WIDTH);
    float[] weights = floats(features * classes * Kernels.WIDTH);
    float[] bias = floats(classes * Kernels.WIDTH);
    float[] y = new float[rows * classes * Kernels.WIDTH];
    float[] targets = floats(y.length);
    float[] rowWeights = floats(rows * Kernels.WIDTH);
    float[] sums = new float[weights.length];
    float[] biasSums = new float[bias.length];
    return kernels -> {
      kernels.affineOfLanes(x, rows, features, weights, bias, classes, y);
      kernels.softmax(y, rows, classes, Kernels.WIDTH);
      kernels.subtractTargetsOfLanes(y, rows, classes, targets, rowWeights);
      kernels.addOuterProductsOfLanes(x, rows, features, y, classes, sums, biasSums);
    };
  }

  private Exercise densities(int features) {
    int classes = 3;
    double[] x = doubles(features * STRIDE);
    double[] weights = doubles(features * features);
    for (int a = 0; a < features; a++) {
      for (int k = a + 1; k < features; k++) {
        weights[a * features + k] = 0;
      }
    }
    double[] offsets = doubles(features);
    double[] z = new double[features * STRIDE];
    double[] half = new double[STRIDE];
    double[] centres = doubles(CENTRES * features);
    double[] centreOffsets = new double[CENTRES];
    for (int i = 0; i < centres.length; i++) {
      centreOffsets[i / features] += 0.5 * centres[i] * centres[i];
    }
    double[] least = new double[STRIDE];
    double[] sums = new double[STRIDE];
    double[] labels = doubles(classes * STRIDE);
    float[] points = floats(features * STRIDE);
    float[] rows = floats(centres.length);
    float[] rowOffsets = floats(CENTRES);
    float[] leastOffsets = new float[STRIDE];
    KernelScratch scratch = new KernelScratch();
    return kernels -> {
      kernels.triangularAffine(x, STRIDE, STRIDE, features, weights, offsets, z);
      kernels.halfSquares(z, STRIDE, STRIDE, features, half);
      for (int from = 0; from < STRIDE; from += Kernels.WIDTH) {
        kernels.kernelSums(
            z, STRIDE, from, features, half, centres, centreOffsets, CENTRES, least, sums, scratch);
      }
      kernels.logInPlace(sums, STRIDE);
      kernels.leastOffsets(
          points, STRIDE, STRIDE, features, rows, rowOffsets, CENTRES, leastOffsets);
      kernels.leastSquaredDistances(x, STRIDE, STRIDE, features, centres, CENTRES, least);
      kernels.posterior(labels, STRIDE, STRIDE, classes);
    };
  }

  private Exercise segments() {
    int count = Kernels.padded(CENTRES);
    double[] a = doubles(2 * count);
    double[] leastAndSum = new double[2];
    KernelScratch scratch = new KernelScratch();
    return kernels -> {
      for (int repeat = 0; repeat < Kernels.WIDTH; repeat++) {
        kernels.mixedKernelSum(a, 0, a, count, count, 0.25, leastAndSum, scratch);
        a[0] = Math.abs(kernels.leastMixed(a, 0, a, count, count, 0.75));
      }
    };
  }

  private float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private double[] doubles(int count) {
    return random.doubles(count).toArray();
  }
}

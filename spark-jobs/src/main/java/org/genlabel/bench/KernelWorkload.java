package org.genlabel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.genlabel.simd.KernelScratch;
import org.genlabel.simd.Kernels;

/**
 * A kernel at work in a shape that studies have. Shared by {@code genlabel bench} and the JMH
 * benchmarks. Keeps buffers: not thread-safe.
 */
public final class KernelWorkload {
  /** Kernels or rows, in a multiple of the width: four folds of 560 rows. */
  static final int KERNELS = 448;

  private static final int ROWS = 128;
  private static final int FEATURES = 10;
  private static final int CLASSES = 3;
  private static final double LAMBDA = 0.3;

  /** What a call's amount counts. */
  enum Unit {
    /** Floating-point operations, a multiply-add being two; those on padding count as well. */
    SINGLE_OPERATION,
    DOUBLE_OPERATION,
    ELEMENT
  }

  private final String name;
  private final Unit unit;
  private final double amount;
  private final Consumer<Kernels> work;

  private KernelWorkload(String name, Unit unit, double amount, Consumer<Kernels> work) {
    this.name = name;
    this.unit = unit;
    this.amount = amount;
    this.work = work;
  }

  /** The products, whose measure is the processor's multiply-adds. */
  public static List<KernelWorkload> products() {
    return List.of(
        affine(24),
        affine(52),
        outerProducts(24),
        outerProducts(52),
        affineOfLanes(),
        outerProductsOfLanes(),
        triangularAffine());
  }

  /** The others, whose measure is time per element. */
  public static List<KernelWorkload> elements() {
    List<KernelWorkload> workloads = new ArrayList<>();
    workloads.add(softmax(24));
    for (int features : new int[] {3, 10, 20}) {
      workloads.add(kernelSums(features));
    }
    workloads.add(mixedKernelSum());
    for (int features : new int[] {3, 10, 20}) {
      workloads.add(leastSquaredDistances(features));
      workloads.add(leastOffsets(features));
    }
    workloads.add(leastMixed());
    return workloads;
  }

  /**
   * The workload of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static KernelWorkload named(String name) {
    List<KernelWorkload> all = new ArrayList<>(products());
    all.addAll(elements());
    return all.stream()
        .filter(workload -> workload.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + ": must be one of "
                        + String.join(", ", all.stream().map(KernelWorkload::name).toList())));
  }

  /** The kernel and its shape. */
  public String name() {
    return name;
  }

  Unit unit() {
    return unit;
  }

  /** Units of one run. */
  double amount() {
    return amount;
  }

  /** One run. */
  public void run(Kernels kernels) {
    work.accept(kernels);
  }

  private static KernelWorkload affine(int candidates) {
    int columns = CLASSES * Kernels.padded(candidates);
    float[] x = floats(ROWS * FEATURES);
    float[] weights = floats(FEATURES * columns);
    float[] bias = floats(columns);
    float[] y = new float[ROWS * columns];
    return new KernelWorkload(
        "affine-" + candidates,
        Unit.SINGLE_OPERATION,
        2.0 * ROWS * FEATURES * columns,
        kernels -> kernels.affine(x, ROWS, FEATURES, FEATURES, weights, bias, columns, y));
  }

  private static KernelWorkload outerProducts(int candidates) {
    int columns = CLASSES * Kernels.padded(candidates);
    float[] x = floats(ROWS * FEATURES);
    float[] delta = floats(ROWS * columns);
    float[] sums = new float[FEATURES * columns];
    float[] biasSums = new float[columns];
    return new KernelWorkload(
        "outer-products-" + candidates,
        Unit.SINGLE_OPERATION,
        (2.0 * FEATURES + 1) * ROWS * columns,
        kernels ->
            kernels.addOuterProducts(x, ROWS, FEATURES, FEATURES, delta, columns, sums, biasSums));
  }

  private static KernelWorkload affineOfLanes() {
    float[] x = floats(ROWS * FEATURES * Kernels.WIDTH);
    float[] weights = floats(FEATURES * CLASSES * Kernels.WIDTH);
    float[] bias = floats(CLASSES * Kernels.WIDTH);
    float[] y = new float[ROWS * CLASSES * Kernels.WIDTH];
    return new KernelWorkload(
        "affine-of-lanes",
        Unit.SINGLE_OPERATION,
        2.0 * ROWS * FEATURES * CLASSES * Kernels.WIDTH,
        kernels -> kernels.affineOfLanes(x, ROWS, FEATURES, weights, bias, CLASSES, y));
  }

  private static KernelWorkload outerProductsOfLanes() {
    float[] x = floats(ROWS * FEATURES * Kernels.WIDTH);
    float[] delta = floats(ROWS * CLASSES * Kernels.WIDTH);
    float[] sums = new float[FEATURES * CLASSES * Kernels.WIDTH];
    float[] biasSums = new float[CLASSES * Kernels.WIDTH];
    return new KernelWorkload(
        "outer-products-of-lanes",
        Unit.SINGLE_OPERATION,
        (2.0 * FEATURES + 1) * ROWS * CLASSES * Kernels.WIDTH,
        kernels ->
            kernels.addOuterProductsOfLanes(x, ROWS, FEATURES, delta, CLASSES, sums, biasSums));
  }

  private static KernelWorkload triangularAffine() {
    double[] x = normals(FEATURES * ROWS, 1);
    double[] weights = normals(FEATURES * FEATURES, 2);
    double[] offsets = normals(FEATURES, 3);
    double[] y = new double[FEATURES * ROWS];
    return new KernelWorkload(
        "triangular-affine",
        Unit.DOUBLE_OPERATION,
        (double) ROWS * FEATURES * (FEATURES + 1),
        kernels -> kernels.triangularAffine(x, ROWS, ROWS, FEATURES, weights, offsets, y));
  }

  private static KernelWorkload softmax(int candidates) {
    int lanes = Kernels.padded(candidates);
    float[] values = floats(ROWS * CLASSES * lanes);
    return new KernelWorkload(
        "softmax",
        Unit.ELEMENT,
        (double) ROWS * CLASSES * lanes,
        // In place: probabilities are logits as good as any.
        kernels -> kernels.softmax(values, ROWS, CLASSES, lanes));
  }

  /** Of points and kernels, directly. */
  static KernelWorkload kernelSums(int features) {
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
    return new KernelWorkload(
        "kernel-sums-d" + features,
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
        });
  }

  /** Of points and kernels, by the mixing identity. */
  static KernelWorkload mixedKernelSum() {
    double[] distances = pairwiseHalfSquares();
    double[] leastAndSum = new double[2];
    KernelScratch scratch = new KernelScratch();
    return new KernelWorkload(
        "mixed-kernel-sum",
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
                leastAndSum,
                scratch);
          }
        });
  }

  /** Of points and rows, directly. */
  private static KernelWorkload leastSquaredDistances(int features) {
    double[] x = normals(features * ROWS, 1);
    double[] rows = normals(KERNELS * features, 2);
    double[] least = new double[ROWS];
    return new KernelWorkload(
        "least-squared-distances-d" + features,
        Unit.ELEMENT,
        (double) ROWS * KERNELS,
        kernels -> kernels.leastSquaredDistances(x, ROWS, ROWS, features, rows, KERNELS, least));
  }

  /** Of points and rows, in single precision. */
  static KernelWorkload leastOffsets(int features) {
    float[] z = floats(features * ROWS);
    float[] rows = floats(KERNELS * features);
    float[] offsets = floats(KERNELS);
    float[] least = new float[ROWS];
    return new KernelWorkload(
        "least-offsets-d" + features,
        Unit.ELEMENT,
        (double) ROWS * KERNELS,
        kernels -> kernels.leastOffsets(z, ROWS, ROWS, features, rows, offsets, KERNELS, least));
  }

  /** Of points and rows, by the mixing identity. */
  static KernelWorkload leastMixed() {
    double[] distances = pairwiseHalfSquares();
    double[] least = new double[ROWS];
    return new KernelWorkload(
        "least-mixed",
        Unit.ELEMENT,
        (double) ROWS * KERNELS,
        kernels -> {
          for (int i = 0; i < ROWS; i++) {
            least[i] =
                kernels.leastMixed(
                    distances, i * KERNELS, distances, partner(i) * KERNELS, KERNELS, LAMBDA);
          }
        });
  }

  /** Anywhere among the rows, so that distances come from the cache they would come from. */
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

  private static float[] floats(int count) {
    double[] normals = normals(count, count);
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

package org.genlabel.simd;

import java.util.Arrays;

/** {@link DensityKernels} in plain Java: the same operations in the same order, point by point. */
abstract class ScalarDensityKernels implements DensityKernels {
  private static final int WIDTH = Kernels.WIDTH;

  @Override
  public void triangularAffine(
      double[] x,
      int stride,
      int points,
      int features,
      double[] weights,
      double[] offsets,
      double[] y) {
    int end = Kernels.padded(points);
    for (int a = 0; a < features; a++) {
      Arrays.fill(y, a * stride, a * stride + end, offsets[a]);
      for (int k = 0; k <= a; k++) {
        double w = weights[a * features + k];
        for (int p = 0; p < end; p++) {
          y[a * stride + p] = Math.fma(x[k * stride + p], w, y[a * stride + p]);
        }
      }
    }
  }

  @Override
  public void halfSquares(double[] x, int stride, int points, int features, double[] half) {
    int end = Kernels.padded(points);
    Arrays.fill(half, 0, end, 0);
    for (int k = 0; k < features; k++) {
      for (int p = 0; p < end; p++) {
        half[p] = Math.fma(x[k * stride + p], x[k * stride + p], half[p]);
      }
    }
    for (int p = 0; p < end; p++) {
      half[p] *= 0.5;
    }
  }

  @Override
  public void kernelSums(
      double[] z,
      int stride,
      int from,
      int features,
      double[] halfSquares,
      double[] negatedCentres,
      double[] offsets,
      int kernels,
      double[] least,
      double[] sums,
      KernelScratch scratch) {
    Arrays.fill(least, from, from + WIDTH, Double.POSITIVE_INFINITY);
    Arrays.fill(sums, from, from + WIDTH, 0);
    double[] distances = scratch.distances;
    for (int start = 0; start < kernels; start += KernelScratch.TILE) {
      int count = Math.min(KernelScratch.TILE, kernels - start);
      for (int lane = 0; lane < WIDTH; lane++) {
        int p = from + lane;
        double now = least[p];
        for (int j = 0; j < count; j++) {
          double distance = halfSquares[p] + offsets[start + j];
          for (int k = 0; k < features; k++) {
            double negated = negatedCentres[(start + j) * features + k];
            distance = Math.fma(z[k * stride + p], negated, distance);
          }
          distances[j] = distance;
          now = min(now, distance);
        }
        sums[p] *= DoubleKernels.expOfMinus(least[p] - now);
        least[p] = now;
        for (int j = 0; j < count; j++) {
          sums[p] += DoubleKernels.expOfMinus(distances[j] - now);
        }
      }
    }
  }

  /** Returns the lesser of two distances, which are not negative, by comparing their bits. */
  private static double min(double a, double b) {
    return Double.longBitsToDouble(
        Math.min(Double.doubleToRawLongBits(a), Double.doubleToRawLongBits(b)));
  }

  /** Returns the least of the given distances by comparing their bits. */
  static double least(double[] distances) {
    double least = Double.POSITIVE_INFINITY;
    for (double distance : distances) {
      least = min(least, distance);
    }
    return least;
  }

  @Override
  public void leastSquaredDistances(
      double[] x, int stride, int points, int features, double[] rows, int count, double[] least) {
    int end = Kernels.padded(points);
    for (int p = 0; p < end; p++) {
      double now = Double.POSITIVE_INFINITY;
      for (int t = 0; t < count; t++) {
        double squared = 0;
        for (int k = 0; k < features; k++) {
          double difference = x[k * stride + p] - rows[t * features + k];
          squared = Math.fma(difference, difference, squared);
        }
        now = squared < now ? squared : now;
      }
      least[p] = now;
    }
  }

  @Override
  public void leastOffsets(
      float[] z,
      int stride,
      int points,
      int features,
      float[] negatedRows,
      float[] offsets,
      int count,
      float[] least) {
    int end = Kernels.padded(points);
    for (int p = 0; p < end; p++) {
      float now = Float.POSITIVE_INFINITY;
      for (int t = 0; t < count; t++) {
        float offset = offsets[t];
        for (int k = 0; k < features; k++) {
          offset = Math.fma(z[k * stride + p], negatedRows[t * features + k], offset);
        }
        now = offset < now ? offset : now;
      }
      least[p] = now;
    }
  }

  @Override
  public void posterior(double[] logDensities, int stride, int points, int classes) {
    int end = Kernels.padded(points);
    for (int p = 0; p < end; p++) {
      double largest = logDensities[p];
      for (int c = 1; c < classes; c++) {
        double v = logDensities[c * stride + p];
        largest = v > largest ? v : largest;
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        double v = logDensities[c * stride + p];
        double e = v < largest - NEGLIGIBLE ? 0 : DoubleKernels.exp(v - largest);
        // Also where both are infinite, and their difference is NaN.
        e = v == largest ? 1 : e;
        sum += e;
        logDensities[c * stride + p] = e;
      }
      for (int c = 0; c < classes; c++) {
        logDensities[c * stride + p] /= sum;
      }
    }
  }

  @Override
  public void logInPlace(double[] values, int count) {
    int end = Kernels.padded(count);
    for (int i = 0; i < end; i++) {
      values[i] = DoubleKernels.logOfNormal(values[i]);
    }
  }

  @Override
  public void mixedKernelSum(
      double[] a,
      int aFrom,
      double[] b,
      int bFrom,
      int count,
      double lambda,
      double[] leastAndSum,
      KernelScratch scratch) {
    double[] mixed = scratch.mixed(count);
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t < count; t++) {
      mixed[t] = Math.fma(a[aFrom + t], lambda, b[bFrom + t] * (1 - lambda));
      least = min(least, mixed[t]);
    }
    leastAndSum[0] = least;
    double[] parts = scratch.parts;
    Arrays.fill(parts, 0);
    for (int t = 0; t < count; t++) {
      parts[t % WIDTH] += DoubleKernels.expOfMinus(mixed[t] - least);
    }
    leastAndSum[1] = sumOfParts(parts);
  }

  /** Returns the sum of the parts, added in pairs: their order determines the result's bits. */
  static double sumOfParts(double[] parts) {
    double sum = 0;
    for (int lane = 0; lane < WIDTH; lane += 4) {
      sum += (parts[lane] + parts[lane + 1]) + (parts[lane + 2] + parts[lane + 3]);
    }
    return sum;
  }

  @Override
  public double leastMixed(double[] a, int aFrom, double[] b, int bFrom, int count, double lambda) {
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t < count; t++) {
      least = min(least, Math.fma(a[aFrom + t], lambda, b[bFrom + t] * (1 - lambda)));
    }
    return least;
  }
}

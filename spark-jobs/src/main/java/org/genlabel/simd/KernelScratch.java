package org.genlabel.simd;

import java.util.Arrays;

/** Buffers of the density kernels. Not thread-safe: one per thread. */
public final class KernelScratch {
  /** Number of kernels processed at a time: their exponents stay in the first-level cache. */
  static final int TILE = 128;

  final double[] distances = new double[TILE * Kernels.WIDTH];
  final double[] least = new double[Kernels.WIDTH];
  final double[] former = new double[Kernels.WIDTH];
  final double[] parts = new double[Kernels.WIDTH];
  private double[] mixed = new double[0];

  /** Returns a buffer for the distances of one mixed point. */
  double[] mixed(int count) {
    if (mixed.length < count) {
      mixed = Arrays.copyOf(mixed, Math.max(count, 2 * mixed.length));
    }
    return mixed;
  }
}

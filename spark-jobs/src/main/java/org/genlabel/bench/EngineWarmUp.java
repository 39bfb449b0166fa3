package org.genlabel.bench;

import org.genlabel.simd.Kernels;

/**
 * Brings the engine up to speed before its cells are timed: its code compiled, and the kernels
 * chosen that a long run has from its first seconds on.
 */
final class EngineWarmUp {
  private static final double LEAST_SECONDS = 5;
  private static final double MOST_SECONDS = 60;

  private EngineWarmUp() {}

  /** Repeats some work until then. */
  static void run(Runnable work, BenchOutput output) {
    output.progress("warm-up");
    double spent = 0;
    while (spent < LEAST_SECONDS || (spent < MOST_SECONDS && !hasFastestKernels())) {
      spent += Stopwatch.seconds(work);
    }
  }

  private static boolean hasFastestKernels() {
    return Kernels.active().description().equals(Kernels.all().get(0).description());
  }
}

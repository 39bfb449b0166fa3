package org.genlabel.bench;

/** Runs the engine until its code is compiled, before its cells are timed. */
final class EngineWarmUp {
  private static final double SECONDS = 5;

  private EngineWarmUp() {}

  /** Repeats the given work for at least {@value #SECONDS} seconds. */
  static void run(Runnable work, BenchOutput output) {
    output.progress("warm-up");
    double spent = 0;
    while (spent < SECONDS) {
      spent += Stopwatch.seconds(work);
    }
  }
}

package org.genlabel.bench;

/** Times short pieces of work. */
final class Stopwatch {
  private static final int REPETITIONS = 7;
  private static final double SECONDS_OF_REPETITION = 0.05;

  private Stopwatch() {}

  /** Measures one call, in seconds. */
  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Measures the seconds of one call over several repetitions, each of enough calls for the
   * resolution of the clock.
   *
   * @param warmUpSeconds duration of the warm-up, which is not measured
   */
  static Spread secondsOfCall(Runnable work, double warmUpSeconds) {
    double spent = 0;
    long calls = 0;
    while (spent < warmUpSeconds || calls == 0) {
      spent += seconds(work);
      calls++;
    }
    // The first calls of the warm-up are slow, so this many calls take at most the intended
    // duration.
    long callsOfRepetition = Math.max(1, (long) (calls * SECONDS_OF_REPETITION / spent));
    double[] seconds = new double[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      seconds[i] =
          seconds(
                  () -> {
                    for (long call = 0; call < callsOfRepetition; call++) {
                      work.run();
                    }
                  })
              / callsOfRepetition;
    }
    return Spread.of(seconds);
  }
}

package org.genlabel.bench;

/** Times short pieces of work. */
final class Stopwatch {
  private static final int REPETITIONS = 7;
  private static final double SECONDS_OF_REPETITION = 0.05;

  private Stopwatch() {}

  /** The seconds that some work takes once. */
  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * The seconds of one call: of repetitions, each as many calls as the clock can tell.
   *
   * @param warmUpSeconds how long it runs before, unmeasured
   */
  static Spread secondsOfCall(Runnable work, double warmUpSeconds) {
    double spent = 0;
    long calls = 0;
    while (spent < warmUpSeconds || calls == 0) {
      spent += seconds(work);
      calls++;
    }
    // The warm-up began slowly: this many calls take less than a repetition should, not more.
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

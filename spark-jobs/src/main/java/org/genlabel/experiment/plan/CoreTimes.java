package org.genlabel.experiment.plan;

import java.util.PriorityQueue;

/**
 * When cores are free, as tasks are put on them one after another, each on the core that is free
 * first: so Spark's scheduler does it. Not thread-safe.
 */
final class CoreTimes {
  private final PriorityQueue<Double> free;

  /** Cores that are free from the beginning, at 0 seconds. */
  CoreTimes(int cores) {
    free = new PriorityQueue<>(cores);
    for (int core = 0; core < cores; core++) {
      free.add(0.0);
    }
  }

  /** When the next task can begin, in seconds. */
  double nextFree() {
    return free.element();
  }

  /**
   * Puts the next task on a core.
   *
   * @param earliest when it can begin, in seconds
   * @return when it ends
   */
  double place(double earliest, double seconds) {
    double end = Math.max(free.remove(), earliest) + seconds;
    free.add(end);
    return end;
  }
}

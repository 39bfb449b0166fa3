package org.genlabel.experiment.plan;

import java.util.PriorityQueue;

/**
 * The times at which cores become free, as tasks are assigned one after another, each to the core
 * that is free first, as Spark's scheduler does. Not thread-safe.
 */
final class CoreTimes {
  private final PriorityQueue<Double> free;

  /** Creates cores that are free from the start, at 0 seconds. */
  CoreTimes(int cores) {
    free = new PriorityQueue<>(cores);
    for (int core = 0; core < cores; core++) {
      free.add(0.0);
    }
  }

  /** Returns when the next task can begin, in seconds. */
  double nextFree() {
    return free.element();
  }

  /**
   * Assigns the next task to a core.
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

package org.genlabel.bench;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * How tasks come to lie on cores when each goes, in order, to the core that is free first: as
 * Spark's scheduler does it.
 *
 * @param makespan when the last task ends, in seconds
 * @param efficiency share of the cores' time until then that is the tasks' own work
 * @param last the task that ends last
 */
record Schedule(double makespan, double efficiency, int last) {

  /**
   * @param seconds of each task, in order; at least one
   * @param overhead of each task, in seconds
   */
  static Schedule of(List<Double> seconds, int cores, double overhead) {
    PriorityQueue<Double> free = new PriorityQueue<>(cores);
    for (int core = 0; core < cores; core++) {
      free.add(0.0);
    }
    double[] ends = new double[seconds.size()];
    double work = 0;
    for (int task = 0; task < ends.length; task++) {
      ends[task] = free.remove() + seconds.get(task) + overhead;
      free.add(ends[task]);
      work += seconds.get(task);
    }
    double makespan = Arrays.stream(ends).max().orElseThrow();
    int last = 0;
    while (ends[last] < makespan) {
      last++;
    }
    return new Schedule(makespan, work / (cores * makespan), last);
  }
}

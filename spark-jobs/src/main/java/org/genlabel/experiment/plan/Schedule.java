package org.genlabel.experiment.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The schedule of tasks on cores when each, in order, goes to the core that is free first, as with
 * Spark's scheduler.
 *
 * @param makespan when the last task ends, in seconds
 * @param last the task that ends last
 */
public record Schedule(int cores, double makespan, int last) {
  private static final double SECONDS_OF_TASK = 1e-3;

  /**
   * Schedules the tasks of a study, each with the given seconds and a millisecond of overhead;
   * {@code last} counts all of them, in order.
   */
  public static Schedule of(TaskPlan tasks, ToDoubleFunction<PlannedTask> seconds, int cores) {
    return of(tasks, seconds, cores, SECONDS_OF_TASK);
  }

  /**
   * Schedules the tasks of a study.
   *
   * @param overhead of each task, in seconds
   */
  static Schedule of(
      TaskPlan tasks, ToDoubleFunction<PlannedTask> seconds, int cores, double overhead) {
    return of(
        seconds(tasks.folds(), seconds),
        seconds(tasks.meanwhile(), seconds),
        seconds(tasks.afterFolds(), seconds),
        cores,
        overhead);
  }

  private static List<Double> seconds(
      List<? extends PlannedTask> tasks, ToDoubleFunction<PlannedTask> seconds) {
    return tasks.stream().map(task -> seconds.applyAsDouble(task)).toList();
  }

  /**
   * Schedules tasks by their seconds, in order; at least one task.
   *
   * @param awaited seconds of the tasks that go first
   * @param meanwhile seconds of the tasks that go next and do not wait
   * @param waiting seconds of the tasks that go last and begin when all awaited ones have ended
   * @param overhead of each task, in seconds
   */
  static Schedule of(
      List<Double> awaited,
      List<Double> meanwhile,
      List<Double> waiting,
      int cores,
      double overhead) {
    List<Double> seconds = new ArrayList<>(awaited);
    seconds.addAll(meanwhile);
    seconds.addAll(waiting);
    CoreTimes times = new CoreTimes(cores);
    double awaitedEnd = 0;
    double[] ends = new double[seconds.size()];
    for (int task = 0; task < ends.length; task++) {
      boolean waits = task >= awaited.size() + meanwhile.size();
      ends[task] = times.place(waits ? awaitedEnd : 0, seconds.get(task) + overhead);
      awaitedEnd = task < awaited.size() ? Math.max(awaitedEnd, ends[task]) : awaitedEnd;
    }
    double makespan = Arrays.stream(ends).max().orElseThrow();
    int last = 0;
    while (ends[last] < makespan) {
      last++;
    }
    return new Schedule(cores, makespan, last);
  }

  /** Returns the share of the cores' time until the end that some work takes. */
  public double efficiency(double work) {
    return work / (cores * makespan);
  }
}

package org.genlabel.experiment.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tasks of a study. Groups that would keep the others waiting are split: every fold of their
 * cross-validation is a task, and once all folds are in, another task chooses the candidates and
 * fits them.
 *
 * @param folds of all split groups, fold by fold, dearest group first
 * @param meanwhile groups that are run whole and keep cores busy until the folds are in, dearest
 *     first; none if nothing is split
 * @param afterFolds one for every split group, in the order of the folds, which finishes it; then
 *     the other groups that are run whole, dearest first
 */
public record TaskPlan(
    List<FoldTask> folds, List<Partition> meanwhile, List<Partition> afterFolds) {
  public TaskPlan {
    folds = List.copyOf(folds);
    meanwhile = List.copyOf(meanwhile);
    afterFolds = List.copyOf(afterFolds);
  }

  /**
   * Orders the tasks.
   *
   * @param folds of all split groups
   * @param finishing one for every split group
   * @param whole groups that are run whole, dearest first
   */
  static TaskPlan of(
      List<FoldTask> folds, List<Partition> finishing, List<Partition> whole, int cores) {
    CoreTimes times = new CoreTimes(cores);
    double foldsEnd = 0;
    for (FoldTask fold : folds) {
      foldsEnd = Math.max(foldsEnd, times.place(0, fold.estimatedSeconds()));
    }
    // Only enough to keep the cores busy until then, because tasks that finish split groups come
    // after them.
    int first = 0;
    while (first < whole.size() && times.nextFree() < foldsEnd) {
      times.place(0, whole.get(first).estimatedSeconds());
      first++;
    }
    List<Partition> afterFolds = new ArrayList<>(finishing);
    afterFolds.addAll(whole.subList(first, whole.size()));
    return new TaskPlan(folds, whole.subList(0, first), afterFolds);
  }

  /** Returns all tasks: folds, meanwhile, after the folds. */
  public List<PlannedTask> all() {
    return Stream.of(folds, meanwhile, afterFolds).<PlannedTask>flatMap(List::stream).toList();
  }

  /** Returns the estimated work of all tasks, in seconds of one core. */
  public double estimatedSeconds() {
    return all().stream().mapToDouble(PlannedTask::estimatedSeconds).sum();
  }
}

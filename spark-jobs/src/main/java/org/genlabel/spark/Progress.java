package org.genlabel.spark;

import org.genlabel.experiment.plan.PlannedTask;

/**
 * Receives the progress of a study. Calls come from Spark's listener thread, one at a time, and
 * from the thread that runs the study.
 */
public interface Progress {
  /** A progress that ignores all events. */
  Progress SILENT =
      new Progress() {
        @Override
        public void planned(int cells, double estimatedSeconds) {}

        @Override
        public void started(int task, PlannedTask work) {}

        @Override
        public void stopped(int task, PlannedTask work, boolean finished) {}
      };

  /**
   * Called before the study begins.
   *
   * @param cells how many cells there are to do
   * @param estimatedSeconds the estimated work of all tasks, in seconds of one core
   */
  void planned(int cells, double estimatedSeconds);

  /** Called when an executor begins a task. */
  void started(int task, PlannedTask work);

  /**
   * Called when an executor ends a task.
   *
   * @param finished whether its work is done; otherwise Spark will try again or give up
   */
  void stopped(int task, PlannedTask work, boolean finished);

  /**
   * Receives the number of failed cells.
   *
   * @param cells of those that are done so far
   */
  default void failed(long cells) {}

  /** Receives one line about an event that a waiting user should know of. */
  default void notice(String text) {}
}

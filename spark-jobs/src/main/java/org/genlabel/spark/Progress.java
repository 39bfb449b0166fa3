package org.genlabel.spark;

import org.genlabel.experiment.plan.PlannedTask;

/**
 * Hears how a study goes on. Calls come from Spark's listener thread, one at a time, and from the
 * thread that runs the study.
 */
public interface Progress {
  /** A progress that nobody watches. */
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
   * The study is about to begin.
   *
   * @param cells how many cells there are to do
   * @param estimatedSeconds the estimated work of all tasks, in seconds of one core
   */
  void planned(int cells, double estimatedSeconds);

  /** An executor began a task. */
  void started(int task, PlannedTask work);

  /**
   * An executor ended a task.
   *
   * @param finished whether its work is done; otherwise Spark will try again or give up
   */
  void stopped(int task, PlannedTask work, boolean finished);

  /**
   * How many cells have failed.
   *
   * @param cells of those that are done so far
   */
  default void failed(long cells) {}

  /** Something happened that whoever waits should know: one line. */
  default void notice(String text) {}
}

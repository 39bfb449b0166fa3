package org.genlabel.spark;

import org.genlabel.experiment.ExperimentPlan;

/** Hears how a study goes on. Calls come from Spark's listener thread, one at a time. */
public interface Progress {
  /** A progress that nobody watches. */
  Progress SILENT =
      new Progress() {
        @Override
        public void planned(int cells, double estimatedSeconds) {}

        @Override
        public void started(int partition, ExperimentPlan.Partition work) {}

        @Override
        public void stopped(int partition, ExperimentPlan.Partition work, boolean finished) {}
      };

  /**
   * The study is about to begin.
   *
   * @param cells how many cells there are to do
   * @param estimatedSeconds their estimated work, in seconds of one core
   */
  void planned(int cells, double estimatedSeconds);

  /** An executor began a partition. */
  void started(int partition, ExperimentPlan.Partition work);

  /**
   * An executor ended a partition.
   *
   * @param finished whether its rows are written; otherwise Spark will try again or give up
   */
  void stopped(int partition, ExperimentPlan.Partition work, boolean finished);
}

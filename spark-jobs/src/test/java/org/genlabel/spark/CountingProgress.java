package org.genlabel.spark;

import org.genlabel.experiment.plan.PlannedTask;

/** Counts the events it receives. */
final class CountingProgress implements Progress {
  private int planned;
  private double plannedSeconds;
  private int running;
  private int finished;
  private double finishedSeconds;

  @Override
  public synchronized void planned(int cells, double estimatedSeconds) {
    planned += cells;
    plannedSeconds += estimatedSeconds;
  }

  @Override
  public synchronized void started(int task, PlannedTask work) {
    running++;
  }

  @Override
  public synchronized void stopped(int task, PlannedTask work, boolean successful) {
    running--;
    finished += successful ? work.finishedCells() : 0;
    finishedSeconds += successful ? work.estimatedSeconds() : 0;
  }

  /** Cells. */
  synchronized int planned() {
    return planned;
  }

  synchronized double plannedSeconds() {
    return plannedSeconds;
  }

  /** Tasks. */
  synchronized int running() {
    return running;
  }

  /** Cells. */
  synchronized int finished() {
    return finished;
  }

  synchronized double finishedSeconds() {
    return finishedSeconds;
  }
}

package org.genlabel.experiment;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that began it if that takes too long. Training heeds an interrupt once an
 * epoch.
 */
final class TimeLimit {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Thread worker = Thread.currentThread();
  private final ScheduledFuture<?> alarm;
  private boolean ended;
  private boolean exceeded;

  private TimeLimit(Duration limit) {
    alarm = TIMER.schedule(this::exceed, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "cell timeout");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Begins to count. */
  static TimeLimit start(Duration limit) {
    return new TimeLimit(limit);
  }

  private synchronized void exceed() {
    if (!ended) {
      exceeded = true;
      worker.interrupt();
    }
  }

  /**
   * Stops counting. To be called by the thread that began, which is then no longer interrupted on
   * this account.
   *
   * @return whether the work took too long
   */
  synchronized boolean end() {
    if (!ended) {
      ended = true;
      alarm.cancel(false);
      if (exceeded) {
        Thread.interrupted();
      }
    }
    return exceeded;
  }
}

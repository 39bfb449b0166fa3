package org.genlabel.experiment;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that started it when the limit is exceeded. Training checks for interrupts
 * once an epoch.
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

  /** Starts a limit for the current thread. */
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
   * Ends the limit. Must be called by the thread that started it, which is not interrupted by it
   * afterwards.
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

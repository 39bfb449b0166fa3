package org.genlabel.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Ends a piece of work in good order when the process is told to end, by Ctrl-C for instance: the
 * work is asked to stop, has some seconds to put down what it has finished, and whoever waits is
 * told how to go on.
 */
final class Interruption implements AutoCloseable {
  // Before Spark's own, which takes its session from under the work.
  private static final int PRIORITY = 100;
  private static final long PATIENCE_SECONDS = 15;

  private final Runnable stop;
  private final String message;
  private final PrintStream out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable hook = this::end;
  private volatile boolean stopping;

  /**
   * Begins to watch.
   *
   * @param stop asks the work to stop; it may go on for a while
   * @param message a line for whoever waits, once it has
   */
  Interruption(Runnable stop, String message, PrintStream out) {
    this.stop = stop;
    this.message = message;
    this.out = out;
    // A little more than the hook's own patience.
    ShutdownHookManager.get()
        .addShutdownHook(hook, PRIORITY, PATIENCE_SECONDS + 5, TimeUnit.SECONDS);
  }

  private void end() {
    stopping = true;
    stop.run();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        out.println("genlabel: gave up waiting for tasks that do not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    out.println(message);
  }

  /** Whether the process is about to end. */
  boolean isStopping() {
    return stopping;
  }

  /** The work has ended, on its own account or not. */
  @Override
  public void close() {
    ended.countDown();
    if (!stopping) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}

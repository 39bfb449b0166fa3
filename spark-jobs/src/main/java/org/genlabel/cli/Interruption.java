package org.genlabel.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Ends a piece of work in an orderly way when the process receives a signal, such as that of
 * Ctrl-C: the work is asked to stop, has some seconds to write what it has finished, and the user
 * is told how to go on.
 */
final class Interruption implements AutoCloseable {
  // Before Spark's own hook, which stops the session that the work uses.
  private static final int PRIORITY = 100;
  private static final long PATIENCE_SECONDS = 15;

  private final Runnable stop;
  private final String message;
  private final PrintStream out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable hook = this::end;
  private volatile boolean stopping;

  /**
   * Starts to wait for a signal.
   *
   * @param stop asks the work to stop; it may go on for a while
   * @param message a line for the user, once it has
   */
  Interruption(Runnable stop, String message, PrintStream out) {
    this.stop = stop;
    this.message = message;
    this.out = out;
    // A little more than the hook itself waits.
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

  /** Returns whether the process is about to end. */
  boolean isStopping() {
    return stopping;
  }

  /** Signals that the work has ended, by itself or because it was stopped. */
  @Override
  public void close() {
    ended.countDown();
    if (!stopping) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}

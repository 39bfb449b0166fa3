package org.genlabel.cli.progress;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how much of something is done, with the time left: on a terminal one line, redrawn,
 * otherwise a line for each tenth. Thread-safe.
 */
public final class CountDisplay implements AutoCloseable {
  private static final double REDRAW_SECONDS = 0.2;
  private static final int PARTS = 10;
  private static final String ERASE_TO_END = "\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final String what;
  private final long start = System.nanoTime();
  private double shownAt = -REDRAW_SECONDS;
  private boolean shown;

  /**
   * @param terminal whether lines can be redrawn
   * @param what is counted, as in "3 of 7 networks trained"
   */
  CountDisplay(PrintStream out, boolean terminal, String what) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
  }

  /** Creates a display on standard error, which stays open. */
  public static CountDisplay onStandardError(String what) {
    return new CountDisplay(System.err, Terminal.isInteractive(), what);
  }

  /**
   * Shows a count.
   *
   * @param done at least 1, one more than the last time
   * @param all at least as many
   */
  public synchronized void show(int done, int all) {
    double elapsed = (System.nanoTime() - start) / 1e9;
    if (!terminal) {
      if (done * PARTS / all > (done - 1) * PARTS / all) {
        out.println("genlabel: " + line(done, all, elapsed));
      }
    } else if (elapsed - shownAt >= REDRAW_SECONDS) {
      shownAt = elapsed;
      shown = true;
      out.print("\r" + line(done, all, elapsed) + ERASE_TO_END);
      out.flush();
    }
  }

  /** Returns the line after some seconds. */
  String line(int done, int all, double elapsed) {
    String line = String.format(Locale.ROOT, "%d of %d %s", done, all, what);
    if (done == 0 || done == all) {
      return line;
    }
    return line + ", " + ProgressDisplay.duration(elapsed * (all - done) / done) + " left";
  }

  /** Erases the line. */
  @Override
  public synchronized void close() {
    if (shown) {
      out.print("\r" + ERASE_TO_END);
      out.flush();
    }
  }
}

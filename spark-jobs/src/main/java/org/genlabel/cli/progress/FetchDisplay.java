package org.genlabel.cli.progress;

import java.io.PrintStream;
import java.util.Locale;
import org.genlabel.data.openml.FetchOutcome;
import org.genlabel.data.openml.FetchProgress;

/**
 * Shows a fetch: on a terminal one line, redrawn once it has taken some seconds, otherwise a line
 * for each dataset that is fetched or fails. Thread-safe.
 */
public final class FetchDisplay implements FetchProgress, AutoCloseable {
  private static final double QUIET_SECONDS = 2;
  private static final double REDRAW_SECONDS = 0.2;
  private static final String ERASE_TO_END = "\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final int datasets;
  private final long start = System.nanoTime();
  private int ended;
  private long bytes;
  private double shownAt = QUIET_SECONDS - REDRAW_SECONDS;
  private boolean shown;

  /**
   * Creates a display for some datasets.
   *
   * @param terminal whether lines can be redrawn
   */
  public FetchDisplay(PrintStream out, boolean terminal, int datasets) {
    this.out = out;
    this.terminal = terminal;
    this.datasets = datasets;
  }

  @Override
  public synchronized void received(long newBytes) {
    bytes += newBytes;
    redraw();
  }

  @Override
  public synchronized void ended(FetchOutcome outcome) {
    ended++;
    if (terminal) {
      redraw();
      return;
    }
    switch (outcome.state()) {
      case FETCHED -> out.println(progress() + label(outcome) + ", " + size(outcome.bytes()));
      case FAILED -> out.println(progress() + label(outcome) + " failed");
      case PRESENT -> {
        // Nothing was done.
      }
    }
  }

  private String progress() {
    return "[" + ended + "/" + datasets + "] ";
  }

  /** Returns a dataset's number, and its name if it is known. */
  public static String label(FetchOutcome outcome) {
    return outcome.id() + (outcome.name().isEmpty() ? "" : " " + outcome.name());
  }

  private void redraw() {
    double elapsed = elapsed();
    if (terminal && elapsed - shownAt >= REDRAW_SECONDS) {
      shownAt = elapsed;
      shown = true;
      out.print("\r" + line(elapsed) + ERASE_TO_END);
      out.flush();
    }
  }

  private double elapsed() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Returns the line after some seconds. */
  synchronized String line(double elapsed) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%d/%d datasets, %s", ended, datasets, size(bytes)));
    if (ended > 0 && ended < datasets) {
      long left = Math.round(elapsed * (datasets - ended) / ended);
      line.append(String.format(Locale.ROOT, ", %d:%02d left", left / 60, left % 60));
    }
    return line.toString();
  }

  /** Formats a number of bytes. */
  public static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
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

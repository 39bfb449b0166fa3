package org.genlabel.cli.progress;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.genlabel.experiment.plan.PlannedTask;
import org.genlabel.spark.Progress;

/**
 * The progress line: cells done / all, failures, rate, time left, and what has been running
 * longest. Redrawn on a terminal, printed once a minute otherwise. Thread-safe.
 */
public final class ProgressDisplay implements Progress, AutoCloseable {
  private static final long REDRAW_MILLIS = 500;
  private static final long PRINT_MILLIS = 60_000;
  // Of the narrowest usual terminal: a line that wraps cannot be redrawn.
  private static final int WIDTH = 79;
  private static final String ERASE_TO_END = "\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final Thread ticker;
  private final Map<Integer, Running> running = new HashMap<>();
  private int cells;
  private int cellsDone;
  private long cellsFailed;
  private double work;
  private double workDone;
  private long start;
  private boolean closed;

  private record Running(PlannedTask work, long since) {}

  /**
   * Creates a display that starts as soon as the study is planned.
   *
   * @param terminal whether lines can be redrawn
   */
  public ProgressDisplay(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    ticker = new Thread(this::tick, "progress");
    ticker.setDaemon(true);
  }

  @Override
  public synchronized void planned(int newCells, double estimatedSeconds) {
    cells = newCells;
    work = estimatedSeconds;
    start = System.nanoTime();
    ticker.start();
  }

  @Override
  public synchronized void started(int task, PlannedTask workOfTask) {
    running.put(task, new Running(workOfTask, System.nanoTime()));
  }

  @Override
  public synchronized void stopped(int task, PlannedTask workOfTask, boolean finished) {
    running.remove(task);
    if (finished) {
      cellsDone += workOfTask.finishedCells();
      workDone += workOfTask.estimatedSeconds();
    }
  }

  @Override
  public synchronized void failed(long failedCells) {
    cellsFailed = failedCells;
  }

  @Override
  public synchronized void notice(String text) {
    out.println((terminal ? "\r" + ERASE_TO_END : "") + "genlabel: " + text);
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(terminal ? REDRAW_MILLIS : PRINT_MILLIS);
        synchronized (this) {
          if (closed) {
            return;
          }
          show();
        }
      }
    } catch (InterruptedException e) {
      // close() ends the display this way.
      Thread.currentThread().interrupt();
    }
  }

  private void show() {
    String line = line(System.nanoTime());
    if (terminal) {
      String cut = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
      out.print("\r" + cut + ERASE_TO_END);
      out.flush();
    } else {
      out.println(line);
    }
  }

  /** Returns the line as of a time of {@link System#nanoTime}. */
  synchronized String line(long now) {
    double elapsed = (now - start) / 1e9;
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%d/%d cells", cellsDone, cells));
    if (cellsFailed > 0) {
      line.append(", ").append(cellsFailed).append(" failed");
    }
    if (cellsDone > 0 && elapsed > 0) {
      line.append(String.format(Locale.ROOT, ", %.1f/s", cellsDone / elapsed));
    }
    // Folds of split cells are work done, too.
    if ((cellsDone > 0 || workDone > 0) && elapsed > 0) {
      // By estimated work, not by cells: the dearest cells come first.
      double left = elapsed * (work - workDone) / workDone;
      line.append(", ").append(duration(left)).append(" left");
    } else {
      line.append(", ").append(duration(elapsed)).append(" so far");
    }
    Running longest = null;
    for (Running candidate : running.values()) {
      if (longest == null || candidate.since() < longest.since()) {
        longest = candidate;
      }
    }
    if (longest != null) {
      String first = longest.work().cells().get(0).toString();
      int others = longest.work().cells().size() - 1;
      line.append("; longest running: ").append(first);
      line.append(others > 0 ? " and " + others + " more" : "");
      line.append(", ").append(duration((now - longest.since()) / 1e9));
    }
    return line.toString();
  }

  /** Formats minutes and seconds, with hours if there are any. */
  static String duration(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole >= 3600) {
      return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }

  /** Erases the line and stops. */
  @Override
  public synchronized void close() {
    closed = true;
    ticker.interrupt();
    if (terminal) {
      out.print("\r" + ERASE_TO_END);
      out.flush();
    }
  }
}

package org.genlabel.data.openml;

import java.time.Duration;

/** The moment at which a fetch gives up. */
public final class Deadline {
  private final Duration total;
  private final long end;

  private Deadline(Duration total) {
    this.total = total;
    this.end = System.nanoTime() + total.toNanos();
  }

  /** The moment after some time from now. */
  public static Deadline after(Duration total) {
    return new Deadline(total);
  }

  /** The time left; nothing or less if it is over. */
  public Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  /** A time, or what is left if that is shorter; more than nothing. */
  Duration shorten(Duration time) {
    // A request without any time would be none.
    return Duration.ofNanos(Math.max(1, Math.min(time.toNanos(), left().toNanos())));
  }

  /** Whether no time is left. */
  public boolean isOver() {
    return left().compareTo(Duration.ZERO) <= 0;
  }

  /** What a dataset fails with that there was no time for. */
  FetchException timeIsUp() {
    return FetchException.lasting(
        "the time limit of " + text(total) + " is over",
        "run the same command again for the rest, or with a higher --time-limit");
  }

  /** A duration for a message. */
  static String text(Duration duration) {
    if (duration.toMillis() < 1000) {
      return duration.toMillis() + " ms";
    }
    boolean minutes = duration.toSeconds() >= 60 && duration.toSeconds() % 60 == 0;
    return minutes ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}

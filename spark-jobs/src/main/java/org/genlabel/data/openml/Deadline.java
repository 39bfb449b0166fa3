package org.genlabel.data.openml;

import java.time.Duration;

/** The time at which a fetch gives up. */
public final class Deadline {
  private final Duration total;
  private final long end;

  private Deadline(Duration total) {
    this.total = total;
    this.end = System.nanoTime() + total.toNanos();
  }

  /** Returns the deadline that is the given duration from now. */
  public static Deadline after(Duration total) {
    return new Deadline(total);
  }

  /** Returns the time left; zero or negative once the deadline has passed. */
  public Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  /** Returns the given duration, or the time left if that is shorter; always positive. */
  Duration shorten(Duration time) {
    // A request requires a positive timeout.
    return Duration.ofNanos(Math.max(1, Math.min(time.toNanos(), left().toNanos())));
  }

  /** Returns whether no time is left. */
  public boolean isOver() {
    return left().compareTo(Duration.ZERO) <= 0;
  }

  /** Returns the exception for a dataset that was not fetched before the deadline. */
  FetchException timeIsUp() {
    return FetchException.lasting(
        "the time limit of " + text(total) + " is over",
        "run the same command again for the rest, or with a higher --time-limit");
  }

  /** Formats a duration for a message. */
  static String text(Duration duration) {
    if (duration.toMillis() < 1000) {
      return duration.toMillis() + " ms";
    }
    boolean minutes = duration.toSeconds() >= 60 && duration.toSeconds() % 60 == 0;
    return minutes ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}

package org.genlabel.data.openml;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.genlabel.data.PrintableText;

/** Thrown when a dataset cannot be fetched; includes advice for the user. */
final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  static final String LATER = "run the same command again later";
  static final String ELSEWHERE =
      "name another source with --from, a folder or a mirror, or put the file there by hand";

  private final String advice;
  private final boolean passing;
  private final boolean serverDown;
  private final Duration wait;

  private FetchException(
      String reason, String advice, boolean passing, boolean serverDown, Duration wait) {
    super(PrintableText.line(reason));
    this.advice = advice;
    this.passing = passing;
    this.serverDown = serverDown;
    this.wait = wait;
  }

  /** Returns a permanent failure: another attempt would not succeed. */
  static FetchException lasting(String reason, String advice) {
    return new FetchException(reason, advice, false, false, null);
  }

  /** Returns a temporary failure: another attempt may succeed. */
  static FetchException passing(String reason, String advice) {
    return new FetchException(reason, advice, true, false, null);
  }

  /** Returns a temporary failure that affects all datasets of the server. */
  static FetchException serverDown(String reason, String advice) {
    return new FetchException(reason, advice, true, true, null);
  }

  /**
   * Returns the exception for a source that cannot be read: the cause if it is a FetchException.
   */
  static FetchException ofSource(String source, IOException cause) {
    return cause instanceof FetchException known
        ? known
        : lasting(source + ": cannot be read: " + text(cause), ELSEWHERE);
  }

  /** Returns the message of an exception, or its class name if it has none. */
  static String text(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Returns this failure with the wait that the server requested. */
  FetchException lastingFor(Duration time) {
    return new FetchException(getMessage(), advice, passing, serverDown, time);
  }

  /** Returns this failure as a permanent one, with an addition to its message. */
  FetchException giveUp(String addition) {
    return new FetchException(getMessage() + addition, advice, false, serverDown, null);
  }

  /** Returns what the user can do. */
  String advice() {
    return advice;
  }

  /** Returns whether another attempt may succeed. */
  boolean isPassing() {
    return passing;
  }

  /** Returns whether the server's other datasets are unavailable too. */
  boolean isServerDown() {
    return serverDown;
  }

  /** Returns how long to wait before the next attempt, if the server specified it. */
  Optional<Duration> waitAskedFor() {
    return Optional.ofNullable(wait);
  }
}

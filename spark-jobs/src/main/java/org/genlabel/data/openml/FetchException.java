package org.genlabel.data.openml;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.genlabel.data.PrintableText;

/** Why a dataset could not be fetched, and what to do about it. */
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

  /** Something that another attempt will not change. */
  static FetchException lasting(String reason, String advice) {
    return new FetchException(reason, advice, false, false, null);
  }

  /** Something that may be over in a moment. */
  static FetchException passing(String reason, String advice) {
    return new FetchException(reason, advice, true, false, null);
  }

  /** The server as a whole does not work, which may be over in a moment. */
  static FetchException serverDown(String reason, String advice) {
    return new FetchException(reason, advice, true, true, null);
  }

  /** What keeps a source from being read, as it is if it is one of these already. */
  static FetchException ofSource(String source, IOException cause) {
    return cause instanceof FetchException known
        ? known
        : lasting(source + ": cannot be read: " + text(cause), ELSEWHERE);
  }

  /** The message of an exception, or its name if it has none. */
  static String text(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** The same, but the server says how long it will last. */
  FetchException lastingFor(Duration time) {
    return new FetchException(getMessage(), advice, passing, serverDown, time);
  }

  /** The same with something added to the reason, and no further attempt. */
  FetchException giveUp(String addition) {
    return new FetchException(getMessage() + addition, advice, false, serverDown, null);
  }

  /** What the user can do. */
  String advice() {
    return advice;
  }

  /** Whether another attempt may succeed. */
  boolean isPassing() {
    return passing;
  }

  /** Whether other datasets of the server cannot be had either. */
  boolean isServerDown() {
    return serverDown;
  }

  /** How long to wait before the next attempt, if the server said so. */
  Optional<Duration> waitAskedFor() {
    return Optional.ofNullable(wait);
  }
}

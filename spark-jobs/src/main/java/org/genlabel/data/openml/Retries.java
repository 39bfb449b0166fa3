package org.genlabel.data.openml;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats attempts that failed temporarily. Waits double and are randomized, so that several
 * clients do not return at the same time, unless the server specifies the wait.
 */
final class Retries {
  private final FetchLimits limits;
  private final Deadline deadline;

  /** One attempt. */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws IOException, InterruptedException;
  }

  Retries(FetchLimits limits, Deadline deadline) {
    this.limits = limits;
    this.deadline = deadline;
  }

  /**
   * Returns the result of the first successful attempt.
   *
   * @throws FetchException that of the last attempt, if none succeeds
   */
  <T> T run(Attempt<T> attempt) throws IOException, InterruptedException {
    for (int made = 1; ; made++) {
      if (deadline.isOver()) {
        throw deadline.timeIsUp();
      }
      try {
        return attempt.make();
      } catch (FetchException e) {
        if (!e.isPassing()) {
          throw e;
        }
        if (deadline.isOver()) {
          throw deadline.timeIsUp();
        }
        Thread.sleep(waitAfter(made, e).toMillis());
      }
    }
  }

  private Duration waitAfter(int made, FetchException failure) throws FetchException {
    if (made >= limits.attempts()) {
      throw failure.giveUp(made > 1 ? " (" + made + " attempts)" : "");
    }
    Duration wait = backoff(made);
    Optional<Duration> asked = failure.waitAskedFor();
    if (asked.isPresent()) {
      if (asked.get().compareTo(limits.longestWait()) > 0) {
        throw failure.giveUp(", and asks to come back in " + Deadline.text(asked.get()));
      }
      wait = asked.get();
    }
    if (wait.compareTo(deadline.left()) >= 0) {
      throw failure.giveUp(", and no time is left for another attempt");
    }
    return wait;
  }

  private Duration backoff(int made) {
    // 2^20 times the first wait exceeds any reasonable limit.
    Duration longest = limits.firstWait().multipliedBy(1L << Math.min(made - 1, 20));
    if (longest.compareTo(limits.longestWait()) > 0) {
      longest = limits.longestWait();
    }
    long nanos = Math.max(2, longest.toNanos());
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos));
  }
}

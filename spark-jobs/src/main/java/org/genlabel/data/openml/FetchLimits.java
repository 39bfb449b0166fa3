package org.genlabel.data.openml;

import java.time.Duration;

/**
 * Limits of a fetch: file size, time, and attempts.
 *
 * @param largestFile maximum bytes of a file, as received and as ARFF text
 * @param total time for all datasets together, including waits
 * @param answer time to connect to a server, and for the server to begin its answer
 * @param body time to receive the body of an answer
 * @param attempts maximum number of attempts at a request before its dataset fails, at least 1
 * @param firstWait wait before the second attempt; doubled before each further one
 * @param longestWait maximum wait; a server that requests a longer one is not tried again
 */
public record FetchLimits(
    int largestFile,
    Duration total,
    Duration answer,
    Duration body,
    int attempts,
    Duration firstWait,
    Duration longestWait) {

  /** Returns limits for a service on the internet. */
  public static FetchLimits of(int largestFile, Duration total) {
    return new FetchLimits(
        largestFile,
        total,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        5,
        Duration.ofSeconds(1),
        Duration.ofMinutes(2));
  }

  /**
   * Rejects a file that is too large.
   *
   * @param source the file, for the error message
   * @param bytes the file's length, or the limit plus one where the rest was not read
   * @throws FetchException if the length exceeds the limit
   */
  void requireAllowed(String source, long bytes) throws FetchException {
    if (bytes > largestFile) {
      String size = bytes == largestFile + 1L ? "more than " + largestFile : Long.toString(bytes);
      throw FetchException.lasting(
          source + ": " + size + " bytes; at most " + largestFile + " are allowed",
          "if this is the dataset you want, allow more with --size-limit");
    }
  }
}

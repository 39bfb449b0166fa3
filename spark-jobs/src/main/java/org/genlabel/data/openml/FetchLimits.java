package org.genlabel.data.openml;

import java.time.Duration;

/**
 * How much a fetch takes, and how patient it is.
 *
 * @param largestFile bytes of a file, as it is received and as ARFF text
 * @param total for all datasets together, waiting included
 * @param answer until a server is connected, and until it begins to answer
 * @param body until an answer has ended, once it has begun
 * @param attempts how often a request is made before its dataset is given up, at least 1
 * @param firstWait before the second attempt; doubled before each further one
 * @param longestWait a server that asks for more is not waited for
 */
public record FetchLimits(
    int largestFile,
    Duration total,
    Duration answer,
    Duration body,
    int attempts,
    Duration firstWait,
    Duration longestWait) {

  /** Limits for a service on the internet. */
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
   * Refuses a file that is too large.
   *
   * @param source the file, for the error
   * @param bytes how many it has, or one more than are allowed where the rest was not read
   * @throws FetchException if so many are not allowed
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

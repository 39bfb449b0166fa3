package org.genlabel.data.openml;

import java.time.Duration;

/**
 * How much a fetch takes, and how patient it is.
 *
 * @param largestFile bytes of a data file, after decompression
 * @param total for all datasets together, waiting included
 * @param silence how long a server may say nothing: until it is connected, until it answers, and
 *     between two pieces of an answer
 * @param attempts how often a request is made before its dataset is given up, at least 1
 * @param firstWait before the second attempt; doubled before each further one
 * @param longestWait a server that asks for more is not waited for
 */
public record FetchLimits(
    long largestFile,
    Duration total,
    Duration silence,
    int attempts,
    Duration firstWait,
    Duration longestWait) {

  /** Limits for a service on the internet. */
  public static FetchLimits of(long largestFile, Duration total) {
    return new FetchLimits(
        largestFile,
        total,
        Duration.ofSeconds(30),
        5,
        Duration.ofSeconds(1),
        Duration.ofMinutes(2));
  }
}

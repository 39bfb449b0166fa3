package org.genlabel.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.genlabel.random.KeyedRandom;

/**
 * Percentile bootstrap of the mean difference (Efron 1979): datasets are drawn with replacement,
 * and the interval contains the middle part of the means.
 *
 * @param mean mean of the differences themselves
 * @param lower lower end of the interval, not below the least difference
 * @param upper upper end of the interval, not above the greatest difference
 * @param level share of the resamples' means in the interval
 * @param resamples number of resamples drawn
 */
public record BootstrapInterval(
    double mean, double lower, double upper, double level, int resamples) {
  /** Default share of the means in the interval. */
  public static final double LEVEL = 0.95;

  /** Default number of resamples. */
  public static final int RESAMPLES = 10_000;

  /**
   * Returns the interval of {@link #RESAMPLES} resamples at {@link #LEVEL}.
   *
   * @param differences [datasets], at least one
   * @param random source of resamples times datasets draws; equal streams give equal bits
   * @throws IllegalArgumentException if there are no differences, or one is infinite or not a
   *     number
   */
  public static BootstrapInterval of(double[] differences, KeyedRandom random) {
    return of(differences, random, RESAMPLES, LEVEL);
  }

  /**
   * Returns the interval, whose ends are the quantiles (1 - level)/2 and (1 + level)/2 of the
   * means, interpolated linearly between neighbours as numpy does.
   *
   * @param differences [datasets], at least one; draws select them by position, so another order
   *     gives the same interval only up to Monte-Carlo error
   * @param random source of resamples times datasets draws; equal streams give equal bits
   * @throws IllegalArgumentException if there are no differences, or one is infinite or not a
   *     number, if resamples is not positive, or if level is not between 0 and 1
   */
  public static BootstrapInterval of(
      double[] differences, KeyedRandom random, int resamples, double level) {
    Differences.requireFinite(differences);
    if (differences.length == 0) {
      throw new IllegalArgumentException("a mean needs at least one difference, not 0");
    }
    if (resamples <= 0) {
      throw new IllegalArgumentException("resamples must be positive, not " + resamples);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1, not " + level);
    }
    double least = DoubleStream.of(differences).min().orElseThrow();
    double greatest = DoubleStream.of(differences).max().orElseThrow();
    double[] means = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += differences[random.nextInt(differences.length)];
      }
      means[r] = mean(sum, differences.length, least, greatest);
    }
    Arrays.sort(means);
    double sum = 0;
    for (double difference : differences) {
      sum += difference;
    }
    return new BootstrapInterval(
        mean(sum, differences.length, least, greatest),
        quantile(means, (1 - level) / 2),
        quantile(means, (1 + level) / 2),
        level,
        resamples);
  }

  /**
   * Returns the mean, limited to the range of the values, which rounding might exceed if all values
   * are equal.
   */
  private static double mean(double sum, int values, double least, double greatest) {
    return Math.min(greatest, Math.max(least, sum / values));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}

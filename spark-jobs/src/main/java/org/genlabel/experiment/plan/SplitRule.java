package org.genlabel.experiment.plan;

import java.util.List;

/**
 * Which groups are split into a task for every fold: those that take longer than a share of what
 * every core has to do. A group of less work, begun among the first, ends before the others do and
 * delays nobody; whole it is cheaper, and needs no wait for its folds. Which share is best depends
 * on the study and the cores: if fewer groups are split, large ones begin late; if more are, all
 * folds take so long that what waits for them begins late. So a plan tries several.
 *
 * @param shares of the work of the plan divided by the cores, at least one; falling
 * @param leastSeconds a group below it is never split, in seconds of one core
 */
public record SplitRule(List<Double> shares, double leastSeconds) {
  /** A second at the least: splitting takes two more jobs, which take about a tenth of that. */
  public static final SplitRule DEFAULT =
      new SplitRule(List.of(1.2, 1.1, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3), 1);

  /** With another share, splitting more groups, must a plan end earlier by so much: 2%. */
  static final double WORTHWHILE = 0.98;

  public SplitRule {
    shares = List.copyOf(shares);
  }

  /** One share, tried or not. */
  public SplitRule(double share, double leastSeconds) {
    this(List.of(share), leastSeconds);
  }

  /** The estimated seconds that a group must exceed, share by share. */
  List<Double> thresholds(double planSeconds, int cores) {
    return shares.stream()
        .map(share -> Math.max(leastSeconds, share * planSeconds / cores))
        .toList();
  }
}

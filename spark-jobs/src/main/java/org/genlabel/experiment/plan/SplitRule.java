package org.genlabel.experiment.plan;

import java.util.List;

/**
 * Which groups are split into a task for every fold: those that take longer than a share of what
 * every core has to do. A group of less work that begins among the first ends before the others and
 * delays none of them; run whole, it is cheaper and does not wait for its folds. Which share is
 * best depends on the study and the cores, so a plan tries several: if fewer groups are split,
 * large ones begin late; if more are, all folds take so long that the tasks waiting for them begin
 * late.
 *
 * @param shares of the work of the plan divided by the cores, at least one; falling
 * @param leastSeconds a group below it is never split, in seconds of one core
 */
public record SplitRule(List<Double> shares, double leastSeconds) {
  /**
   * The rule of studies. A group of less than a second is never split, because splitting takes two
   * more jobs, which take about a tenth of that.
   */
  public static final SplitRule DEFAULT =
      new SplitRule(List.of(1.2, 1.1, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3), 1);

  /** How much earlier a plan must end to justify splitting more groups: 2%. */
  static final double WORTHWHILE = 0.98;

  public SplitRule {
    shares = List.copyOf(shares);
  }

  /** Creates a rule with a single share. */
  public SplitRule(double share, double leastSeconds) {
    this(List.of(share), leastSeconds);
  }

  /** Returns the estimated seconds that a group must exceed, share by share. */
  List<Double> thresholds(double planSeconds, int cores) {
    return shares.stream()
        .map(share -> Math.max(leastSeconds, share * planSeconds / cores))
        .toList();
  }
}

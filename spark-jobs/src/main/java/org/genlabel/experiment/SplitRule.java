package org.genlabel.experiment;

/**
 * Which groups are split into a task for every fold: those that take longer than a share of what
 * every core has to do. A group of less work, begun among the first, ends before the others do and
 * delays nobody; whole it is cheaper, and needs no wait for its folds.
 *
 * @param share of the work of the plan divided by the cores
 * @param leastSeconds a group below it is never split, in seconds of one core
 */
public record SplitRule(double share, double leastSeconds) {
  /**
   * Seven tenths of a core's work: on few cores no group of a study of many comes near it, so that
   * nothing is split where splitting gains nothing. Of the shares from 0.25 to 1, those about 0.7
   * keep 256 cores busiest with the paper's study in both protocols, as simulated: if fewer groups
   * are split, large ones begin late; if more are, all folds take so long that what waits for them
   * begins late. A second at the least: splitting takes two more jobs, which take about a tenth of
   * that.
   */
  public static final SplitRule DEFAULT = new SplitRule(0.7, 1);

  /** The estimated seconds that a group must exceed. */
  double threshold(double planSeconds, int cores) {
    return Math.max(leastSeconds, share * planSeconds / cores);
  }
}

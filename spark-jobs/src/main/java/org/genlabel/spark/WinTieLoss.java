package org.genlabel.spark;

import org.apache.spark.sql.Row;

/**
 * A row of the view win_tie_loss: the comparison of a scheme with a baseline over the datasets of a
 * population.
 *
 * @param alpha null if neither scheme has one
 * @param byRows compared by whole test rows
 * @param asPublished compared by floating-point means without tolerance, as the authors' program
 * @param accuracy the mean test accuracy, in [0, 1]
 * @param baselineAccuracy the baseline's mean test accuracy, in [0, 1]
 * @param gain the mean gain, a fraction
 */
public record WinTieLoss(
    Double alpha,
    String scheme,
    String baseline,
    String population,
    long datasets,
    Counts byRows,
    Counts asPublished,
    double accuracy,
    double baselineAccuracy,
    double gain) {
  /** The numbers of datasets on which a scheme is higher, on par or lower. */
  public record Counts(long higher, long onPar, long lower) {
    private static Counts of(Row row, String prefix) {
      return new Counts(
          row.<Long>getAs(prefix + "higher"),
          row.<Long>getAs(prefix + "on_par"),
          row.<Long>getAs(prefix + "lower"));
    }
  }

  static WinTieLoss of(Row row) {
    return new WinTieLoss(
        row.getAs("alpha"),
        row.getAs("scheme"),
        row.getAs("baseline"),
        row.getAs("population"),
        row.<Long>getAs("datasets"),
        Counts.of(row, ""),
        Counts.of(row, "published_"),
        row.<Double>getAs("test_accuracy"),
        row.<Double>getAs("baseline_accuracy"),
        row.<Double>getAs("gain"));
  }
}

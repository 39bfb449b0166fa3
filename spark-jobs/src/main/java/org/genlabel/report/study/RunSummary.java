package org.genlabel.report.study;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.genlabel.data.PrintableText;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.page.TextTable;
import org.genlabel.spark.GainBin;
import org.genlabel.spark.Population;
import org.genlabel.spark.ResultTables;
import org.genlabel.spark.ResultViews;
import org.genlabel.spark.SchemeMean;
import org.genlabel.spark.WinTieLoss;
import org.genlabel.train.Scheme;

/**
 * The summary that a run prints at its end: every scheme against mixup, the distribution of
 * GenLabel's gains, and the failed cells.
 */
public final class RunSummary {
  private static final String BASELINE = StudyResults.BASELINE;
  private static final Column OVER_ALL_DATASETS = col("population").equalTo(Population.ALL);
  private static final Comparator<SchemeMean> BY_ALPHA_AND_SCHEME =
      Comparator.comparing(SchemeMean::alpha, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(SchemeMean::scheme);
  private static final int MOST_FAILURES = 20;
  private static final int WIDEST_BAR = 50;
  // The errors of cells that took too long name it.
  private static final String TIMEOUT = "run.cell-timeout";
  // Upper edges of the histogram's bars below and above "equal", in points of accuracy.
  private static final int[] EDGES = {10, 5, 2, 1, 0};

  private RunSummary() {}

  /**
   * Returns the summary of a run.
   *
   * @param cells the run's table
   */
  public static String of(Dataset<Row> cells) {
    StringBuilder text = new StringBuilder();
    ResultViews views = ResultViews.over(cells);
    // Fetched first, because the other views are derived from them.
    views.means();
    List<SchemeMean> means =
        views.schemeMeans(OVER_ALL_DATASETS).stream().sorted(BY_ALPHA_AND_SCHEME).toList();
    List<SchemeMean> ofBaseline =
        means.stream().filter(mean -> mean.scheme().equals(BASELINE)).toList();
    if (ofBaseline.isEmpty()) {
      appendMeans(text, means);
    } else {
      appendComparisons(text, views, ofBaseline);
    }
    appendFailures(text, ResultTables.failures(cells).collectAsList());
    return text.toString();
  }

  private static void appendComparisons(
      StringBuilder text, ResultViews views, List<SchemeMean> ofBaseline) {
    Column againstBaseline = OVER_ALL_DATASETS.and(col("baseline").equalTo(BASELINE));
    List<WinTieLoss> comparisons = views.winTieLoss(againstBaseline);
    String genLabel = genLabel(comparisons);
    List<GainBin> bins = views.histogram(againstBaseline.and(col("scheme").equalTo(genLabel)));
    for (SchemeMean baseline : ofBaseline) {
      appendComparison(
          text,
          baseline,
          comparisons.stream()
              .filter(comparison -> comparison.alpha().equals(baseline.alpha()))
              .toList());
      List<GainBin> ofAlpha =
          bins.stream().filter(bin -> bin.alpha().equals(baseline.alpha())).toList();
      // Of one dataset it says no more than the table.
      if (datasets(ofAlpha, bin -> true) > 1) {
        appendHistogram(text, ofAlpha);
      }
    }
  }

  /** Returns the scheme whose gains are drawn; the empty string if the run has none of them. */
  private static String genLabel(List<WinTieLoss> comparisons) {
    Set<String> schemes = comparisons.stream().map(WinTieLoss::scheme).collect(Collectors.toSet());
    return StudyResults.GENLABEL.stream()
        .map(Scheme::key)
        .filter(schemes::contains)
        .findFirst()
        .orElse("");
  }

  private static void appendMeans(StringBuilder text, List<SchemeMean> means) {
    TextTable table = new TextTable("scheme", "alpha", "datasets", "accuracy %");
    for (SchemeMean mean : means) {
      table.add(
          mean.scheme(),
          mean.alpha() == null ? "-" : Cell.shortest(mean.alpha()),
          Long.toString(mean.datasets()),
          percent(mean.accuracy()));
    }
    text.append("Mean test accuracy (no ")
        .append(BASELINE)
        .append(" in this run to compare with):\n\n");
    text.append(table.render()).append('\n');
  }

  private static void appendComparison(
      StringBuilder text, SchemeMean baseline, List<WinTieLoss> comparisons) {
    TextTable table =
        new TextTable("scheme", "datasets", "accuracy %", "gain", "higher", "on par", "lower");
    for (Scheme scheme : Scheme.values()) {
      if (scheme.key().equals(BASELINE)) {
        table.add(
            BASELINE,
            Long.toString(baseline.datasets()),
            percent(baseline.accuracy()),
            "-",
            "-",
            "-",
            "-");
      }
      for (WinTieLoss comparison : comparisons) {
        if (comparison.scheme().equals(scheme.key())) {
          table.add(
              scheme.key(),
              Long.toString(comparison.datasets()),
              percent(comparison.accuracy()),
              String.format(Locale.ROOT, "%+.2f", 100 * comparison.gain()),
              Long.toString(comparison.byRows().higher()),
              Long.toString(comparison.byRows().onPar()),
              Long.toString(comparison.byRows().lower()));
        }
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "alpha = %s: mean test accuracy, and datasets where a scheme is higher, on par or lower"
                + " than %s%n%n",
            Cell.shortest(baseline.alpha()),
            BASELINE));
    text.append(table.render()).append('\n');
  }

  private static String percent(double accuracy) {
    return String.format(Locale.ROOT, "%.2f", 100 * accuracy);
  }

  /**
   * Appends a histogram, whose bars each combine one or more bins of the view.
   *
   * @param bins of one scheme at one alpha
   */
  private static void appendHistogram(StringBuilder text, List<GainBin> bins) {
    List<String> labels = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int bar = 0; bar < EDGES.length; bar++) {
      int upper = -EDGES[bar];
      int lower = bar == 0 ? Integer.MIN_VALUE : -EDGES[bar - 1];
      labels.add(bar == 0 ? "below " + upper : lower + " to " + upper);
      counts.add(datasets(bins, bin -> bin >= lower && bin < upper));
    }
    labels.add("equal");
    counts.add(datasets(bins, bin -> bin == 0));
    for (int bar = EDGES.length - 1; bar >= 0; bar--) {
      int lower = EDGES[bar];
      int upper = bar == 0 ? Integer.MAX_VALUE : EDGES[bar - 1];
      String from = lower == 0 ? "0" : "+" + lower;
      labels.add(bar == 0 ? "above " + from : from + " to +" + upper);
      counts.add(datasets(bins, bin -> bin > lower && bin <= upper));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "alpha = %s: gain of %s over %s in points of accuracy, number of datasets%n%n",
            Cell.shortest(bins.get(0).alpha()),
            bins.get(0).scheme(),
            BASELINE));
    long largest = counts.stream().mapToLong(Long::longValue).max().orElseThrow();
    for (int bar = 0; bar < labels.size(); bar++) {
      long count = counts.get(bar);
      int width = (int) Math.ceil((double) count * Math.min(WIDEST_BAR, largest) / largest);
      String line =
          String.format(Locale.ROOT, "%12s  %3d  %s", labels.get(bar), count, "#".repeat(width));
      text.append(line.stripTrailing()).append('\n');
    }
    text.append('\n');
  }

  private static long datasets(List<GainBin> bins, IntPredicate isInBar) {
    return bins.stream().filter(bin -> isInBar.test(bin.bin())).mapToLong(GainBin::datasets).sum();
  }

  private static void appendFailures(StringBuilder text, List<Row> failures) {
    if (failures.isEmpty()) {
      return;
    }
    text.append(PrintableText.counted(failures.size(), "cell")).append(" failed:\n\n");
    TextTable table = new TextTable("dataset", "name", "scheme", "alpha", "trial", "error");
    for (Row row : failures.subList(0, Math.min(MOST_FAILURES, failures.size()))) {
      table.add(
          row.getAs("dataset_id") == null
              ? "-"
              : Integer.toString(row.<Integer>getAs("dataset_id")),
          row.<String>getAs("dataset"),
          row.<String>getAs("scheme"),
          row.getAs("alpha") == null ? "-" : Cell.shortest(row.<Double>getAs("alpha")),
          Integer.toString(row.<Integer>getAs("trial")),
          row.<String>getAs("error"));
    }
    text.append(table.render());
    if (failures.size() > MOST_FAILURES) {
      text.append("... and ").append(failures.size() - MOST_FAILURES).append(" more\n");
    }
    text.append('\n').append("The same command runs the failed cells again");
    long tooLong =
        failures.stream()
            .filter(row -> String.valueOf(row.<String>getAs("error")).contains(TIMEOUT))
            .count();
    if (tooLong > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "; %d took longer than %s, and will again unless that is higher",
              tooLong,
              TIMEOUT));
    }
    text.append(".\n\n");
  }
}

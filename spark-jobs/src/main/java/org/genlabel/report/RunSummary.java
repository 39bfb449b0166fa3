package org.genlabel.report;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.genlabel.report.ReportTable.Cell;
import org.genlabel.spark.ResultTables;
import org.genlabel.spark.ResultViews;
import org.genlabel.spark.ResultViews.View;
import org.genlabel.train.Scheme;

/**
 * What a run prints at its end: every scheme against mixup, the distribution of GenLabel's gains,
 * and what failed.
 */
public final class RunSummary {
  private static final String BASELINE = StudyResults.BASELINE;
  private static final int MOST_FAILURES = 20;
  private static final int WIDEST_BAR = 50;
  // Upper edges of the histogram's bins below and above "equal", in points of accuracy.
  private static final double[] EDGES = {10, 5, 2, 1, 0};

  private RunSummary() {}

  /**
   * The summary of a run.
   *
   * @param cells the run's table
   */
  public static String of(Dataset<Row> cells) {
    StringBuilder text = new StringBuilder();
    ResultViews views = ResultViews.over(cells);
    List<Row> means =
        views
            .rows(View.MEANS)
            .groupBy("scheme", "alpha")
            .agg(count(lit(1)).as("datasets"), avg("test_accuracy").as("test_accuracy"))
            .orderBy("alpha", "scheme")
            .collectAsList();
    List<Row> ofBaseline =
        means.stream().filter(row -> row.<String>getAs("scheme").equals(BASELINE)).toList();
    if (ofBaseline.isEmpty()) {
      appendMeans(text, means);
    } else {
      List<Row> comparisons =
          againstBaseline(views, View.WIN_TIE_LOSS).where("population = 'all'").collectAsList();
      String genLabel = genLabel(comparisons);
      List<Row> gainsOfGenLabel =
          againstBaseline(views, View.GAINS)
              .where(col("scheme").equalTo(genLabel))
              .select("alpha", "gain")
              .collectAsList();
      for (Row baseline : ofBaseline) {
        double alpha = baseline.<Double>getAs("alpha");
        appendComparison(text, baseline, ofAlpha(comparisons, alpha));
        appendHistogram(text, alpha, genLabel, ofAlpha(gainsOfGenLabel, alpha));
      }
    }
    appendFailures(text, ResultTables.failures(cells).collectAsList());
    return text.toString();
  }

  private static Dataset<Row> againstBaseline(ResultViews views, View view) {
    return views.rows(view).where(col("baseline").equalTo(BASELINE));
  }

  /** Which scheme's gains are drawn; any word where the run has none of them. */
  private static String genLabel(List<Row> comparisons) {
    Set<String> schemes =
        comparisons.stream().map(row -> row.<String>getAs("scheme")).collect(Collectors.toSet());
    return StudyResults.GENLABEL.stream()
        .map(Scheme::word)
        .filter(schemes::contains)
        .findFirst()
        .orElse("");
  }

  private static List<Row> ofAlpha(List<Row> rows, double alpha) {
    return rows.stream().filter(row -> row.<Double>getAs("alpha") == alpha).toList();
  }

  private static void appendMeans(StringBuilder text, List<Row> means) {
    TextTable table = new TextTable("scheme", "alpha", "datasets", "accuracy %");
    for (Row row : means) {
      table.add(
          row.<String>getAs("scheme"),
          row.getAs("alpha") == null ? "-" : Cell.shortest(row.<Double>getAs("alpha")),
          Long.toString(row.<Long>getAs("datasets")),
          number("%.2f", 100 * row.<Double>getAs("test_accuracy")));
    }
    text.append("Mean test accuracy (no ")
        .append(BASELINE)
        .append(" in this run to compare with):\n\n");
    text.append(table.render()).append('\n');
  }

  private static void appendComparison(StringBuilder text, Row baseline, List<Row> comparisons) {
    TextTable table =
        new TextTable("scheme", "datasets", "accuracy %", "gain", "higher", "on par", "lower");
    for (Scheme scheme : Scheme.values()) {
      if (scheme.word().equals(BASELINE)) {
        table.add(BASELINE, datasets(baseline), accuracy(baseline), "-", "-", "-", "-");
      }
      for (Row row : comparisons) {
        if (row.<String>getAs("scheme").equals(scheme.word())) {
          table.add(
              scheme.word(),
              datasets(row),
              accuracy(row),
              number("%+.2f", 100 * row.<Double>getAs("gain")),
              Long.toString(row.<Long>getAs("higher")),
              Long.toString(row.<Long>getAs("on_par")),
              Long.toString(row.<Long>getAs("lower")));
        }
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "alpha = %s: mean test accuracy, and datasets where a scheme is higher, on par or lower than %s%n%n",
            Cell.shortest(baseline.<Double>getAs("alpha")),
            BASELINE));
    text.append(table.render()).append('\n');
  }

  private static String datasets(Row row) {
    return Long.toString(row.<Long>getAs("datasets"));
  }

  private static String accuracy(Row row) {
    return number("%.2f", 100 * row.<Double>getAs("test_accuracy"));
  }

  private static void appendHistogram(
      StringBuilder text, double alpha, String genLabel, List<Row> gains) {
    double[] points = gains.stream().mapToDouble(row -> 100 * row.<Double>getAs("gain")).toArray();
    if (points.length == 0) {
      return;
    }
    List<String> labels = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int bin = 0; bin < EDGES.length; bin++) {
      double upper = -EDGES[bin];
      double lower = bin == 0 ? Double.NEGATIVE_INFINITY : -EDGES[bin - 1];
      labels.add(
          bin == 0
              ? "below " + Cell.shortest(upper)
              : Cell.shortest(lower) + " to " + Cell.shortest(upper));
      counts.add(Arrays.stream(points).filter(point -> point >= lower && point < upper).count());
    }
    labels.add("equal");
    counts.add(Arrays.stream(points).filter(point -> point == 0).count());
    for (int bin = EDGES.length - 1; bin >= 0; bin--) {
      double lower = EDGES[bin];
      double upper = bin == 0 ? Double.POSITIVE_INFINITY : EDGES[bin - 1];
      String from = lower == 0 ? "0" : "+" + Cell.shortest(lower);
      labels.add(bin == 0 ? "above " + from : from + " to +" + Cell.shortest(upper));
      counts.add(Arrays.stream(points).filter(point -> point > lower && point <= upper).count());
    }
    text.append(
        String.format(
            Locale.ROOT,
            "alpha = %s: gain of %s over %s in points of accuracy, number of datasets%n%n",
            Cell.shortest(alpha),
            genLabel,
            BASELINE));
    long largest = counts.stream().mapToLong(Long::longValue).max().orElseThrow();
    for (int bin = 0; bin < labels.size(); bin++) {
      long count = counts.get(bin);
      int width = (int) Math.ceil((double) count * Math.min(WIDEST_BAR, largest) / largest);
      String line =
          String.format(Locale.ROOT, "%12s  %3d  %s", labels.get(bin), count, "#".repeat(width));
      text.append(line.stripTrailing()).append('\n');
    }
    text.append('\n');
  }

  private static void appendFailures(StringBuilder text, List<Row> failures) {
    if (failures.isEmpty()) {
      return;
    }
    text.append(failures.size())
        .append(failures.size() == 1 ? " cell failed:\n\n" : " cells failed:\n\n");
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
    text.append('\n');
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}

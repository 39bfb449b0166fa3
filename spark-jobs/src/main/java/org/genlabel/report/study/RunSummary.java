package org.genlabel.report.study;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.page.TextTable;
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
   * A scheme on every dataset it was run on.
   *
   * @param alpha null for a scheme without
   * @param rows of the view means, or of gains over mixup
   */
  private record SchemeRows(String scheme, Double alpha, List<Row> rows) {
    DoubleStream values(String column) {
      return rows.stream().mapToDouble(row -> row.<Double>getAs(column));
    }

    double mean(String column) {
      return GainCounts.mean(values(column));
    }

    /** How many datasets compare so with mixup. */
    long count(int comparison) {
      return rows.stream().filter(row -> row.<Integer>getAs("comparison") == comparison).count();
    }
  }

  /**
   * The summary of a run.
   *
   * @param cells the run's table
   */
  public static String of(Dataset<Row> cells) {
    StringBuilder text = new StringBuilder();
    ResultViews views = ResultViews.over(cells);
    List<SchemeRows> means = bySchemeAndAlpha(views.fetch(View.MEANS));
    List<SchemeRows> ofBaseline =
        means.stream().filter(rows -> rows.scheme().equals(BASELINE)).toList();
    if (ofBaseline.isEmpty()) {
      appendMeans(text, means);
    } else {
      List<SchemeRows> gains =
          bySchemeAndAlpha(
              views.rows(View.GAINS).where(col("baseline").equalTo(BASELINE)).collectAsList());
      String genLabel = genLabel(gains);
      for (SchemeRows baseline : ofBaseline) {
        List<SchemeRows> ofAlpha =
            gains.stream().filter(rows -> rows.alpha().equals(baseline.alpha())).toList();
        appendComparison(text, baseline, ofAlpha);
        ofAlpha.stream()
            .filter(rows -> rows.scheme().equals(genLabel))
            .forEach(rows -> appendHistogram(text, rows));
      }
    }
    appendFailures(text, ResultTables.failures(cells).collectAsList());
    return text.toString();
  }

  /** By alpha, then by name; schemes without alpha first. */
  private static List<SchemeRows> bySchemeAndAlpha(List<Row> rows) {
    Map<List<Object>, List<Row>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> Arrays.asList(row.getAs("scheme"), row.getAs("alpha"))));
    return groups.values().stream()
        .map(
            group ->
                new SchemeRows(group.get(0).getAs("scheme"), group.get(0).getAs("alpha"), group))
        .sorted(
            Comparator.comparing(
                    SchemeRows::alpha, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(SchemeRows::scheme))
        .toList();
  }

  /** Which scheme's gains are drawn; any word where the run has none of them. */
  private static String genLabel(List<SchemeRows> gains) {
    Set<String> schemes = gains.stream().map(SchemeRows::scheme).collect(Collectors.toSet());
    return StudyResults.GENLABEL.stream()
        .map(Scheme::key)
        .filter(schemes::contains)
        .findFirst()
        .orElse("");
  }

  private static void appendMeans(StringBuilder text, List<SchemeRows> means) {
    TextTable table = new TextTable("scheme", "alpha", "datasets", "accuracy %");
    for (SchemeRows rows : means) {
      table.add(
          rows.scheme(),
          rows.alpha() == null ? "-" : Cell.shortest(rows.alpha()),
          Integer.toString(rows.rows().size()),
          accuracy(rows));
    }
    text.append("Mean test accuracy (no ")
        .append(BASELINE)
        .append(" in this run to compare with):\n\n");
    text.append(table.render()).append('\n');
  }

  private static void appendComparison(
      StringBuilder text, SchemeRows baseline, List<SchemeRows> gains) {
    TextTable table =
        new TextTable("scheme", "datasets", "accuracy %", "gain", "higher", "on par", "lower");
    for (Scheme scheme : Scheme.values()) {
      if (scheme.key().equals(BASELINE)) {
        table.add(
            BASELINE,
            Integer.toString(baseline.rows().size()),
            accuracy(baseline),
            "-",
            "-",
            "-",
            "-");
      }
      for (SchemeRows rows : gains) {
        if (rows.scheme().equals(scheme.key())) {
          table.add(
              scheme.key(),
              Integer.toString(rows.rows().size()),
              accuracy(rows),
              number("%+.2f", 100 * rows.mean("gain")),
              Long.toString(rows.count(1)),
              Long.toString(rows.count(0)),
              Long.toString(rows.count(-1)));
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

  private static String accuracy(SchemeRows rows) {
    return number("%.2f", 100 * rows.mean("test_accuracy"));
  }

  private static void appendHistogram(StringBuilder text, SchemeRows gains) {
    double[] points = gains.values("gain").map(gain -> 100 * gain).toArray();
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
            Cell.shortest(gains.alpha()),
            gains.scheme(),
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

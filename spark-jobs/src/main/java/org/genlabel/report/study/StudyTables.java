package org.genlabel.report.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.genlabel.report.page.ReportTable;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.study.StudyResults.Choice;
import org.genlabel.report.study.StudyResults.DatasetFacts;
import org.genlabel.spark.DatasetKey;
import org.genlabel.spark.DatasetMean;
import org.genlabel.spark.WinTieLoss;

/** The tables of a run's results, without the paper's numbers. */
public final class StudyTables {
  private static final String BASELINE = StudyResults.BASELINE;

  private final StudyResults results;

  StudyTables(StudyResults results) {
    this.results = results;
  }

  /** Returns every scheme against mixup, at each alpha, over all datasets and those that fit. */
  ReportTable schemes() {
    List<List<Cell>> rows = new ArrayList<>();
    for (double alpha : results.alphas()) {
      for (String scheme : results.schemes()) {
        for (String population : StudyResults.POPULATIONS) {
          results
              .againstBaseline(scheme, alpha, population)
              .ifPresent(comparison -> rows.add(row(comparison)));
        }
      }
    }
    return new ReportTable(
        "schemes",
        "Every scheme against mixup",
        List.of(
            "alpha",
            "scheme",
            "datasets",
            "number",
            "accuracy %",
            "mixup's %",
            "gain in points",
            "higher",
            "on par",
            "lower"),
        rows,
        List.of(
            "Means over datasets of the means over trials, at the same alpha and over the same"
                + " datasets.",
            "Higher, on par and lower count datasets by whole numbers of test rows; fit: those that"
                + " a density fits."));
  }

  private static List<Cell> row(WinTieLoss comparison) {
    return List.of(
        alpha(comparison.alpha()),
        Cell.text(comparison.scheme()),
        Cell.text(comparison.population()),
        Cell.count(comparison.datasets()),
        Cell.percent(comparison.accuracy(), 2),
        Cell.percent(comparison.baselineAccuracy(), 2),
        Cell.points(comparison.gain(), 2),
        Cell.count(comparison.byRows().higher()),
        Cell.count(comparison.byRows().onPar()),
        Cell.count(comparison.byRows().lower()));
  }

  public static Cell alpha(Double alpha) {
    if (alpha == null) {
      return Cell.NONE;
    }
    String text = alpha == Math.rint(alpha) ? Long.toString(alpha.longValue()) : alpha.toString();
    return new Cell(text, text, true);
  }

  /** Returns the facts of every dataset and the accuracy of every scheme, at each alpha. */
  ReportTable datasets() {
    List<String> schemes = results.schemes();
    List<String> columns =
        new ArrayList<>(
            List.of(
                "dataset",
                "id",
                "alpha",
                "rows",
                "features",
                "classes",
                "density fits",
                "balanced"));
    columns.addAll(schemes);
    results.genLabel().ifPresent(scheme -> columns.add("gain of " + scheme));
    List<Double> alphas = new ArrayList<>(results.alphas());
    if (alphas.isEmpty()) {
      // No scheme of the run mixes.
      alphas.add(null);
    }
    Map<String, Map<DatasetKey, DatasetMean>> means = new LinkedHashMap<>();
    List<List<Cell>> rows = new ArrayList<>();
    for (Double alpha : alphas) {
      schemes.forEach(scheme -> means.put(scheme, results.means(scheme, alpha)));
      for (DatasetFacts dataset : results.datasets()) {
        List<Cell> row = facts(dataset, alpha);
        for (String scheme : schemes) {
          DatasetMean mean = means.get(scheme).get(dataset.key());
          row.add(mean == null ? Cell.NONE : Cell.percent(mean.accuracy(), 2));
        }
        results.genLabel().ifPresent(scheme -> row.add(gain(scheme, alpha, dataset.key())));
        rows.add(row);
      }
    }
    return new ReportTable(
        "datasets",
        "Every dataset",
        columns,
        rows,
        List.of(
            "Test accuracy in percent, mean over trials. A scheme without alpha has the same at"
                + " each."));
  }

  private static List<Cell> facts(DatasetFacts dataset, Double alpha) {
    return new ArrayList<>(
        List.of(
            Cell.text(dataset.key().name()),
            dataset.key().id() == null ? Cell.NONE : Cell.count(dataset.key().id()),
            alpha(alpha),
            Cell.count(dataset.trainRows() + dataset.testRows()),
            Cell.count(dataset.features()),
            Cell.count(dataset.classes()),
            Cell.text(dataset.fits() ? "yes" : "no"),
            Cell.text(dataset.balanced() ? "yes" : "no")));
  }

  private Cell gain(String scheme, Double alpha, DatasetKey key) {
    return results.gains(scheme, BASELINE, alpha).stream()
        .filter(gain -> gain.key().equals(key))
        .findFirst()
        .map(gain -> Cell.points(gain.gain(), 2))
        .orElse(Cell.NONE);
  }

  /** Returns the candidates that cross-validation chose, and how often. */
  ReportTable choices() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String scheme : results.schemes()) {
      for (Choice choice : results.choices()) {
        if (choice.scheme().equals(scheme) && choice.learningRate() != null) {
          rows.add(
              List.of(
                  Cell.text(scheme),
                  alpha(choice.alpha()),
                  plain(choice.learningRate()),
                  choice.gamma() == null ? Cell.NONE : plain(choice.gamma()),
                  Cell.text(choice.density() == null ? "-" : choice.density()),
                  Cell.count(choice.cells())));
        }
      }
    }
    return new ReportTable(
        "choices",
        "What cross-validation chose",
        List.of("scheme", "alpha", "learning rate", "gamma", "density", "cells"),
        rows,
        List.of("Numbers of cells: datasets x trials."));
  }

  private static Cell plain(double value) {
    return new Cell(Cell.shortest(value), Double.toString(value), true);
  }

  /** Returns the computing time of every dataset. */
  ReportTable costs() {
    List<List<Cell>> rows = new ArrayList<>();
    results.datasets().stream()
        .sorted(Comparator.comparingDouble(DatasetFacts::seconds).reversed())
        .forEach(
            dataset ->
                rows.add(
                    List.of(
                        Cell.text(dataset.key().name()),
                        dataset.key().id() == null ? Cell.NONE : Cell.count(dataset.key().id()),
                        Cell.count(dataset.trainRows()),
                        Cell.count(dataset.features()),
                        Cell.count(dataset.classes()),
                        Cell.count(dataset.cells()),
                        Cell.number(dataset.seconds(), 2),
                        Cell.number(1000 * dataset.seconds() / dataset.cells(), 1))));
    return new ReportTable(
        "costs",
        "What every dataset cost",
        List.of(
            "dataset",
            "id",
            "training rows",
            "features",
            "classes",
            "cells",
            "seconds of one core",
            "milliseconds a cell"),
        rows,
        List.of());
  }

  /** Returns the failed cells. */
  ReportTable failures() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Row failure : results.failures()) {
      rows.add(
          List.of(
              Cell.text(failure.getAs("dataset")),
              failure.getAs("dataset_id") == null
                  ? Cell.NONE
                  : Cell.count(failure.<Integer>getAs("dataset_id")),
              Cell.text(failure.getAs("scheme")),
              alpha(failure.getAs("alpha")),
              Cell.count(failure.<Integer>getAs("trial")),
              Cell.text(String.valueOf(failure.<String>getAs("error")))));
    }
    return new ReportTable(
        "failures",
        "Cells that failed",
        List.of("dataset", "id", "scheme", "alpha", "trial", "error"),
        rows,
        List.of("The same run command tries them again."));
  }

  /** Returns the numbers of Fig. 6. */
  ReportTable histogram() {
    List<List<Cell>> rows = new ArrayList<>();
    results
        .genLabel()
        .ifPresent(
            scheme ->
                results.bins().stream()
                    .filter(bin -> bin.scheme().equals(scheme))
                    .forEach(
                        bin ->
                            rows.add(
                                List.of(
                                    alpha(bin.alpha()),
                                    Cell.text(bin.population()),
                                    new Cell(
                                        binWords(bin.bin()), Integer.toString(bin.bin()), true),
                                    Cell.count(bin.datasets())))));
    return new ReportTable(
        "fig6-bins",
        "Fig. 6 in numbers",
        List.of("alpha", "datasets", "gain in points", "number"),
        rows,
        List.of());
  }

  private static String binWords(int bin) {
    if (bin == 0) {
      return "equal";
    }
    return bin > 0 ? (bin - 1) + " to " + bin : bin + " to " + (bin + 1);
  }

  /** Returns how often a scheme chose each value, over all alphas, in the order of the values. */
  Map<Double, Long> chosen(String scheme, Function<Choice, Double> value) {
    Map<Double, Long> counts = new TreeMap<>();
    for (Choice choice : results.choices()) {
      if (choice.scheme().equals(scheme) && value.apply(choice) != null) {
        counts.merge(value.apply(choice), choice.cells(), Long::sum);
      }
    }
    return counts;
  }
}

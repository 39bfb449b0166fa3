package org.genlabel.report.paper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.genlabel.report.page.ReportTable;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.spark.DatasetMean;
import org.genlabel.spark.WinTieLoss;

/**
 * Compares the paper's numbers about softmax regression with a run's: Tables 1, 2, 3, 4, 8 and 9,
 * Sec. 3.2 and Fig. 6. A number is equal to the digit if it comes out as printed, at the digits
 * printed.
 */
public final class PaperTables {
  private static final Map<String, String> TITLES = titles();

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("1", "Table 1: test accuracy (%)");
    titles.put("2", "Table 2: mixup with and without manifold intrusion, test accuracy (%)");
    titles.put("sec3.2", "Sec. 3.2: logistic against linear labels, intruding points excluded");
    titles.put("fig6", "Fig. 6: GenLabel against mixup");
    titles.put("3a", "Table 3: GenLabel against other schemes, datasets that a density fits");
    titles.put("3b", "Table 3, in parentheses: the balanced ones among them");
    titles.put("4", "Table 4: test accuracy (%)");
    titles.put("8", "Table 8: mixup and CutMix, test accuracy (%)");
    titles.put("9", "Table 9: good and bad densities, accuracy (%)");
    return titles;
  }

  private final PaperResults results;
  private final List<ReportTable> tables = new ArrayList<>();
  // What the run lacks, with the number of published cells that need it.
  private final Map<String, Integer> unanswered = new LinkedHashMap<>();
  private int published;
  private int equal;

  /** Compares a run with all published numbers. */
  public PaperTables(PaperResults results) {
    this.results = results;
    Map<String, List<PublishedCell>> cells =
        PublishedCell.all().stream()
            .collect(
                Collectors.groupingBy(
                    PublishedCell::table, LinkedHashMap::new, Collectors.toList()));
    TITLES.forEach(
        (table, title) -> {
          List<PublishedCell> ofTable = cells.get(table);
          published += ofTable.size();
          tables.add(
              ofTable.get(0).baseline().isEmpty()
                  ? accuracies(idOf(table), title, ofTable)
                  : comparisons(idOf(table), title, ofTable));
        });
  }

  private static String idOf(String table) {
    return table.matches("[0-9].*") ? "table" + table : table.replace(".", "-");
  }

  /** Returns the tables, in the paper's order. */
  public List<ReportTable> tables() {
    return List.copyOf(tables);
  }

  /** Returns how many numbers the paper prints about the model of this program. */
  public int published() {
    return published;
  }

  /** Returns how many of them are equal to the digit. */
  public int equal() {
    return equal;
  }

  /** Returns what the run lacks for the missing numbers, with the number of cells that need it. */
  public Map<String, Integer> unanswered() {
    return Collections.unmodifiableMap(unanswered);
  }

  private ReportTable accuracies(String id, String title, List<PublishedCell> cells) {
    Notes notes = new Notes();
    List<List<Cell>> rows = new ArrayList<>();
    for (PublishedCell cell : cells) {
      int dataset = cell.datasetId().orElseThrow();
      boolean ofTraining = cell.metric().equals("train_accuracy");
      Optional<DatasetMean> found = results.mean(cell);
      String ours = "-";
      String difference = "-";
      String mark = "";
      if (found.isEmpty()) {
        unanswered.merge("dataset " + dataset + " (" + cell.dataset() + ")", 1, Integer::sum);
      } else {
        DatasetMean mean = found.get();
        ours =
            percent(ofTraining ? mean.trainAccuracy() : mean.publishedAccuracy(), cell.decimals());
        if (!PaperResults.answers(mean)) {
          unanswered.merge("five trials of dataset " + dataset, 1, Integer::sum);
        } else {
          mark = mark(ours.equals(cell.printed()));
          difference = ofTraining ? "-" : differenceInRows(cell, mean, notes);
        }
      }
      if (!cell.note().isEmpty()) {
        notes.add(cell, cell.note());
      }
      rows.add(
          List.of(
              Cell.count(dataset),
              Cell.text(cell.dataset()),
              Cell.text(cell.scheme() + (ofTraining ? " (training rows)" : "")),
              numeral(cell.printed()),
              numeral(ours),
              Cell.text(mark),
              Cell.text(difference),
              Cell.text(notes.mark(cell))));
    }
    return new ReportTable(
        id,
        title,
        List.of(
            "dataset",
            "name",
            "scheme",
            "paper",
            "ours",
            ReportTable.EQUAL,
            "difference in test rows",
            ReportTable.NOTE),
        rows,
        notes.lines());
  }

  /** Returns a cell of a number with the digits that are compared. */
  private static Cell numeral(String printed) {
    return printed.equals("-") ? Cell.NONE : new Cell(printed, printed, true);
  }

  /** Returns ours minus the paper's; adds a note if no count of rows gives the printed number. */
  private static String differenceInRows(PublishedCell cell, DatasetMean mean, Notes notes) {
    long theirs = Math.round(cell.percent() / 100 * mean.tested());
    if (!percent((double) theirs / mean.tested(), cell.decimals()).equals(cell.printed())) {
      notes.add(
          cell,
          String.format(
              Locale.ROOT, "no number of %d test rows gives %s", mean.tested(), cell.printed()));
    }
    return signed(mean.correct() - theirs) + " of " + mean.tested();
  }

  private ReportTable comparisons(String id, String title, List<PublishedCell> cells) {
    Notes notes = new Notes();
    List<List<Cell>> rows = new ArrayList<>();
    for (PublishedCell cell : cells) {
      Optional<WinTieLoss> found = results.comparison(cell);
      // Which datasets fit is known only once all have been run.
      boolean complete = results.isComplete(cell);
      String ours = "-";
      String difference = "-";
      String byRows = "-";
      String mark = "";
      if (!complete) {
        unanswered.merge(
            "five trials of all " + results.paperSize() + " datasets of the paper",
            1,
            Integer::sum);
      }
      if (found.isPresent()) {
        WinTieLoss comparison = found.get();
        long count = PaperResults.count(comparison.asPublished(), cell.metric());
        double size = comparison.datasets();
        ours = percent(count / size, cell.decimals());
        byRows =
            percent(PaperResults.count(comparison.byRows(), cell.metric()) / size, cell.decimals());
        boolean asPrinted =
            cell.isBound() ? 100 * count / size > cell.percent() : ours.equals(cell.printed());
        mark = complete ? mark(asPrinted) : "";
        if (complete && !cell.isBound()) {
          difference =
              signed(count - Math.round(cell.percent() / 100 * size))
                  + " of "
                  + comparison.datasets();
        }
      }
      if (!cell.note().isEmpty()) {
        notes.add(cell, cell.note());
      }
      rows.add(
          List.of(
              Cell.text(cell.scheme()),
              Cell.text(cell.baseline()),
              new Cell(Cell.shortest(cell.alpha()), Cell.shortest(cell.alpha()), true),
              Cell.text(cell.metric().replace('_', ' ')),
              numeral(cell.printed()),
              numeral(ours),
              Cell.text(mark),
              Cell.text(difference),
              numeral(byRows),
              Cell.text(notes.mark(cell))));
    }
    List<String> lines = new ArrayList<>(population(cells.get(0)));
    lines.addAll(notes.lines());
    return new ReportTable(
        id,
        title,
        List.of(
            "scheme",
            "against",
            "alpha",
            "datasets",
            "paper",
            "ours",
            ReportTable.EQUAL,
            "difference in datasets",
            "by whole test rows",
            ReportTable.NOTE),
        rows,
        lines);
  }

  private List<String> population(PublishedCell cell) {
    String what =
        switch (cell.dataset()) {
          case "paper" -> "";
          case "fit" -> " that a density fits (computed; the paper counts 82 of 133)";
          default ->
              " that a density fits and whose classes are equally large (computed; the paper counts"
                  + " 10 of 133)";
        };
    return List.of(
        String.format(
            Locale.ROOT,
            "%% of %d datasets: those of the %d of the paper's %d in this run%s.",
            results.comparison(cell).map(WinTieLoss::datasets).orElse(0L),
            results.datasets(cell),
            results.paperSize(),
            what),
        "Ours: means of float64 accuracies compared without tolerance, as the authors did;",
        "by whole test rows, equal totals are on par.");
  }

  /** Returns "=" for a number that is as printed or satisfies the printed bound, and counts it. */
  private String mark(boolean asPrinted) {
    equal += asPrinted ? 1 : 0;
    return asPrinted ? "=" : "";
  }

  /** The notes on doubtful cells of one table. */
  private static final class Notes {
    private final Map<PublishedCell, List<String>> ofCells = new LinkedHashMap<>();

    void add(PublishedCell cell, String note) {
      ofCells.computeIfAbsent(cell, c -> new ArrayList<>()).add(note);
    }

    String mark(PublishedCell cell) {
      return ofCells.containsKey(cell) ? "*" : "";
    }

    /** Returns every note once, with its cells. */
    List<String> lines() {
      Map<String, Set<String>> cellsOfNotes = new LinkedHashMap<>();
      ofCells.forEach(
          (cell, notes) ->
              notes.forEach(
                  note ->
                      cellsOfNotes
                          .computeIfAbsent(note, n -> new LinkedHashSet<>())
                          .add(
                              cell.baseline().isEmpty()
                                  ? cell.dataset() + " " + cell.scheme()
                                  : "against " + cell.baseline())));
      return cellsOfNotes.entrySet().stream()
          .map(note -> "* " + String.join(", ", note.getValue()) + ": " + note.getKey())
          .toList();
    }
  }

  /** Returns a fraction in percent, rounded from its exact value as by the authors' program. */
  private static String percent(double fraction, int decimals) {
    return Cell.rounded(100 * fraction, decimals);
  }

  private static String signed(long number) {
    return number == 0 ? "0" : String.format(Locale.ROOT, "%+d", number);
  }
}

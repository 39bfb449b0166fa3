package org.genlabel.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.genlabel.data.DatasetCatalog;
import org.genlabel.data.Scaling;
import org.genlabel.spark.Manifest;
import org.genlabel.train.Randomness;

/**
 * The paper's numbers about softmax regression beside a run's: Tables 1, 2, 3, 4, 8 and 9, Sec. 3.2
 * and Fig. 6. A number is equal to the digit if it comes out as printed, at the digits printed.
 */
public final class PaperReport {
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

  private final Manifest manifest;
  private final PaperResults results;
  // What is missing, and for how many published cells.
  private final Map<String, Integer> unanswered = new LinkedHashMap<>();
  private int published;
  private int equal;

  private PaperReport(PaperResults results, Manifest manifest) {
    this.results = results;
    this.manifest = manifest;
  }

  /**
   * The report of a run.
   *
   * @param cells the run's table
   * @param manifest the run's
   */
  public static String of(Dataset<Row> cells, Manifest manifest, DatasetCatalog catalog) {
    return new PaperReport(new PaperResults(cells, catalog), manifest).render();
  }

  private String render() {
    StringBuilder text = new StringBuilder();
    appendProtocol(text);
    Map<String, List<PublishedCell>> tables =
        PublishedCell.all().stream()
            .collect(
                Collectors.groupingBy(
                    PublishedCell::table, LinkedHashMap::new, Collectors.toList()));
    TITLES.forEach(
        (table, title) -> {
          text.append(title).append("\n\n");
          List<PublishedCell> published = tables.get(table);
          Notes notes = new Notes();
          if (published.get(0).baseline().isEmpty()) {
            appendAccuracies(text, published, notes);
          } else {
            appendComparisons(text, published, notes);
          }
          notes.appendTo(text);
          text.append('\n');
        });
    appendUnanswered(text);
    text.append(
        String.format(
            Locale.ROOT, "%d of %d published cells equal to the digit%n", equal, published));
    return text.toString();
  }

  private void appendProtocol(StringBuilder text) {
    String randomness = manifest.config().get("protocol.randomness");
    text.append("Protocol: ").append(randomness);
    if (Randomness.AUTHORS.word().equals(randomness)) {
      text.append(", with the random streams and the order of fits of the authors' program.\n");
    } else {
      text.append(
          ", with random streams of our own: numbers differ from the paper's by chance; conf/authors.conf"
              + " replays the authors'.\n");
    }
    if (Scaling.ALL_ROWS.word().equals(manifest.config().get("protocol.scaling"))) {
      text.append(
          "Known leak: features are standardised by all rows, test rows included, as the authors did.\n");
    }
    if (!manifest.status().equals(Manifest.FINISHED)) {
      text.append("The run is not finished.\n");
    }
    text.append(
        "= equal to the digit; * doubtful, see the note below the table; - not in this run.\n\n");
  }

  private void appendAccuracies(StringBuilder text, List<PublishedCell> cells, Notes notes) {
    TextTable table =
        new TextTable(
            "dataset", "name", "scheme", "paper", "ours", "", "difference in test rows", "");
    for (PublishedCell cell : cells) {
      published++;
      int id = cell.datasetId().orElseThrow();
      boolean ofTraining = cell.metric().equals("train_accuracy");
      Optional<PaperResults.Means> means = results.means(cell);
      String ours = "-";
      String difference = "-";
      String mark = "";
      if (means.isEmpty()) {
        unanswered.merge("dataset " + id + " (" + cell.dataset() + ")", 1, Integer::sum);
      } else {
        PaperResults.Means mean = means.get();
        ours = percent(ofTraining ? mean.train() : mean.published(), cell.decimals());
        if (!mean.answers()) {
          unanswered.merge("five trials of dataset " + id, 1, Integer::sum);
        } else {
          mark = mark(ours.equals(cell.printed()));
          difference = ofTraining ? "-" : differenceInRows(cell, mean, notes);
        }
      }
      if (!cell.note().isEmpty()) {
        notes.add(cell, cell.note());
      }
      table.add(
          Integer.toString(id),
          cell.dataset(),
          cell.scheme() + (ofTraining ? " (training rows)" : ""),
          cell.printed(),
          ours,
          mark,
          difference,
          notes.mark(cell));
    }
    text.append(table.render());
  }

  /** Ours minus the paper's; a printed number that no count of rows can give is noted. */
  private static String differenceInRows(PublishedCell cell, PaperResults.Means mean, Notes notes) {
    long theirs = Math.round(cell.percent() / 100 * mean.tested());
    if (!percent((double) theirs / mean.tested(), cell.decimals()).equals(cell.printed())) {
      notes.add(
          cell,
          String.format(
              Locale.ROOT, "no number of %d test rows gives %s", mean.tested(), cell.printed()));
    }
    return signed(mean.correct() - theirs) + " of " + mean.tested();
  }

  private void appendComparisons(StringBuilder text, List<PublishedCell> cells, Notes notes) {
    TextTable table =
        new TextTable(
            "scheme",
            "against",
            "alpha",
            "datasets",
            "paper",
            "ours",
            "",
            "difference in datasets",
            "by whole test rows",
            "");
    for (PublishedCell cell : cells) {
      published++;
      List<PaperResults.Comparison> datasets = results.inPopulation(cell);
      // Which datasets fit is known only once all have been run.
      boolean complete =
          results.comparisons(cell).stream().filter(PaperResults.Comparison::answers).count()
              == results.paperSize();
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
      if (!datasets.isEmpty()) {
        long count =
            PaperResults.count(datasets, cell.metric(), PaperResults.Comparison::asPublished);
        double size = datasets.size();
        ours = percent(count / size, cell.decimals());
        byRows =
            percent(
                PaperResults.count(datasets, cell.metric(), PaperResults.Comparison::byRows) / size,
                cell.decimals());
        boolean asPrinted =
            cell.isBound() ? 100 * count / size > cell.percent() : ours.equals(cell.printed());
        mark = complete ? mark(asPrinted) : "";
        if (complete && !cell.isBound()) {
          difference =
              signed(count - Math.round(cell.percent() / 100 * size)) + " of " + datasets.size();
        }
      }
      if (!cell.note().isEmpty()) {
        notes.add(cell, cell.note());
      }
      table.add(
          cell.scheme(),
          cell.baseline(),
          plain(cell.alpha()),
          cell.metric().replace('_', ' '),
          cell.printed(),
          ours,
          mark,
          difference,
          byRows,
          notes.mark(cell));
    }
    text.append(table.render());
    appendPopulation(text, cells.get(0));
  }

  private void appendPopulation(StringBuilder text, PublishedCell cell) {
    String what =
        switch (cell.dataset()) {
          case "paper" -> "";
          case "fit" -> " that a density fits (computed; the paper counts 82 of 133)";
          default ->
              " that a density fits and whose classes are equally large (computed; the paper counts 10 of 133)";
        };
    text.append(
        String.format(
            Locale.ROOT,
            "%% of %d datasets: those of the %d of the paper's %d in this run%s.%n",
            results.inPopulation(cell).size(),
            results.comparisons(cell).size(),
            results.paperSize(),
            what));
    text.append(
        """
        Ours: means of float64 accuracies compared without tolerance, as the authors did;
        by whole test rows, equal totals are on par.
        """);
  }

  /** "=" for a number that comes out as printed, or keeps the printed bound; counts it. */
  private String mark(boolean asPrinted) {
    equal += asPrinted ? 1 : 0;
    return asPrinted ? "=" : "";
  }

  private void appendUnanswered(StringBuilder text) {
    if (unanswered.isEmpty()) {
      return;
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d published cells are not answered by this run. They need:%n",
            unanswered.values().stream().mapToInt(Integer::intValue).sum()));
    unanswered.forEach(
        (need, count) -> text.append(String.format(Locale.ROOT, "  %s (%d)%n", need, count)));
    text.append('\n');
  }

  /** What is doubtful about the cells of one table. */
  private static final class Notes {
    private final Map<PublishedCell, List<String>> ofCells = new LinkedHashMap<>();

    void add(PublishedCell cell, String note) {
      ofCells.computeIfAbsent(cell, c -> new ArrayList<>()).add(note);
    }

    String mark(PublishedCell cell) {
      return ofCells.containsKey(cell) ? "*" : "";
    }

    /** Every note once, with the cells it is about. */
    void appendTo(StringBuilder text) {
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
      cellsOfNotes.forEach(
          (note, about) ->
              text.append("* ")
                  .append(String.join(", ", about))
                  .append(": ")
                  .append(note)
                  .append('\n'));
    }
  }

  /** A fraction in percent, as the authors' program prints it: rounded from its exact value. */
  private static String percent(double fraction, int decimals) {
    return new BigDecimal(100 * fraction)
        .setScale(decimals, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private static String signed(long number) {
    return number == 0 ? "0" : String.format(Locale.ROOT, "%+d", number);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}

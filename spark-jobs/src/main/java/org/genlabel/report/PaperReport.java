package org.genlabel.report;

import static org.apache.spark.sql.functions.col;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.genlabel.data.DatasetCatalog;
import org.genlabel.data.Scaling;
import org.genlabel.spark.Manifest;
import org.genlabel.spark.ResultTables;
import org.genlabel.train.Randomness;

/**
 * The paper's numbers about softmax regression beside a run's: Tables 1, 2, 3, 4, 8 and 9, Sec. 3.2
 * and Fig. 6. A number is equal to the digit if it comes out as printed, at the digits printed.
 */
public final class PaperReport {
  private static final String BALANCED_FIT = "balanced fit";
  // What the paper's means are over: a run of more or fewer answers none of its numbers.
  private static final int TRIALS = 5;
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

  /** A scheme on a dataset at an alpha, over its trials. */
  private record Means(long correct, long tested, long trials, double published, double train) {}

  /** A scheme beside a baseline on a dataset: above 0 where it is higher, below where lower. */
  private record Comparison(int dataset, boolean answers, int byRows, int asPublished) {}

  private final DatasetCatalog catalog;
  private final Manifest manifest;
  private final Map<String, Means> means = new HashMap<>();
  private final Set<Integer> paper;
  private final Set<Integer> fitting;
  // What is missing, and for how many published cells.
  private final Map<String, Integer> unanswered = new LinkedHashMap<>();
  private int published;
  private int equal;

  private PaperReport(Dataset<Row> cells, Manifest manifest, DatasetCatalog catalog) {
    this.manifest = manifest;
    this.catalog = catalog;
    for (Row row : ResultTables.meansOverTrials(cells).collectAsList()) {
      if (row.getAs("dataset_id") != null) {
        means.put(
            key(row.<Integer>getAs("dataset_id"), row.getAs("scheme"), row.<Double>getAs("alpha")),
            new Means(
                row.<Long>getAs("correct"),
                row.<Long>getAs("tested"),
                row.<Long>getAs("trials"),
                row.<Double>getAs("published_accuracy"),
                row.<Double>getAs("train_accuracy")));
      }
    }
    this.paper =
        catalog.inSet("paper").stream()
            .map(DatasetCatalog.Entry::id)
            .collect(Collectors.toCollection(TreeSet::new));
    this.fitting =
        ResultTables.fits(cells).where(col("fits")).collectAsList().stream()
            .filter(row -> row.getAs("dataset_id") != null)
            .map(row -> row.<Integer>getAs("dataset_id"))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The report of a run.
   *
   * @param cells the run's table
   * @param manifest the run's
   */
  public static String of(Dataset<Row> cells, Manifest manifest, DatasetCatalog catalog) {
    return new PaperReport(cells, manifest, catalog).render();
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
      Means mean = meansOf(id, cell.scheme(), cell.alpha());
      boolean ofTraining = cell.metric().equals("train_accuracy");
      String scheme = cell.scheme() + (ofTraining ? " (training rows)" : "");
      String ours = "-";
      String difference = "-";
      String mark = "";
      if (mean == null) {
        unanswered.merge("dataset " + id + " (" + cell.dataset() + ")", 1, Integer::sum);
      } else {
        ours = percent(ofTraining ? mean.train() : mean.published(), cell.decimals());
        boolean answers = mean.trials() == TRIALS;
        if (answers) {
          mark = mark(ours.equals(cell.printed()));
        } else {
          unanswered.merge("five trials of dataset " + id, 1, Integer::sum);
        }
        if (answers && !ofTraining) {
          long theirs = Math.round(cell.percent() / 100 * mean.tested());
          difference = signed(mean.correct() - theirs) + " of " + mean.tested();
          if (!percent((double) theirs / mean.tested(), cell.decimals()).equals(cell.printed())) {
            notes.add(
                cell,
                String.format(
                    Locale.ROOT,
                    "no number of %d test rows gives %s",
                    mean.tested(),
                    cell.printed()));
          }
        }
      }
      if (!cell.note().isEmpty()) {
        notes.add(cell, cell.note());
      }
      table.add(
          Integer.toString(id),
          cell.dataset(),
          scheme,
          cell.printed(),
          ours,
          mark,
          difference,
          notes.mark(cell));
    }
    text.append(table.render());
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
    String population = cells.get(0).dataset();
    for (PublishedCell cell : cells) {
      published++;
      List<Comparison> datasets =
          comparisons(cell).stream().filter(c -> isIn(population, c.dataset())).toList();
      // Which datasets fit is known only once all have been run.
      boolean complete =
          comparisons(cell).stream().filter(Comparison::answers).count() == paper.size();
      String ours = "-";
      String difference = "-";
      String byRows = "-";
      String mark = "";
      if (!complete) {
        unanswered.merge(
            "five trials of all " + paper.size() + " datasets of the paper", 1, Integer::sum);
      }
      if (!datasets.isEmpty()) {
        long count = count(datasets, cell.metric(), Comparison::asPublished);
        double size = datasets.size();
        ours = percent(count / size, cell.decimals());
        byRows =
            percent(count(datasets, cell.metric(), Comparison::byRows) / size, cell.decimals());
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
    int inRun = comparisons(cell).size();
    long members =
        comparisons(cell).stream().filter(c -> isIn(cell.dataset(), c.dataset())).count();
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
            members,
            inRun,
            paper.size(),
            what));
    text.append(
        """
        Ours: means of float64 accuracies compared without tolerance, as the authors did;
        by whole test rows, equal totals are on par.
        """);
  }

  /** A scheme that does not depend on alpha has one result for all. */
  private Means meansOf(int dataset, String scheme, double alpha) {
    Means ofAlpha = means.get(key(dataset, scheme, alpha));
    return ofAlpha == null ? means.get(key(dataset, scheme, null)) : ofAlpha;
  }

  /**
   * The scheme beside the baseline on every dataset of the paper where both have run as many
   * trials.
   */
  private List<Comparison> comparisons(PublishedCell cell) {
    List<Comparison> found = new ArrayList<>();
    for (int dataset : paper) {
      Means scheme = meansOf(dataset, cell.scheme(), cell.alpha());
      Means baseline = meansOf(dataset, cell.baseline(), cell.alpha());
      if (scheme != null && baseline != null && scheme.tested() == baseline.tested()) {
        found.add(
            new Comparison(
                dataset,
                scheme.trials() == TRIALS,
                Long.compare(scheme.correct(), baseline.correct()),
                Double.compare(scheme.published(), baseline.published())));
      }
    }
    return found;
  }

  private boolean isIn(String population, int dataset) {
    return switch (population) {
      case "paper" -> true;
      case "fit" -> fitting.contains(dataset);
      case BALANCED_FIT ->
          fitting.contains(dataset) && catalog.byId(dataset).orElseThrow().balanced();
      default -> throw new IllegalArgumentException("no population '" + population + "'");
    };
  }

  private static long count(
      List<Comparison> datasets, String metric, ToIntFunction<Comparison> sign) {
    IntPredicate counts =
        switch (metric) {
          case "higher" -> value -> value > 0;
          case "on_par" -> value -> value == 0;
          case "lower" -> value -> value < 0;
          case "higher_or_on_par" -> value -> value >= 0;
          default -> throw new IllegalArgumentException("no metric '" + metric + "'");
        };
    return datasets.stream().mapToInt(sign).filter(counts).count();
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

  private static String key(int dataset, String scheme, Double alpha) {
    return dataset + " " + scheme + " " + (alpha == null ? "" : plain(alpha));
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

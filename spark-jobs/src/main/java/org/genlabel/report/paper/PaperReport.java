package org.genlabel.report.paper;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.genlabel.data.Scaling;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.report.page.ReportTable;
import org.genlabel.results.Manifest;
import org.genlabel.spark.ResultViews;
import org.genlabel.train.protocol.Randomness;

/** Compares a run with the paper in plain text, by the tables of {@link PaperTables}. */
public final class PaperReport {
  private PaperReport() {}

  /**
   * Returns the report of a run.
   *
   * @param cells the run's table
   * @param manifest the run's manifest
   */
  public static String of(Dataset<Row> cells, Manifest manifest, DatasetCatalog catalog) {
    ResultViews views = ResultViews.over(cells, PaperResults.populations(catalog));
    return of(new PaperTables(new PaperResults(views, catalog)), manifest);
  }

  public static String of(PaperTables tables, Manifest manifest) {
    StringBuilder text = new StringBuilder();
    text.append(protocol(manifest)).append('\n');
    leak(manifest).ifPresent(sentence -> text.append(sentence).append('\n'));
    if (!manifest.status().equals(Manifest.FINISHED)) {
      text.append("The run is not finished.\n");
    }
    text.append(
        "= equal to the digit; * doubtful, see the note below the table; - not in this run.\n\n");
    for (ReportTable table : tables.tables()) {
      text.append(table.title()).append("\n\n").append(table.text()).append('\n');
    }
    appendUnanswered(text, tables.unanswered());
    text.append(
        String.format(
            Locale.ROOT,
            "%d of %d published cells equal to the digit%n",
            tables.equal(),
            tables.published()));
    return text.toString();
  }

  /** Returns a sentence on how the run's random streams affect the comparison with the paper. */
  public static String protocol(Manifest manifest) {
    String randomness = manifest.config().get("protocol.randomness");
    return "Protocol: "
        + randomness
        + (Randomness.AUTHORS.key().equals(randomness)
            ? ", with the random streams and the order of fits of the authors' program."
            : ", with random streams of our own: numbers differ from the paper's by chance;"
                + " conf/authors.conf replays the authors'.");
  }

  /** Returns a warning that test rows took part in the scaling; empty if they did not. */
  public static Optional<String> leak(Manifest manifest) {
    return Scaling.ALL_ROWS.key().equals(manifest.config().get("protocol.scaling"))
        ? Optional.of(
            "Known leak: features are standardised by all rows, test rows included, as the authors"
                + " did.")
        : Optional.empty();
  }

  private static void appendUnanswered(StringBuilder text, Map<String, Integer> unanswered) {
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
}

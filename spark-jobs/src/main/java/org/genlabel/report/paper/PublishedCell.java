package org.genlabel.report.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.genlabel.data.format.CsvRecords;
import org.genlabel.learner.ModelKind;

/**
 * A number that the paper prints about softmax regression.
 *
 * @param table the table, section or figure: 1, 2, 3a, 3b, 4, 8, 9, sec3.2 or fig6
 * @param datasetId the OpenML id; empty for a number about a set of datasets
 * @param dataset the name of the dataset or of the set
 * @param scheme its key in this program
 * @param baseline the scheme that it is compared with; empty for a number about one scheme
 * @param alpha of the mixing distribution
 * @param metric test_accuracy, train_accuracy, higher, on_par, lower or higher_or_on_par
 * @param printed percent, with the digits as printed; ">60" is a bound
 * @param note why the number is doubtful; empty if it is not
 */
record PublishedCell(
    String table,
    Optional<Integer> datasetId,
    String dataset,
    String scheme,
    String baseline,
    double alpha,
    String metric,
    String printed,
    String note) {
  /** The model of all published cells. */
  static final String MODEL = ModelKind.SOFTMAX_REGRESSION.key();

  private static final String RESOURCE = "published.csv";

  /** Returns all published cells, in the order of the file, which is the paper's. */
  static List<PublishedCell> all() {
    List<PublishedCell> cells = new ArrayList<>();
    try (InputStream in = PublishedCell.class.getResourceAsStream(RESOURCE);
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      CsvRecords records = new CsvRecords(reader, RESOURCE, ',');
      records.read();
      for (Optional<CsvRecords.Row> row = records.read(); row.isPresent(); row = records.read()) {
        cells.add(of(row.get().cells()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + RESOURCE + " is not readable", e);
    }
    return cells;
  }

  private static PublishedCell of(List<String> row) {
    String id = row.get(1);
    return new PublishedCell(
        row.get(0),
        id.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(id)),
        row.get(2),
        row.get(3),
        row.get(4),
        Double.parseDouble(row.get(5)),
        row.get(6),
        row.get(7),
        row.get(8));
  }

  /** Returns whether the number is a lower bound. */
  boolean isBound() {
    return printed.startsWith(">");
  }

  /** Returns the number, in percent. */
  double percent() {
    return Double.parseDouble(isBound() ? printed.substring(1) : printed);
  }

  /** Returns the number of digits after the decimal point. */
  int decimals() {
    int point = printed.indexOf('.');
    return point < 0 ? 0 : printed.length() - point - 1;
  }
}

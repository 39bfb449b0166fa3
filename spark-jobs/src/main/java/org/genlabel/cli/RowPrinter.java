package org.genlabel.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.genlabel.data.PrintableText;
import org.genlabel.report.page.CsvRecord;
import org.genlabel.report.page.TextTable;

/** Prints the rows of a query in one of the formats of {@code genlabel sql}. */
abstract class RowPrinter {
  private RowPrinter() {}

  /** Takes the next row. */
  abstract void add(Row row);

  /** Prints what comes after the last row. */
  abstract void finish();

  /**
   * Returns a printer of aligned columns: numbers to six significant digits, null as NULL, nested
   * values as JSON. Characters that would break a line or control the terminal are escaped; a
   * single column, such as that of EXPLAIN, keeps its lines.
   */
  static RowPrinter table(StructType schema, PrintStream out) {
    TextTable table = new TextTable(printable(List.of(schema.fieldNames())));
    RowJson json = new RowJson(true);
    return new RowPrinter() {
      @Override
      void add(Row row) {
        List<String> cells = new ArrayList<>();
        for (Object value : values(row)) {
          cells.add(rounded(value, json));
        }
        table.add(cells.size() == 1 ? List.of(printableLines(cells.get(0))) : printable(cells));
      }

      @Override
      void finish() {
        out.print(table.render());
      }
    };
  }

  /**
   * Returns a printer of CSV (RFC 4180) in UTF-8: a header, every digit of every number, null as an
   * empty field, nested values as JSON.
   */
  static RowPrinter csv(StructType schema, PrintStream terminal) {
    PrintStream out = inUtf8(terminal);
    RowJson json = new RowJson(false);
    out.print(csvLine(List.of(schema.fieldNames())));
    return new RowPrinter() {
      @Override
      void add(Row row) {
        List<String> fields = new ArrayList<>();
        for (Object value : values(row)) {
          fields.add(value == null ? "" : text(value, json));
        }
        out.print(csvLine(fields));
      }

      @Override
      void finish() {
        out.flush();
      }
    };
  }

  /**
   * Returns a printer of JSON in UTF-8: an array of objects, one a line; a null stays null, and
   * equal names of columns are made unique.
   */
  static RowPrinter json(PrintStream terminal) {
    PrintStream out = inUtf8(terminal);
    RowJson json = new RowJson(false);
    return new RowPrinter() {
      private boolean first = true;

      @Override
      void add(Row row) {
        out.print(first ? "[\n" : ",\n");
        out.print(json.of(row));
        first = false;
      }

      @Override
      void finish() {
        out.print(first ? "[]\n" : "\n]\n");
        out.flush();
      }
    };
  }

  /** Programs that read the output expect UTF-8, whatever the encoding of the terminal. */
  private static PrintStream inUtf8(PrintStream terminal) {
    return new PrintStream(terminal, false, StandardCharsets.UTF_8);
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      values.add(row.get(column));
    }
    return values;
  }

  private static String csvLine(List<String> fields) {
    // An empty line would be no row to most parsers.
    return fields.equals(List.of("")) ? "\"\"\n" : CsvRecord.of(fields);
  }

  private static String text(Object value, RowJson json) {
    return RowJson.isNested(value) ? json.of(value) : ScalarText.of(value);
  }

  private static String rounded(Object value, RowJson json) {
    if (value == null) {
      return "NULL";
    }
    return value instanceof Double || value instanceof Float
        ? ScalarText.rounded((Number) value)
        : text(value, json);
  }

  private static List<String> printable(List<String> cells) {
    return cells.stream().map(PrintableText::line).toList();
  }

  private static String printableLines(String cell) {
    return cell.lines().map(PrintableText::line).collect(Collectors.joining("\n"));
  }
}

package org.genlabel.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.genlabel.report.page.CsvRecord;
import org.genlabel.report.page.TextTable;

/** Prints the rows of a query in one of the formats of {@code genlabel sql}. */
abstract class RowPrinter {
  private final int columns;

  private RowPrinter(StructType schema) {
    columns = schema.size();
  }

  /** Takes the next row. */
  abstract void add(Row row);

  /** Prints what comes after the last row. */
  abstract void finish();

  /** Returns a printer of aligned columns: numbers to six significant digits, null as NULL. */
  static RowPrinter table(StructType schema, PrintStream out) {
    TextTable table = new TextTable(List.of(schema.fieldNames()));
    return new RowPrinter(schema) {
      @Override
      void add(Row row) {
        List<String> cells = new ArrayList<>();
        for (Object value : values(row)) {
          cells.add(rounded(value));
        }
        table.add(cells);
      }

      @Override
      void finish() {
        out.print(table.render());
      }
    };
  }

  /**
   * Returns a printer of CSV (RFC 4180): a header, every digit of every number, null as an empty
   * field.
   */
  static RowPrinter csv(StructType schema, PrintStream out) {
    out.print(CsvRecord.of(List.of(schema.fieldNames())));
    return new RowPrinter(schema) {
      @Override
      void add(Row row) {
        out.print(
            CsvRecord.of(
                values(row).stream().map(value -> value == null ? "" : value.toString()).toList()));
      }

      @Override
      void finish() {
        out.flush();
      }
    };
  }

  /** Returns a printer of JSON: an array of objects, one a line; a null stays null. */
  static RowPrinter json(StructType schema, PrintStream out) {
    return new RowPrinter(schema) {
      private boolean first = true;

      @Override
      void add(Row row) {
        out.print(first ? "[\n" : ",\n");
        out.print(row.json());
        first = false;
      }

      @Override
      void finish() {
        out.println(first ? "[]" : "\n]");
      }
    };
  }

  final List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      values.add(row.get(column));
    }
    return values;
  }

  private static String rounded(Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Double number && Double.isFinite(number) && number != Math.rint(number)) {
      String text = String.format(Locale.ROOT, "%.6g", number);
      return text.contains("e") ? text : new BigDecimal(text).stripTrailingZeros().toPlainString();
    }
    return value.toString();
  }
}

package org.genlabel.data.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Table;

/**
 * Reads ARFF files, dense and sparse rows, as Weka writes and reads them.
 *
 * <p>Relational attributes and instance weights, which Weka supports, are errors here. So are
 * values that Weka silently accepts but that cannot be intended, such as an empty cell, NaN as a
 * number, or a quote that is never closed.
 */
public final class ArffReader {
  private static final int LONGEST_INDEX = 9;
  // Excess values that are counted for the message; more would only take memory.
  private static final int COUNTED_BEYOND = 1000;

  private final String source;
  private final List<ArffColumn> columns = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<double[]> rows = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private Optional<String> relation = Optional.empty();
  private boolean inData;

  private ArffReader(String source) {
    this.source = source;
  }

  /**
   * Reads a file to its end. The text is UTF-8, or ISO-8859-1 if it is not valid as UTF-8.
   *
   * @param in the file's bytes; read to the end, not closed
   * @param source the file, as the user knows it; errors name it
   * @throws InvalidDataException if the file is not well-formed, or declares no attribute or has no
   *     row
   */
  public static Table read(InputStream in, String source) throws IOException {
    return read(new TextBytes(in.readAllBytes(), source), source);
  }

  /** Reads a file as {@link #read(InputStream, String)}, and says how it was understood. */
  public static TableReading read(InputStream in, String source, ReadingSettings settings)
      throws IOException {
    TextBytes text = new TextBytes(in.readAllBytes(), source);
    return DeclaredTable.of(read(text, source), text.encoding(), settings);
  }

  private static Table read(TextBytes text, String source) throws IOException {
    try (BufferedReader reader = text.reader()) {
      return new ArffReader(source).table(reader);
    }
  }

  private Table table(BufferedReader reader) throws IOException {
    boolean empty = true;
    int number = 0;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      number++;
      empty &= text.isBlank();
      ArffLine line = new ArffLine(source, number, text);
      if (line.atEnd()) {
        continue;
      }
      if (inData) {
        Table.requireRoom(source, number, rows.size() + 1, columns.size());
        rows.add(line.isAt('{') ? sparseRow(line) : denseRow(line));
        lines.add(number);
      } else {
        declaration(line);
      }
    }
    if (empty) {
      throw InvalidDataException.in(source, "the file is empty");
    }
    if (!inData) {
      throw InvalidDataException.in(source, "no @data line; the rows come after one");
    }
    if (rows.isEmpty()) {
      throw InvalidDataException.in(source, "no rows after @data");
    }
    return new Table(
        source,
        relation.orElse(""),
        columns.stream().map(ArffColumn::attribute).toList(),
        rows.toArray(double[][]::new),
        lines.stream().mapToInt(Integer::intValue).toArray());
  }

  private void declaration(ArffLine line) {
    if (!line.take('@')) {
      throw line.error(
          InvalidDataException.quoted(line.rest())
              + " before @data; a line there starts with @relation, @attribute, @data or %");
    }
    String keyword = line.keyword();
    switch (keyword.toLowerCase(Locale.ROOT)) {
      case "relation" -> relation(line);
      case "attribute" -> attribute(line);
      case "data" -> data(line);
      default ->
          throw line.error(
              "unknown keyword "
                  + InvalidDataException.quoted("@" + keyword)
                  + "; allowed are @relation, @attribute and @data");
    }
  }

  private void relation(ArffLine line) {
    if (relation.isPresent()) {
      throw line.error("a second @relation; a file has one");
    }
    // Names with blanks are common without quotes, and nothing depends on them.
    boolean quoted = line.isAt('\'') || line.isAt('"');
    relation = Optional.of(quoted ? line.token().text() : line.rest());
  }

  private void attribute(ArffLine line) {
    ArffColumn column = ArffColumn.declared(line);
    if (!names.add(column.attribute().name())) {
      throw line.error(
          "a second attribute "
              + InvalidDataException.quoted(column.attribute().name())
              + "; names must differ");
    }
    columns.add(column);
  }

  private void data(ArffLine line) {
    if (!line.atEnd()) {
      throw line.error(
          InvalidDataException.quoted(line.rest())
              + " after @data; the rows start on the next line");
    }
    if (columns.isEmpty()) {
      throw line.error("@data, but no attributes; declare them with @attribute before it");
    }
    inData = true;
  }

  private double[] denseRow(ArffLine line) {
    List<ArffLine.Token> cells = line.values(columns.size() + COUNTED_BEYOND);
    if (line.isAt('{')) {
      throw weight(line);
    }
    if (!line.atEnd()) {
      throw line.error("a brace outside quotes; put a value with a brace in quotes");
    }
    if (cells.size() != columns.size()) {
      throw line.error(
          "expected "
              + columns.size()
              + " values, one for each attribute, but found "
              + cells.size());
    }
    double[] row = new double[columns.size()];
    for (int column = 0; column < row.length; column++) {
      row[column] = columns.get(column).value(line, cells.get(column));
    }
    return row;
  }

  private double[] sparseRow(ArffLine line) {
    double[] row = columns.stream().mapToDouble(ArffColumn::omitted).toArray();
    line.take('{');
    if (!line.take('}')) {
      int previous = -1;
      do {
        int column = sparseIndex(line, previous);
        ArffLine.Token value = line.token();
        if (value.isAbsent()) {
          throw line.error("no value after index " + column + "; {index value, ...} is needed");
        }
        row[column] = columns.get(column).value(line, value);
        previous = column;
      } while (line.take(','));
      if (!line.take('}')) {
        throw line.error("the sparse row is not closed by } after index " + previous);
      }
    }
    line.take(',');
    if (line.isAt('{')) {
      throw weight(line);
    }
    if (!line.atEnd()) {
      throw line.error("text after the sparse row: " + InvalidDataException.quoted(line.rest()));
    }
    return row;
  }

  private int sparseIndex(ArffLine line, int previous) {
    String text = line.token().text();
    if (!text.matches("[0-9]+")) {
      throw line.error(
          InvalidDataException.quoted(text)
              + " is no index; a sparse row is {index value, ...} with indices from 0");
    }
    if (text.length() > LONGEST_INDEX || Integer.parseInt(text) >= columns.size()) {
      throw line.error(
          "index "
              + InvalidDataException.quoted(text)
              + " is out of range; the attributes are numbered from 0 to "
              + (columns.size() - 1));
    }
    int index = Integer.parseInt(text);
    if (index == previous) {
      throw line.error("index " + index + " is there twice");
    }
    if (index < previous) {
      throw line.error("index " + index + " after index " + previous + "; indices must increase");
    }
    return index;
  }

  private static InvalidDataException weight(ArffLine line) {
    return line.error(
        "a { after the row's values: instance weights are not supported, and a value with a brace"
            + " must be in quotes");
  }
}

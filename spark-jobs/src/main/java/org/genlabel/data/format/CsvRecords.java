package org.genlabel.data.format;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.genlabel.data.InvalidDataException;

/**
 * The records of an RFC 4180 text, read one after the other. Blanks around a cell are ignored;
 * blank lines are skipped; lines end in LF, CRLF or CR.
 *
 * <p>The parser is written here because the one that Spark ships (univocity) takes a quote that is
 * never closed for a cell reaching to the end of the file, keeps a stray quote inside a cell
 * without complaint, and knows the line at which a record ends but not the one at which it starts.
 */
public final class CsvRecords {
  private static final int END = -1;
  private static final int MOST_CELLS = 1_000_000;

  /**
   * A record.
   *
   * @param line the line, counted from 1, on which it starts
   * @param cells its cells, without quotes
   */
  public record Row(int line, List<String> cells) {}

  private final Reader reader;
  private final String source;
  private final char separator;
  private int next;
  private int line;

  /**
   * Begins to read a text.
   *
   * @param source the text, as the user knows it; errors name it
   */
  public CsvRecords(Reader reader, String source, char separator) throws IOException {
    this(reader, source, separator, 1);
  }

  /**
   * Begins to read the rest of a text.
   *
   * @param separator a blank stands for any number of blanks
   * @param firstLine the number of its first line
   */
  CsvRecords(Reader reader, String source, char separator, int firstLine) throws IOException {
    this.reader = reader;
    this.line = firstLine;
    this.source = source;
    this.separator = separator;
    this.next = reader.read();
  }

  /**
   * Returns the next record, or empty at the end of the text.
   *
   * @throws InvalidDataException if a quote is not closed or is not allowed there
   */
  public Optional<Row> read() throws IOException {
    while (next != END) {
      int start = line;
      List<String> cells = new ArrayList<>();
      cells.add(cell());
      while (takeSeparator()) {
        cells.add(cell());
        if (cells.size() > MOST_CELLS) {
          throw InvalidDataException.at(
              source, start, "more than " + MOST_CELLS + " cells; so many are allowed in a record");
        }
      }
      takeLineEnd();
      if (cells.size() > 1 || !cells.get(0).isEmpty()) {
        return Optional.of(new Row(start, cells));
      }
    }
    return Optional.empty();
  }

  private boolean takeSeparator() throws IOException {
    if (separator == CsvSeparator.BLANKS) {
      // Not those at the end of a line; the ones after it were skipped before the cell.
      boolean blank = isBlank(next);
      skipBlanks();
      return blank && !atLineEnd();
    }
    if (next != separator) {
      return false;
    }
    take();
    return true;
  }

  private String cell() throws IOException {
    skipBlanks();
    return next == '"' ? quotedCell() : plainCell();
  }

  private String plainCell() throws IOException {
    StringBuilder cell = new StringBuilder();
    while (!atCellEnd()) {
      if (next == '"') {
        throw InvalidDataException.at(
            source,
            line,
            "a quote inside the unquoted value "
                + InvalidDataException.quoted(cell.toString())
                + "...; put the whole value in quotes and write the quote twice");
      }
      cell.append((char) take());
    }
    int length = cell.length();
    while (length > 0 && isBlank(cell.charAt(length - 1))) {
      length--;
    }
    return cell.substring(0, length);
  }

  private String quotedCell() throws IOException {
    int start = line;
    StringBuilder cell = new StringBuilder();
    take();
    while (true) {
      if (next == END) {
        throw InvalidDataException.at(
            source, start, "the quote before " + shown(cell) + " is not closed");
      }
      if (next == '"') {
        take();
        if (next != '"') {
          break;
        }
      }
      if (next == '\n' || next == '\r') {
        boolean pair = next == '\r';
        cell.append((char) take());
        if (pair && next == '\n') {
          cell.append((char) take());
        }
        line++;
      } else {
        cell.append((char) take());
      }
    }
    if (separator != CsvSeparator.BLANKS) {
      skipBlanks();
    }
    if (!atCellEnd()) {
      throw InvalidDataException.at(
          source,
          line,
          "text after the closing quote of "
              + shown(cell)
              + (start == line ? "" : ", opened on line " + start)
              + "; a quote inside a quoted value is written twice");
    }
    return cell.toString();
  }

  private static String shown(StringBuilder cell) {
    return InvalidDataException.quoted(cell.toString());
  }

  private boolean atCellEnd() {
    boolean separated = separator == CsvSeparator.BLANKS ? isBlank(next) : next == separator;
    return separated || atLineEnd();
  }

  private boolean atLineEnd() {
    return next == '\n' || next == '\r' || next == END;
  }

  private void takeLineEnd() throws IOException {
    if (next == END) {
      return;
    }
    boolean carriageReturn = next == '\r';
    take();
    if (carriageReturn && next == '\n') {
      take();
    }
    line++;
  }

  private void skipBlanks() throws IOException {
    while ((next != separator || separator == CsvSeparator.BLANKS) && isBlank(next)) {
      take();
    }
  }

  private static boolean isBlank(int c) {
    return c != '\n' && c != '\r' && Blanks.isBlank(c);
  }

  private int take() throws IOException {
    int taken = next;
    next = reader.read();
    return taken;
  }
}

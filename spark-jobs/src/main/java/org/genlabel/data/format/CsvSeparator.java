package org.genlabel.data.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genlabel.data.InvalidDataException;

/**
 * What separates the cells of a CSV file. All of its first records decide, not the header alone,
 * because a name or a number may contain a comma.
 *
 * @param character the separator; {@link #BLANKS} stands for any number of blanks
 * @param isDeclared whether the first line declares it, as spreadsheets do: {@code sep=;}
 */
record CsvSeparator(char character, boolean isDeclared) {
  /** Any number of spaces and tabs. */
  static final char BLANKS = ' ';

  private static final char[] CANDIDATES = {',', ';', '\t', '|'};
  private static final int RECORDS = 1000;
  private static final Pattern DECLARATION = Pattern.compile("\"?[sS][eE][pP]=(.)\\1*\"?[,;]*");

  /**
   * Finds the separator.
   *
   * @throws InvalidDataException if the lines can be read with two separators
   */
  static CsvSeparator of(TextBytes text, String source, Optional<Character> setting)
      throws IOException {
    Optional<Character> declared;
    try (BufferedReader reader = text.reader()) {
      declared = declaration(reader.readLine());
    }
    if (setting.isPresent() || declared.isPresent()) {
      return new CsvSeparator(setting.or(() -> declared).orElseThrow(), declared.isPresent());
    }
    return new CsvSeparator(found(text, source), false);
  }

  private static Optional<Character> declaration(String firstLine) {
    if (firstLine == null) {
      return Optional.empty();
    }
    Matcher matcher = DECLARATION.matcher(firstLine);
    return matcher.matches() ? Optional.of(matcher.group(1).charAt(0)) : Optional.empty();
  }

  private static char found(TextBytes text, String source) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (char candidate : CANDIDATES) {
      samples.add(Sample.of(text, source, candidate));
    }
    List<Sample> consistent = samples.stream().filter(Sample::isConsistent).toList();
    for (Sample sample : consistent) {
      if (samples.stream().noneMatch(sample::mayBeSplitBy)) {
        return sample.separator;
      }
    }
    if (!consistent.isEmpty()) {
      throw unclear(source, consistent.get(0), samples);
    }
    boolean split =
        samples.stream().anyMatch(sample -> sample.width() > 1 && sample.sameWidth() > 0);
    if (!split && Sample.of(text, source, BLANKS).isTable()) {
      return BLANKS;
    }
    // None fits; the records of the one that fits best are refused with the line that differs.
    return best(samples).separator;
  }

  private static InvalidDataException unclear(String source, Sample one, List<Sample> samples) {
    Sample other = samples.stream().filter(one::mayBeSplitBy).findAny().orElseThrow();
    return InvalidDataException.in(
        source,
        "the cells can be separated by "
            + name(one.separator)
            + " ("
            + one.width()
            + " columns) or by "
            + name(other.separator)
            + " ("
            + other.width()
            + "); set data.separator");
  }

  private static Sample best(List<Sample> samples) {
    Sample best = samples.get(0);
    for (Sample sample : samples) {
      // Decimal commas may give all records but one the same number of cells too.
      boolean better =
          sample.sameWidth() > best.sameWidth()
              || (sample.sameWidth() == best.sameWidth() && sample.width() > best.width())
              || best.width() < 2;
      if (sample.width() > 1 && better) {
        best = sample;
      }
    }
    return best;
  }

  /** Returns a separator as messages and manifests name it. */
  static String name(char separator) {
    return switch (separator) {
      case '\t' -> "tab";
      case BLANKS -> "blanks";
      default -> String.valueOf(separator);
    };
  }

  String name() {
    return name(character);
  }

  /**
   * The first records as one separator splits them.
   *
   * @param isBroken whether quotes make no sense with this separator after these records
   */
  private record Sample(char separator, List<List<String>> records, boolean isBroken) {
    static Sample of(TextBytes text, String source, char separator) throws IOException {
      List<List<String>> records = new ArrayList<>();
      try (BufferedReader reader = text.reader()) {
        CsvRecords lines = new CsvRecords(reader, source, separator);
        for (Optional<CsvRecords.Row> row = lines.read();
            row.isPresent() && records.size() <= RECORDS;
            row = lines.read()) {
          records.add(row.get().cells());
        }
      } catch (InvalidDataException e) {
        // If they make none with any separator, the file is refused when all of it is read.
        return new Sample(separator, records, true);
      }
      return new Sample(separator, records, false);
    }

    int width() {
      return records.isEmpty() ? 0 : records.get(0).size();
    }

    /** Returns how many records have as many cells as the header. */
    int sameWidth() {
      return (int) records.stream().skip(1).filter(this::fits).count();
    }

    private boolean fits(List<String> record) {
      return record.size() == width()
          || (record.size() == width() + 1 && record.get(width()).isEmpty());
    }

    boolean isConsistent() {
      return !isBroken && width() > 1 && records.size() > 1 && sameWidth() == records.size() - 1;
    }

    /**
     * Returns whether most records have as many cells as the header, or all of them one more, which
     * is the name of the row.
     */
    boolean isTable() {
      int rows = records.size() - 1;
      boolean named =
          rows > 0 && records.stream().skip(1).allMatch(cells -> cells.size() == width() + 1);
      return width() > 1 && rows > 0 && (named || 2 * sameWidth() >= rows);
    }

    /**
     * Returns whether another separator splits most records as it splits the header, and cells of
     * this one contain it although it is not the decimal mark of a number; one that does not split
     * all records counts only if there is nothing else against it.
     */
    boolean mayBeSplitBy(Sample other) {
      return other.separator != separator
          && !other.isBroken
          && other.width() > 1
          && 2 * other.sameWidth() >= other.records.size() - 1
          && leavesUnsplit(other)
          && (other.isConsistent() || !other.leavesUnsplit(this));
    }

    private boolean leavesUnsplit(Sample other) {
      for (List<String> record : records.subList(1, records.size())) {
        for (String cell : record) {
          boolean isNumber = other.separator == ',' && Numeral.of(Blanks.trim(cell)).isPresent();
          if (cell.indexOf(other.separator) >= 0 && !isNumber) {
            return true;
          }
        }
      }
      return false;
    }
  }
}

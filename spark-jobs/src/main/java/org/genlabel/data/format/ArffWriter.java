package org.genlabel.data.format;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.genlabel.data.Attribute;

/**
 * Writes ARFF text in UTF-8, with dense rows, that {@link ArffReader} reads back to the same
 * attributes and cells, whatever characters are in them.
 */
public final class ArffWriter implements Closeable {
  private final BufferedWriter out;
  private final List<Attribute> attributes;

  /**
   * Writes the declarations.
   *
   * @param out closed along with this writer
   * @param relation the name the text gives itself
   * @param attributes the columns; dates are written as strings
   */
  public ArffWriter(OutputStream out, String relation, List<Attribute> attributes)
      throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.attributes = List.copyOf(attributes);
    line("@relation " + quoted(relation));
    for (Attribute attribute : attributes) {
      line("@attribute " + text(attribute.name()) + " " + type(attribute));
    }
    line("@data");
  }

  private static String type(Attribute attribute) {
    return switch (attribute.kind()) {
      case NUMERIC -> "numeric";
      case NOMINAL ->
          attribute.values().stream()
              .map(ArffWriter::text)
              .collect(Collectors.joining(",", "{", "}"));
      // A date's format is not known here, and neither strings nor dates are ever features.
      case STRING, DATE -> "string";
    };
  }

  /**
   * Writes a row.
   *
   * @param cells one for each attribute, empty where the value is missing; that of a numeric
   *     attribute is a decimal number
   * @throws IllegalArgumentException if there are more or fewer
   */
  public void row(List<Optional<String>> cells) throws IOException {
    if (cells.size() != attributes.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells in a row of " + attributes.size() + " attributes");
    }
    for (int column = 0; column < cells.size(); column++) {
      out.write(column == 0 ? "" : ",");
      Optional<String> cell = cells.get(column);
      out.write(cell.isPresent() ? text(cell.get()) : "?");
    }
    out.write('\n');
  }

  private void line(String line) throws IOException {
    out.write(line);
    out.write('\n');
  }

  /** Returns a name or value: as it is if it has no special characters, or else in quotes. */
  private static String text(String value) {
    return !value.isEmpty() && value.chars().allMatch(ArffWriter::isPlain) ? value : quoted(value);
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_.+-".indexOf(c) >= 0;
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\'', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          // UTF-8 has no half of a surrogate pair, and a text file no control characters.
          if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('\'').toString();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}

package org.genlabel.data.format;

import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Table;

/** An attribute declared in an ARFF file, and how its cells are read. */
final class ArffColumn {
  private static final int MOST_CATEGORIES = 100_000;
  private static final String DEFAULT_DATE_FORMAT = "yyyy-MM-dd'T'HH:mm:ss";

  private final Attribute attribute;
  private final Map<String, Integer> indexOfValue = new HashMap<>();
  private final Optional<SimpleDateFormat> dateFormat;

  private ArffColumn(Attribute attribute, Optional<SimpleDateFormat> dateFormat) {
    this.attribute = attribute;
    this.dateFormat = dateFormat;
    for (String value : attribute.values()) {
      indexOfValue.put(value, indexOfValue.size());
    }
  }

  /**
   * Reads the declaration of an attribute.
   *
   * @param line a line after its {@code @attribute}
   * @throws InvalidDataException if the line is not a declaration
   */
  static ArffColumn declared(ArffLine line) {
    String name = line.token().text();
    if (name.isEmpty()) {
      throw line.error("@attribute without a name; a name and a type are needed");
    }
    if (line.take('{')) {
      return nominal(name, line);
    }
    String type = line.token().text();
    ArffColumn column =
        switch (type.toLowerCase(Locale.ROOT)) {
          case "numeric", "real", "integer" -> {
            // Some old files add the range, [0,100]; Weka ignores it as well.
            if (line.isAt('[')) {
              line.rest();
            }
            yield of(name, Attribute.Kind.NUMERIC);
          }
          case "string" -> of(name, Attribute.Kind.STRING);
          case "date" -> date(name, line);
          case "relational" ->
              throw line.error(
                  "attribute " + quoted(name) + " is relational, which is not supported");
          case "" -> throw line.error("attribute " + quoted(name) + " has no type" + allowed());
          default ->
              throw line.error(
                  "attribute "
                      + quoted(name)
                      + " has the unknown type "
                      + quoted(type)
                      + allowed());
        };
    if (!line.atEnd()) {
      throw line.error(
          "text after the type of attribute " + quoted(name) + ": " + quoted(line.rest()));
    }
    return column;
  }

  private static String allowed() {
    return "; allowed are numeric, integer, real, string, date and {value, value, ...}";
  }

  private static ArffColumn of(String name, Attribute.Kind kind) {
    return new ArffColumn(new Attribute(name, kind, List.of()), Optional.empty());
  }

  private static ArffColumn nominal(String name, ArffLine line) {
    List<String> values = line.values(MOST_CATEGORIES).stream().map(ArffLine.Token::text).toList();
    if (!line.take('}')) {
      throw line.error("the values of attribute " + quoted(name) + " are not closed by }");
    }
    if (!line.atEnd()) {
      throw line.error(
          "text after the values of attribute " + quoted(name) + ": " + quoted(line.rest()));
    }
    if (values.isEmpty()) {
      throw line.error("attribute " + quoted(name) + " has no values; {} needs at least one");
    }
    ArffColumn column =
        new ArffColumn(new Attribute(name, Attribute.Kind.NOMINAL, values), Optional.empty());
    if (column.indexOfValue.size() < values.size()) {
      Set<String> seen = new HashSet<>();
      String twice = values.stream().filter(value -> !seen.add(value)).findFirst().orElseThrow();
      throw line.error(
          "attribute " + quoted(name) + " declares the value " + quoted(twice) + " twice");
    }
    return column;
  }

  private static ArffColumn date(String name, ArffLine line) {
    ArffLine.Token pattern = line.token();
    try {
      SimpleDateFormat format =
          new SimpleDateFormat(
              pattern.isAbsent() ? DEFAULT_DATE_FORMAT : pattern.text(), Locale.ROOT);
      // A local time zone would refuse the hour that summer time skips.
      format.setTimeZone(TimeZone.getTimeZone("UTC"));
      format.setLenient(false);
      return new ArffColumn(
          new Attribute(name, Attribute.Kind.DATE, List.of()), Optional.of(format));
    } catch (IllegalArgumentException e) {
      throw line.error(
          "attribute "
              + quoted(name)
              + " has the date format "
              + quoted(pattern.text())
              + "; one of Java's SimpleDateFormat is needed");
    }
  }

  Attribute attribute() {
    return attribute;
  }

  /** Returns the value of a cell that a sparse row leaves out: 0, the first value, or NaN. */
  double omitted() {
    return switch (attribute.kind()) {
      case NUMERIC, NOMINAL -> 0;
      case STRING, DATE -> Double.NaN;
    };
  }

  /**
   * Returns the number that stands for a cell in a {@link Table}.
   *
   * @throws InvalidDataException if the cell's text is not of the declared type
   */
  double value(ArffLine line, ArffLine.Token cell) {
    if (cell.isMissingValue()) {
      return Double.NaN;
    }
    return switch (attribute.kind()) {
      case NUMERIC -> number(line, cell.text());
      case NOMINAL -> index(line, cell.text());
      case STRING -> Double.NaN;
      case DATE -> checkedDate(line, cell.text());
    };
  }

  private double number(ArffLine line, String text) {
    double number = DecimalNumber.parse(text);
    if (Double.isNaN(number)) {
      throw line.error(
          "attribute " + quoted(attribute.name()) + ": " + DecimalNumber.refusal(text));
    }
    return number;
  }

  private double index(ArffLine line, String text) {
    Integer index = indexOfValue.get(text);
    if (index == null) {
      throw line.error(
          "attribute "
              + quoted(attribute.name())
              + ": "
              + quoted(text)
              + " is not declared; declared are "
              + InvalidDataException.listed(attribute.values()));
    }
    return index;
  }

  private double checkedDate(ArffLine line, String text) {
    SimpleDateFormat format = dateFormat.orElseThrow();
    ParsePosition position = new ParsePosition(0);
    if (format.parse(text, position) == null || position.getIndex() < text.length()) {
      throw line.error(
          "attribute "
              + quoted(attribute.name())
              + ": "
              + quoted(text)
              + " is no date in the format "
              + quoted(format.toPattern())
              + "; write ? for a missing value");
    }
    return Double.NaN;
  }

  private static String quoted(String value) {
    return InvalidDataException.quoted(value);
  }
}

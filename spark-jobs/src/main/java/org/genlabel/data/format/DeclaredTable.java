package org.genlabel.data.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genlabel.data.Attribute;
import org.genlabel.data.ClassAttribute;
import org.genlabel.data.Table;

/** Describes tables whose files or programs say themselves what their cells are. */
public final class DeclaredTable {
  private static final int EXAMPLES = 3;

  private DeclaredTable() {}

  /**
   * Describes a table. Of the settings only the class column and the ignored columns matter.
   *
   * @param encoding the file's character encoding; null for generated data
   */
  public static TableReading of(Table table, String encoding, ReadingSettings settings) {
    List<String> names = table.attributes().stream().map(Attribute::name).toList();
    Optional<String> className = className(table.source(), names, settings);
    int classColumn = ClassAttribute.index(table.source(), names, className);
    List<ColumnReading> columns = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      ColumnReading reading = column(table, column, column == classColumn);
      boolean ignored = column != classColumn && settings.ignored().contains(reading.name());
      columns.add(ignored ? reading.leftOut("data.ignore") : reading);
    }
    return new TableReading(
        table,
        new FileReading(
            table.source(), encoding, null, null, table.rows(), columns, Map.of(), List.of(), ""),
        className);
  }

  /** Returns the class that the user names, or the one that is left beside ignored columns. */
  private static Optional<String> className(
      String source, List<String> names, ReadingSettings settings) {
    List<String> candidates =
        names.stream().filter(name -> !settings.ignored().contains(name)).toList();
    if (settings.classColumn().isPresent()
        || candidates.isEmpty()
        || candidates.size() == names.size()) {
      return settings.classColumn();
    }
    return Optional.of(candidates.get(ClassAttribute.index(source, candidates, Optional.empty())));
  }

  private static ColumnReading column(Table table, int column, boolean isClass) {
    Attribute attribute = table.attributes().get(column);
    double[] present = new double[table.rows()];
    int count = 0;
    for (double[] row : table.values()) {
      if (!Double.isNaN(row[column])) {
        present[count++] = row[column];
      }
    }
    // Strings and dates are not kept.
    boolean kept =
        switch (attribute.kind()) {
          case NUMERIC, NOMINAL -> true;
          case STRING, DATE -> false;
        };
    double[] distinct = Arrays.stream(present, 0, count).distinct().toArray();
    List<String> examples =
        Arrays.stream(distinct)
            .limit(EXAMPLES)
            .mapToObj(
                value ->
                    attribute.kind() == Attribute.Kind.NOMINAL
                        ? attribute.values().get((int) value)
                        : DecimalNumber.text(value))
            .toList();
    return new ColumnReading(
        attribute.name(),
        role(attribute.kind(), isClass),
        words(attribute.kind()),
        kept ? table.rows() - count : 0,
        distinct.length,
        examples,
        kept || isClass ? "" : words(attribute.kind()));
  }

  private static ColumnReading.Role role(Attribute.Kind kind, boolean isClass) {
    if (isClass) {
      return ColumnReading.Role.CLASS;
    }
    return switch (kind) {
      case NUMERIC -> ColumnReading.Role.NUMERIC;
      case NOMINAL -> ColumnReading.Role.NOMINAL;
      case STRING, DATE -> ColumnReading.Role.LEFT_OUT;
    };
  }

  private static String words(Attribute.Kind kind) {
    return switch (kind) {
      case NUMERIC -> "numbers";
      case NOMINAL -> "categories";
      case STRING -> "declared STRING";
      case DATE -> "declared DATE";
    };
  }
}

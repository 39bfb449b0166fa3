package org.genlabel.data.format;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.PrintableText;

/**
 * How a file was understood: what a user would check before trusting a study on it.
 *
 * @param file the file, as the user knows it
 * @param encoding the character encoding, with "with byte order mark" if it has one
 * @param separator what separates cells, in words or as the character itself; null in ARFF files
 * @param decimalMark "." or ","; null in ARFF files
 * @param rows the number of rows
 * @param columns all columns in the order of the file
 * @param classes the rows of each class, in the order of the classes
 * @param notes what is read as it stands, but may not be meant so; a sentence each
 * @param matrixSha256 the checksum of features and classes as numbers, see {@link MatrixChecksum}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FileReading(
    @JsonProperty("file") String file,
    @JsonProperty("encoding") String encoding,
    @JsonProperty("separator") String separator,
    @JsonProperty("decimal_mark") String decimalMark,
    @JsonProperty("rows") int rows,
    @JsonProperty("columns") List<ColumnReading> columns,
    @JsonProperty("classes") Map<String, Integer> classes,
    @JsonProperty("notes") List<String> notes,
    @JsonProperty("matrix_sha256") String matrixSha256) {

  private static final int LISTED = 12;

  public FileReading {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(encoding, "encoding");
    columns = List.copyOf(columns);
    // Not Map.copyOf, which forgets the order of the classes.
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    notes = List.copyOf(notes);
  }

  /** Returns the column of the class. */
  public ColumnReading classColumn() {
    return columns.stream()
        .filter(column -> column.role() == ColumnReading.Role.CLASS)
        .findFirst()
        .orElseThrow();
  }

  /** Returns the columns that are features. */
  public List<ColumnReading> features() {
    return columns.stream().filter(column -> column.role().isFeature()).toList();
  }

  /** Returns the columns that are not used. */
  public List<ColumnReading> leftOut() {
    return columns.stream().filter(column -> column.role() == ColumnReading.Role.LEFT_OUT).toList();
  }

  /** Returns the number of missing cells of the features. */
  public int missingCells() {
    return features().stream().mapToInt(ColumnReading::missing).sum();
  }

  /** Returns this reading for a study that handles nominal features in a certain way. */
  public FileReading handling(FeatureHandling handling) {
    return handling == FeatureHandling.ONE_HOT
        ? this
        : new FileReading(
            file,
            encoding,
            separator,
            decimalMark,
            rows,
            columns.stream().map(FileReading::numericOnly).toList(),
            classes,
            notes,
            matrixSha256);
  }

  private static ColumnReading numericOnly(ColumnReading column) {
    return column.role() == ColumnReading.Role.NOMINAL
        ? column.leftOut("nominal" + example(column) + "; protocol.features = one-hot keeps it")
        : column;
  }

  private static String example(ColumnReading column) {
    return column.examples().isEmpty()
        ? ""
        : ", e.g. " + InvalidDataException.quoted(column.examples().get(0));
  }

  /** Returns this reading with the checksum of its matrix and the rows of its classes. */
  public FileReading of(String matrix, Map<String, Integer> rowsOfClasses) {
    return new FileReading(
        file, encoding, separator, decimalMark, rows, columns, rowsOfClasses, notes, matrix);
  }

  /** Returns the reading on one line: everything but the columns' values. */
  public String line() {
    StringBuilder line = new StringBuilder(file).append(": ").append(encoding);
    if (separator != null) {
      line.append(", separator ").append(separator).append(", decimal mark ").append(decimalMark);
    }
    line.append("; ").append(rows).append(" rows; class ");
    line.append(InvalidDataException.quoted(classColumn().name())).append(": ");
    line.append(
        listed(
            classes.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .toList()));
    line.append("; ").append(features().size()).append(" features: ");
    line.append(listed(features().stream().map(ColumnReading::name).toList()));
    if (!leftOut().isEmpty()) {
      line.append("; left out: ");
      line.append(
          listed(
              leftOut().stream()
                  .map(column -> column.name() + " (" + column.reason() + ")")
                  .toList()));
    }
    line.append("; ").append(missingCells()).append(" missing cells");
    for (String note : notes) {
      line.append("; note: ").append(note);
    }
    return PrintableText.line(line.toString());
  }

  private static String listed(List<String> names) {
    String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() <= LISTED ? first : first + ", ... (" + names.size() + ")";
  }

  /**
   * Returns how this reading differs from an earlier one of the same file, in the user's words;
   * empty if features and classes are the same numbers.
   */
  public List<String> differences(FileReading before) {
    List<String> differences = new ArrayList<>();
    if (Objects.equals(matrixSha256, before.matrixSha256)) {
      return differences;
    }
    compare(differences, "the separator", before.separator, separator);
    compare(differences, "the decimal mark", before.decimalMark, decimalMark);
    compare(differences, "the encoding", before.encoding, encoding);
    compare(differences, "the class", before.classColumn().name(), classColumn().name());
    compare(differences, "the rows of the classes", before.classes, classes);
    compare(differences, "the features", names(before.features()), names(features()));
    if (differences.isEmpty()) {
      for (int k = 0; k < columns.size() && k < before.columns.size(); k++) {
        String column = "column " + InvalidDataException.quoted(columns.get(k).name());
        compare(differences, column, before.columns.get(k).values(), columns.get(k).values());
        compare(
            differences,
            "missing cells of " + column,
            before.columns.get(k).missing(),
            columns.get(k).missing());
      }
    }
    if (differences.isEmpty()) {
      differences.add("its cells are other numbers");
    }
    return differences;
  }

  private static List<String> names(List<ColumnReading> columns) {
    return columns.stream().map(ColumnReading::name).toList();
  }

  private static void compare(List<String> differences, String what, Object then, Object now) {
    if (!Objects.equals(then, now)) {
      differences.add(what + " was " + then + " and is " + now);
    }
  }
}

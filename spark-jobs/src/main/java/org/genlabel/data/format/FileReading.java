package org.genlabel.data.format;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.PrintableText;

/**
 * How a file was understood: what a user would check before trusting a study on it.
 *
 * @param file the file, as the user knows it
 * @param encoding the character encoding, with "with byte order mark" if it has one; null for
 *     generated data
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
  private static final int LONGEST_WORD = 40;
  private static final int MOST_LEFT_OUT = 1000;
  private static final Pattern AMBIGUOUS = Pattern.compile("[,;()'\"]|^\\s|\\s$");

  public FileReading {
    Objects.requireNonNull(file, "file");
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
        : with(columns.stream().map(FileReading::numericOnly).toList());
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

  /** Returns this reading with another reason for some columns that are left out. */
  public FileReading leavingOut(Collection<String> names, String reason) {
    return with(
        columns.stream()
            .map(
                column ->
                    column.role() == ColumnReading.Role.LEFT_OUT && names.contains(column.name())
                        ? column.leftOut(reason)
                        : column)
            .toList());
  }

  /**
   * Returns this reading for a manifest, which has to stay readable however wide a file is: the
   * first thousand of the columns that are left out, and all the others.
   */
  public FileReading forManifest() {
    List<ColumnReading> kept = new ArrayList<>();
    int left = 0;
    for (ColumnReading column : columns) {
      if (column.role() != ColumnReading.Role.LEFT_OUT || left++ < MOST_LEFT_OUT) {
        kept.add(column);
      }
    }
    return with(kept);
  }

  private FileReading with(List<ColumnReading> others) {
    return new FileReading(
        file, encoding, separator, decimalMark, rows, others, classes, notes, matrixSha256);
  }

  /** Returns the classes, each with its rows, for users. */
  public List<String> describedClasses() {
    return classes.entrySet().stream()
        .map(entry -> word(entry.getKey()) + " (" + entry.getValue() + ")")
        .toList();
  }

  /** Returns the features for users, each with what its cells are unless they are numbers. */
  public List<String> describedFeatures() {
    return features().stream()
        .map(
            column ->
                word(column.name())
                    + (column.values().equals(ColumnReading.NUMBERS)
                        ? ""
                        : " (" + column.values() + ")"))
        .toList();
  }

  /** Returns the columns that are not used for users, each with the reason. */
  public List<String> describedLeftOut() {
    return leftOut().stream()
        .map(column -> word(column.name()) + " (" + column.reason() + ")")
        .toList();
  }

  /** Returns the first dozen of some descriptions, and how many there are if not all. */
  public static String listed(List<String> descriptions) {
    String first = descriptions.stream().limit(LISTED).collect(Collectors.joining(", "));
    return descriptions.size() <= LISTED ? first : first + ", ... (" + descriptions.size() + ")";
  }

  /** Returns a mark in quotes: a comma or a point would end a clause. */
  private static String mark(String mark) {
    return mark.length() == 1 ? "'" + mark + "'" : mark;
  }

  /** Returns the reading on one line: everything but the columns' values. */
  public String line() {
    StringBuilder line = new StringBuilder(file).append(": ");
    if (encoding != null) {
      line.append(encoding);
      if (separator != null) {
        line.append(", separator ").append(mark(separator));
        line.append(", decimal mark ").append(mark(decimalMark));
      }
      line.append("; ");
    }
    line.append(rows).append(" rows; class ");
    line.append(InvalidDataException.quoted(classColumn().name())).append(": ");
    line.append(listed(describedClasses()));
    line.append("; ").append(counted(features().size(), "feature"));
    if (!features().isEmpty()) {
      line.append(": ").append(listed(describedFeatures()));
    }
    if (!leftOut().isEmpty()) {
      line.append("; left out: ").append(listed(describedLeftOut()));
    }
    line.append("; ").append(counted(missingCells(), "missing cell"));
    for (String note : notes) {
      line.append("; note: ").append(note);
    }
    return PrintableText.line(line.toString());
  }

  private static String counted(int count, String what) {
    return count == 0 ? "no " + what + "s" : PrintableText.counted(count, what);
  }

  /** Returns a name as it is if a list shows where it ends, else in quotes. */
  private static String word(String name) {
    return name.length() <= LONGEST_WORD && !name.isBlank() && !AMBIGUOUS.matcher(name).find()
        ? name
        : InvalidDataException.quoted(name);
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
    compare(differences, "the encoding", before.encoding, encoding);
    compare(differences, "the separator", before.separator, separator);
    compare(differences, "the decimal mark", before.decimalMark, decimalMark);
    compare(differences, "the number of rows", before.rows, rows);
    compare(
        differences, "the class", word(before.classColumn().name()), word(classColumn().name()));
    compareClasses(differences, before);
    compareFeatures(differences, before);
    if (differences.isEmpty()) {
      differences.add("its cells are other numbers than before");
    }
    return differences;
  }

  private void compareClasses(List<String> differences, FileReading before) {
    Set<String> then = new LinkedHashSet<>(before.describedClasses());
    Set<String> now = new LinkedHashSet<>(describedClasses());
    List<String> gone = then.stream().filter(described -> !now.contains(described)).toList();
    List<String> added = now.stream().filter(described -> !then.contains(described)).toList();
    if (!gone.isEmpty()) {
      differences.add("classes (rows) that are gone: " + listed(gone));
    }
    if (!added.isEmpty()) {
      differences.add("classes (rows) that are new: " + listed(added));
    }
    if (gone.isEmpty() && added.isEmpty() && !List.copyOf(then).equals(List.copyOf(now))) {
      differences.add("the classes are in another order");
    }
  }

  private void compareFeatures(List<String> differences, FileReading before) {
    Map<String, ColumnReading> then = byName(before.features());
    Map<String, ColumnReading> now = byName(features());
    List<String> gone = without(then, now);
    List<String> added = without(now, then);
    if (!gone.isEmpty()) {
      differences.add("no features any more: " + listed(gone));
    }
    if (!added.isEmpty()) {
      differences.add("new features: " + listed(added));
    }
    List<String> changed = new ArrayList<>();
    now.forEach(
        (name, column) -> {
          ColumnReading former = then.get(name);
          if (former != null) {
            String what = "of the feature " + word(name);
            compare(changed, "the values " + what, former.values(), column.values());
            compare(changed, "the missing cells " + what, former.missing(), column.missing());
          }
        });
    changed.stream().limit(LISTED).forEach(differences::add);
    if (gone.isEmpty()
        && added.isEmpty()
        && !List.copyOf(then.keySet()).equals(List.copyOf(now.keySet()))) {
      differences.add("the features are in another order");
    }
  }

  private static Map<String, ColumnReading> byName(List<ColumnReading> columns) {
    Map<String, ColumnReading> byName = new LinkedHashMap<>();
    columns.forEach(column -> byName.put(column.name(), column));
    return byName;
  }

  private static List<String> without(
      Map<String, ColumnReading> columns, Map<String, ColumnReading> others) {
    return columns.keySet().stream()
        .filter(name -> !others.containsKey(name))
        .map(FileReading::word)
        .toList();
  }

  private static void compare(List<String> differences, String what, Object then, Object now) {
    if (!Objects.equals(then, now)) {
      differences.add(what + ": " + then + " before, " + now + " now");
    }
  }
}

package org.genlabel.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Rows with features and a class, as read: nothing is imputed, scaled or expanded yet.
 *
 * <p>Immutable by convention: the arrays handed out are the dataset's own and must not be changed.
 */
public final class Dataset implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Fewer rows leave nothing to train on after the test rows and the folds are taken. */
  private static final int FEWEST_ROWS = 10;

  /**
   * A column of a dataset.
   *
   * @param name the attribute's name
   * @param categories the declared values of a nominal feature; empty for a numeric one
   */
  public record Feature(String name, List<String> categories) implements Serializable {
    public Feature {
      Objects.requireNonNull(name, "name");
      categories = List.copyOf(categories);
    }

    /** Returns whether the feature's values are indices of categories rather than numbers. */
    public boolean isNominal() {
      return !categories.isEmpty();
    }
  }

  // Arrays, since neither OptionalInt nor the interface List promises to be serialisable.
  private final Integer id;
  private final String name;
  private final Feature[] features;
  private final double[][] values;
  private final int[] labels;
  private final String[] classes;
  private final String checksum;

  private Dataset(
      Optional<Integer> id,
      String name,
      List<Feature> features,
      double[][] values,
      int[] labels,
      List<String> classes,
      String checksum) {
    this.id = id.orElse(null);
    this.name = name;
    this.features = features.toArray(Feature[]::new);
    this.values = values;
    this.labels = labels;
    this.classes = classes.toArray(String[]::new);
    this.checksum = checksum;
  }

  /**
   * Chooses class and features of a table.
   *
   * <p>The class is the target if one is given, else the attribute called {@code class} in any
   * case, else the last one. Declared classes without a row are dropped; the others keep their
   * order. String and date attributes are never features.
   *
   * @param table the contents of a file
   * @param id the dataset's number in the catalog, if it has one
   * @param name the dataset's name
   * @param target the name of the class attribute, if it is known
   * @param ignored names of attributes that are not features, row numbers for instance; names the
   *     table does not have are allowed
   * @param handling how nominal attributes are handled
   * @param checksum SHA-256 of the file's bytes, in hexadecimal
   * @throws InvalidDataException if the class attribute is absent or not nominal, a row has no
   *     class, there are fewer than 10 rows, not two classes with two rows, or no feature is left
   */
  public static Dataset of(
      Table table,
      Optional<Integer> id,
      String name,
      Optional<String> target,
      Collection<String> ignored,
      FeatureHandling handling,
      String checksum) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(checksum, "checksum");
    int classColumn = classColumn(table, target);
    requireRows(table);
    int[] declaredLabels = declaredLabels(table, classColumn);
    List<String> declared = table.attributes().get(classColumn).values();
    int[] counts = new int[declared.size()];
    for (int label : declaredLabels) {
      counts[label]++;
    }
    requireTwoClasses(table, declared, counts);

    int[] newLabel = new int[counts.length];
    List<String> classes = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      newLabel[label] = classes.size();
      if (counts[label] > 0) {
        classes.add(declared.get(label));
      }
    }
    int[] labels = IntStream.of(declaredLabels).map(label -> newLabel[label]).toArray();

    int[] columns = featureColumns(table, classColumn, ignored, handling);
    List<Feature> features =
        IntStream.of(columns)
            .mapToObj(table.attributes()::get)
            .map(attribute -> new Feature(attribute.name(), attribute.values()))
            .toList();
    double[][] values = new double[table.rows()][columns.length];
    for (int row = 0; row < values.length; row++) {
      for (int feature = 0; feature < columns.length; feature++) {
        values[row][feature] = table.values()[row][columns[feature]];
      }
    }
    return new Dataset(id, name, features, values, labels, classes, checksum);
  }

  private static int classColumn(Table table, Optional<String> target) {
    List<String> names = table.attributes().stream().map(Attribute::name).toList();
    int column = ClassAttribute.index(table.source(), names, target);
    Attribute attribute = table.attributes().get(column);
    if (attribute.kind() != Attribute.Kind.NOMINAL) {
      boolean guessed = target.isEmpty() && !attribute.name().equalsIgnoreCase("class");
      throw InvalidDataException.in(
          table.source(),
          "no class: the "
              + (guessed ? "last attribute " : "attribute ")
              + InvalidDataException.quoted(attribute.name())
              + " is "
              + word(attribute.kind())
              + "; name a nominal class attribute 'class' or put it last");
    }
    return column;
  }

  private static String word(Attribute.Kind kind) {
    return switch (kind) {
      case NUMERIC -> "numeric";
      case NOMINAL -> "nominal";
      case STRING -> "a string";
      case DATE -> "a date";
    };
  }

  private static void requireRows(Table table) {
    if (table.rows() < FEWEST_ROWS) {
      throw InvalidDataException.in(
          table.source(), table.rows() + " rows; at least " + FEWEST_ROWS + " are needed");
    }
  }

  private static int[] declaredLabels(Table table, int classColumn) {
    int[] labels = new int[table.rows()];
    for (int row = 0; row < labels.length; row++) {
      double value = table.values()[row][classColumn];
      if (Double.isNaN(value)) {
        throw InvalidDataException.at(
            table.source(),
            table.line(row),
            "no class: the class attribute "
                + InvalidDataException.quoted(table.attributes().get(classColumn).name())
                + " is missing; every row needs a class");
      }
      labels[row] = (int) value;
    }
    return labels;
  }

  private static void requireTwoClasses(Table table, List<String> declared, int[] counts) {
    int[] present = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
    if (present.length < 2) {
      throw InvalidDataException.in(
          table.source(),
          "only one class, "
              + InvalidDataException.quoted(declared.get(present[0]))
              + ", has rows; at least two are needed");
    }
    // A class with a single row cannot be both trained on and tested.
    long repeated = IntStream.of(counts).filter(count -> count > 1).count();
    if (repeated < 2) {
      throw InvalidDataException.in(
          table.source(),
          (repeated == 0 ? "every class has a single row" : "all classes but one have a single row")
              + "; at least two classes need two rows or more");
    }
  }

  private static int[] featureColumns(
      Table table, int classColumn, Collection<String> ignored, FeatureHandling handling) {
    int[] candidates =
        IntStream.range(0, table.attributes().size())
            .filter(column -> column != classColumn)
            .filter(column -> !ignored.contains(table.attributes().get(column).name()))
            .toArray();
    int[] columns =
        IntStream.of(candidates)
            .filter(column -> isFeature(table.attributes().get(column), handling))
            .toArray();
    if (columns.length == 0) {
      long nominal =
          IntStream.of(candidates)
              .filter(column -> isFeature(table.attributes().get(column), FeatureHandling.ONE_HOT))
              .count();
      throw InvalidDataException.in(
          table.source(),
          nominal == 0
              ? "no feature is left beside the class; a numeric or nominal attribute is needed"
              : "no numeric feature; protocol.features = one-hot would keep the nominal ones ("
                  + nominal
                  + ")");
    }
    return columns;
  }

  private static boolean isFeature(Attribute attribute, FeatureHandling handling) {
    return switch (attribute.kind()) {
      case NUMERIC -> true;
      case NOMINAL -> handling == FeatureHandling.ONE_HOT;
      case STRING, DATE -> false;
    };
  }

  /** Returns the number in the catalog, if there is one. */
  public OptionalInt id() {
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Returns the name; not unique among datasets. */
  public String name() {
    return name;
  }

  /** Returns the key of random streams: the id as text if there is one, else the name. */
  public String key() {
    return id == null ? name : id.toString();
  }

  /** Returns the columns of {@link #values()}, at least one. */
  public List<Feature> features() {
    return List.of(features);
  }

  /**
   * Returns the features [rows][features]: a number, the index of a nominal feature's category, or
   * NaN where the value is missing. The array is the dataset's own and must not be changed.
   */
  public double[][] values() {
    return values;
  }

  /** Returns the index of each row's class [rows]; the dataset's own array, not to be changed. */
  public int[] labels() {
    return labels;
  }

  /** Returns the classes, in declared order; each has at least one row, at least two have two. */
  public List<String> classes() {
    return List.of(classes);
  }

  /** Returns the number of rows of each class, by name, in declared order. */
  public Map<String, Integer> rowsOfClasses() {
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (String name : classes) {
      rows.put(name, 0);
    }
    for (int label : labels) {
      rows.merge(classes[label], 1, Integer::sum);
    }
    return rows;
  }

  /** Returns the SHA-256 of the file's bytes, in lower-case hexadecimal. */
  public String checksum() {
    return checksum;
  }

  /** Returns the number of rows, at least 10. */
  public int rows() {
    return values.length;
  }

  /** Returns the number of classes, at least 2. */
  public int classCount() {
    return classes.length;
  }

  @Override
  public String toString() {
    return (id == null ? name : name + " (" + id + ")")
        + ": "
        + rows()
        + " rows, "
        + features.length
        + " features, "
        + classes.length
        + " classes";
  }
}

package org.genlabel.data.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.CsvRecords;
import org.genlabel.data.format.TextBytes;

/** The known datasets: their names, their expected contents, and the sets they form. */
public final class DatasetCatalog {
  private static final String RESOURCE = "catalog.csv";

  private static final List<String> HEADER =
      List.of(
          "id",
          "name",
          "rows",
          "features",
          "numeric_features",
          "classes",
          "missing",
          "target",
          "class_counts",
          "ignore",
          "sets");

  private static final List<String> SETS = List.of("paper", "bundled", "robustness");

  /**
   * A dataset of the catalog.
   *
   * @param id its number, OpenML's
   * @param name its name, not unique
   * @param rows how many rows it has
   * @param features how many features it has, without the class and the ignored attributes
   * @param numericFeatures how many of them are numeric
   * @param classes how many classes have rows
   * @param missing how many cells are missing
   * @param target the name of the class attribute
   * @param classCounts how many rows each class has
   * @param ignored names of attributes that are not features
   * @param sets the sets it belongs to, among paper, bundled and robustness
   */
  public record Entry(
      int id,
      String name,
      int rows,
      int features,
      int numericFeatures,
      int classes,
      int missing,
      String target,
      Map<String, Integer> classCounts,
      Set<String> ignored,
      Set<String> sets) {

    public Entry {
      // Not Map.copyOf and Set.copyOf: these forget the order of the file.
      classCounts = Collections.unmodifiableMap(new LinkedHashMap<>(classCounts));
      ignored = Collections.unmodifiableSet(new LinkedHashSet<>(ignored));
      sets = Collections.unmodifiableSet(new LinkedHashSet<>(sets));
    }

    /** Returns whether all classes have the same number of rows. */
    public boolean balanced() {
      return classCounts.values().stream().distinct().count() <= 1;
    }
  }

  private final Map<Integer, Entry> entries;

  /**
   * Reads the catalog that comes with the program.
   *
   * @throws InvalidDataException if it is malformed
   */
  public DatasetCatalog() {
    this.entries = bundledEntries();
  }

  /**
   * Reads a catalog; an empty file is a catalog without entries.
   *
   * @param in CSV with the header id, name, rows, features, numeric_features, classes, missing,
   *     target, class_counts, ignore, sets; read to the end, not closed
   * @param source the file, as the user knows it; errors name it
   * @throws InvalidDataException if the file is malformed or contradicts itself
   */
  public DatasetCatalog(InputStream in, String source) throws IOException {
    this.entries = entries(in, source);
  }

  private static Map<Integer, Entry> bundledEntries() {
    try (InputStream in = DatasetCatalog.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path; build again");
      }
      return entries(in, RESOURCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Integer, Entry> entries(InputStream in, String source) throws IOException {
    Map<Integer, Entry> entries = new TreeMap<>();
    try (Reader reader = new TextBytes(in.readAllBytes(), source).reader()) {
      CsvRecords records = new CsvRecords(reader, source, ',');
      Optional<CsvRecords.Row> header = records.read();
      if (header.isPresent() && !header.get().cells().equals(HEADER)) {
        throw InvalidDataException.at(
            source, header.get().line(), "the header must be " + String.join(",", HEADER));
      }
      for (Optional<CsvRecords.Row> row = records.read(); row.isPresent(); row = records.read()) {
        Entry entry = new Line(source, row.get()).entry();
        if (entries.put(entry.id(), entry) != null) {
          throw InvalidDataException.at(
              source, row.get().line(), "id " + entry.id() + " is there twice; ids are unique");
        }
      }
    }
    return entries;
  }

  /** Returns all entries, sorted by id. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Returns the entry of an id. */
  public Optional<Entry> byId(int id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** Returns the entries of a name, sorted by id: names are not unique. */
  public List<Entry> byName(String name) {
    return entries.values().stream().filter(entry -> entry.name().equals(name)).toList();
  }

  /** Returns the entries of a set, sorted by id; none for a set that does not exist. */
  public List<Entry> inSet(String set) {
    return entries.values().stream().filter(entry -> entry.sets().contains(set)).toList();
  }

  /** A record on its way to becoming an entry. */
  private static final class Line {
    private final String source;
    private final CsvRecords.Row row;

    Line(String source, CsvRecords.Row row) {
      this.source = source;
      this.row = row;
    }

    Entry entry() {
      if (row.cells().size() != HEADER.size()) {
        throw error(row.cells().size() + " cells; " + HEADER.size() + " are needed");
      }
      Entry entry =
          new Entry(
              number("id"),
              text("name"),
              number("rows"),
              number("features"),
              number("numeric_features"),
              number("classes"),
              number("missing"),
              text("target"),
              classCounts(),
              new LinkedHashSet<>(words("ignore", ";")),
              new LinkedHashSet<>(words("sets", " +")));
      requireConsistent(entry);
      return entry;
    }

    private void requireConsistent(Entry entry) {
      if (entry.numericFeatures() > entry.features()) {
        throw error(
            entry.numericFeatures() + " numeric features of " + entry.features() + " features");
      }
      if (entry.classCounts().size() != entry.classes()) {
        throw error(
            entry.classes() + " classes, but " + entry.classCounts().size() + " class_counts");
      }
      long counted = entry.classCounts().values().stream().mapToLong(Integer::longValue).sum();
      if (counted != entry.rows()) {
        throw error(entry.rows() + " rows, but class_counts add up to " + counted);
      }
      for (String set : entry.sets()) {
        if (!SETS.contains(set)) {
          throw error(
              "unknown set "
                  + InvalidDataException.quoted(set)
                  + "; allowed are "
                  + String.join(", ", SETS));
        }
      }
    }

    private Map<String, Integer> classCounts() {
      Map<String, Integer> counts = new LinkedHashMap<>();
      for (String word : words("class_counts", " +")) {
        int colon = word.indexOf(':');
        if (colon < 0 || word.indexOf(':', colon + 1) >= 0) {
          throw error(
              InvalidDataException.quoted(word)
                  + " in class_counts; label:count is needed, a colon in the label as %3A");
        }
        String label = decoded(word.substring(0, colon));
        if (counts.put(label, number("class_counts", word.substring(colon + 1))) != null) {
          throw error("class " + InvalidDataException.quoted(label) + " is there twice");
        }
      }
      return counts;
    }

    private String decoded(String label) {
      try {
        // URLDecoder takes + for a blank, which this encoding does not.
        return URLDecoder.decode(label.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw error(
            InvalidDataException.quoted(label)
                + " in class_counts; % must be followed by two hexadecimal digits");
      }
    }

    private List<String> words(String column, String separator) {
      List<String> words = new ArrayList<>();
      for (String word : cell(column).split(separator, -1)) {
        if (!word.isBlank()) {
          words.add(word.strip());
        }
      }
      return words;
    }

    private int number(String column) {
      return number(column, cell(column));
    }

    private int number(String column, String text) {
      if (text.matches("[0-9]{1,9}")) {
        return Integer.parseInt(text);
      }
      throw error(
          InvalidDataException.quoted(text) + " in " + column + "; a whole number is needed");
    }

    private String text(String column) {
      if (cell(column).isEmpty()) {
        throw error(column + " is empty");
      }
      return cell(column);
    }

    private String cell(String column) {
      return row.cells().get(HEADER.indexOf(column));
    }

    private InvalidDataException error(String message) {
      return InvalidDataException.at(source, row.line(), message);
    }
  }
}

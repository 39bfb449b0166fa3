package org.genlabel.data.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.ReadingSettings;
import org.genlabel.data.synthetic.SyntheticDataset;

/**
 * Finds datasets in a list of folders, local or of any file system that Hadoop supports.
 *
 * <p>In a folder a dataset is {@code <id>/dataset.arff}, or {@code <name>} with a suffix of {@link
 * DatasetFormat}, in the order of its constants; the first folder that has it wins. A folder
 * without a scheme is a local path, relative to the working directory, whatever the default file
 * system is. Folders that do not exist hold no datasets. A {@link SyntheticDataset} is in no
 * folder; a dataset in a folder that has its name takes precedence. Symbolic links are followed,
 * also out of the folder: a user who can create a link there can put the data there as well. But no
 * reference leads out of it: ids and names contain neither separators nor two dots in a row.
 *
 * <p>If a file system fails, methods throw {@link InvalidDataException} naming the folder, unless
 * they declare an {@link IOException}.
 */
public final class DatasetStore {
  private static final String FILE_OF_ID = "dataset.arff";

  private static final Pattern ID = Pattern.compile("[0-9]+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,199}");

  /**
   * The location of a dataset.
   *
   * @param id its id, if it was found by one
   * @param name the catalog's name for the id, or the id as text; without an id the file's name
   * @param uri the file, or {@code synthetic:<name>} for a generated one
   */
  public record Located(Optional<Integer> id, String name, String uri) {}

  private final List<DataFolder> folders;
  private final Configuration configuration;
  private final DatasetCatalog catalog;
  private final DataSettings settings;

  /** Creates a store whose files are all understood automatically. */
  public DatasetStore(List<String> folders, Configuration configuration, DatasetCatalog catalog) {
    this(folders, configuration, catalog, DataSettings.AUTOMATIC);
  }

  /**
   * Creates a store without accessing any file yet.
   *
   * @param folders URIs or local paths, in the order in which they are searched
   * @throws InvalidDataException if one is empty or not a URI
   */
  public DatasetStore(
      List<String> folders,
      Configuration configuration,
      DatasetCatalog catalog,
      DataSettings settings) {
    this.folders = folders.stream().map(folder -> DataFolder.of(folder, "data.path")).toList();
    this.configuration = configuration;
    this.catalog = catalog;
    this.settings = settings;
  }

  /**
   * Finds a dataset by its id (digits) or its name. A file of that name takes precedence over the
   * catalog, where a name stands for an id if no two datasets have it, and both over synthetic
   * data.
   *
   * @throws InvalidDataException if the reference is neither an id nor a name, or several datasets
   *     of the catalog have the name
   */
  public Optional<Located> find(String reference) {
    if (ID.matcher(reference).matches()) {
      return findId(id(reference));
    }
    if (!isName(reference)) {
      throw InvalidDataException.in(
          InvalidDataException.quoted(reference),
          "no dataset's id or name; a name starts with a letter or digit and has only letters,"
              + " digits, and . _ + - (no ..), at most 200");
    }
    Optional<Located> file = findFile(reference);
    if (file.isPresent()) {
      return file;
    }
    List<DatasetCatalog.Entry> named = catalog.byName(reference);
    if (named.size() > 1) {
      throw InvalidDataException.in(
          InvalidDataException.quoted(reference),
          "several datasets have this name; write one of the ids "
              + String.join(
                  ", ", named.stream().map(entry -> Integer.toString(entry.id())).toList()));
    }
    return named.isEmpty() ? findWithoutFile(reference) : findId(named.get(0).id());
  }

  private static int id(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw InvalidDataException.in(
          InvalidDataException.quoted(digits),
          "too large for a dataset's id; at most " + Integer.MAX_VALUE + " is allowed");
    }
  }

  /**
   * Returns whether a text is a name that can be appended to a folder without leading out of it.
   */
  private static boolean isName(String text) {
    return NAME.matcher(text).matches() && !text.contains("..");
  }

  private Optional<Located> findId(int id) {
    for (DataFolder folder : folders) {
      Path file = fileOfId(folder.path(), id);
      if (isFile(folder, file)) {
        return Optional.of(located(id, file));
      }
    }
    return Optional.empty();
  }

  private Optional<Located> findFile(String name) {
    for (DataFolder folder : folders) {
      for (String suffix : DatasetFormat.suffixes()) {
        Path file = new Path(folder.path(), name + suffix);
        if (isFile(folder, file)) {
          return Optional.of(located(name, file));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Located> findWithoutFile(String name) {
    return Arrays.stream(DatasetFormat.values())
        .flatMap(format -> format.uriWithoutFile(name).stream())
        .findFirst()
        .map(uri -> new Located(Optional.empty(), name, uri));
  }

  private Located located(int id, Path file) {
    String name = catalog.byId(id).map(DatasetCatalog.Entry::name).orElse(Integer.toString(id));
    return new Located(Optional.of(id), name, file.toString());
  }

  private static Located located(String name, Path file) {
    return new Located(Optional.empty(), name, file.toString());
  }

  private static Path fileOfId(Path folder, int id) {
    return new Path(new Path(folder, Integer.toString(id)), FILE_OF_ID);
  }

  /**
   * Returns all datasets in the folders (hence no synthetic ones), each where {@link #find} finds
   * it: those with an id first, sorted by id, then the others by name. Files whose names cannot be
   * references are skipped.
   */
  public List<Located> list() {
    Map<Integer, Located> byId = new TreeMap<>();
    Map<String, Located> byName = new TreeMap<>();
    for (DataFolder folder : folders) {
      List<Path> children = children(folder);
      for (Path child : children) {
        if (isId(child.getName())) {
          int id = Integer.parseInt(child.getName());
          Path file = fileOfId(folder.path(), id);
          if (!byId.containsKey(id) && isFile(folder, file)) {
            byId.put(id, located(id, file));
          }
        }
      }
      for (String suffix : DatasetFormat.suffixes()) {
        for (Path child : children) {
          Optional<String> name = nameOfFile(child.getName(), suffix);
          if (name.isPresent() && !byName.containsKey(name.get()) && isFile(folder, child)) {
            byName.put(name.get(), located(name.get(), child));
          }
        }
      }
    }
    List<Located> all = new ArrayList<>(byId.values());
    all.addAll(byName.values());
    return all;
  }

  /** Returns whether a folder's name is an id as {@link #fileOfId} writes it: 061 is not. */
  private static boolean isId(String text) {
    if (!ID.matcher(text).matches()) {
      return false;
    }
    try {
      return Integer.toString(Integer.parseInt(text)).equals(text);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Optional<String> nameOfFile(String file, String suffix) {
    return Optional.of(file)
        .filter(known -> known.endsWith(suffix))
        .map(known -> known.substring(0, known.length() - suffix.length()))
        .filter(name -> isName(name) && !ID.matcher(name).matches());
  }

  /** Returns the possible paths of a dataset in a folder, for messages. */
  public static String places() {
    List<String> suffixes = DatasetFormat.suffixes();
    int last = suffixes.size() - 1;
    String allButLast =
        suffixes.subList(0, last).stream()
            .map(suffix -> ", <name>" + suffix)
            .collect(Collectors.joining());
    return "<id>/" + FILE_OF_ID + allButLast + " or <name>" + suffixes.get(last);
  }

  /** Returns the folders that do not exist or are not folders, as they were given. */
  public List<String> missingFolders() {
    return folders.stream().filter(folder -> !isFolder(folder)).map(DataFolder::given).toList();
  }

  /**
   * Reads a dataset, or generates it if it is synthetic. For an id of the catalog, the catalog
   * determines which attribute is the class and which are ignored.
   *
   * @throws InvalidDataException if the file is not a regular one, not well-formed, larger than 1
   *     GiB, or not a dataset for this program (see {@link Dataset#of})
   */
  public Dataset load(Located located, FeatureHandling features) throws IOException {
    return read(located, features).dataset();
  }

  /** Reads a dataset as {@link #load}, and says how its file was understood. */
  public ReadDataset read(Located located, FeatureHandling features) throws IOException {
    ReadDataset read = describe(located, features);
    return origin(located) == DatasetOrigin.OWN
        ? read
        : new ReadDataset(read.dataset(), Optional.empty());
  }

  /** Returns where a dataset comes from. */
  public DatasetOrigin origin(Located located) {
    if (located.id().flatMap(catalog::byId).isPresent()) {
      return DatasetOrigin.CATALOG;
    }
    return DatasetFormat.of(located.uri()).hasFiles() ? DatasetOrigin.OWN : DatasetOrigin.SYNTHETIC;
  }

  /** Reads a dataset as {@link #read}, with the reading of the catalog's and synthetic ones too. */
  public ReadDataset describe(Located located, FeatureHandling features) throws IOException {
    Optional<DatasetCatalog.Entry> entry = located.id().flatMap(catalog::byId);
    ReadingSettings known =
        entry.isPresent()
            ? settings.byName().getOrDefault(located.name(), ReadingSettings.AUTOMATIC)
            : settings.of(located.name());
    DatasetFile file =
        new DatasetFile(located.uri(), located.id(), located.name(), entry, known, configuration);
    return DatasetFormat.of(located.uri()).read(file, features);
  }

  /** Returns the contents of a folder, sorted by name; empty if it does not exist. */
  private List<Path> children(DataFolder folder) {
    if (!isFolder(folder)) {
      return List.of();
    }
    try {
      FileStatus[] children = folder.fileSystem(configuration).listStatus(folder.path());
      return Stream.of(children).map(FileStatus::getPath).sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private boolean isFile(DataFolder folder, Path path) {
    return status(folder, path).filter(FileStatus::isFile).isPresent();
  }

  private boolean isFolder(DataFolder folder) {
    return status(folder, folder.path()).filter(FileStatus::isDirectory).isPresent();
  }

  private Optional<FileStatus> status(DataFolder folder, Path path) {
    try {
      return folder.status(path, configuration);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static InvalidDataException unreadable(DataFolder folder, IOException e) {
    return InvalidDataException.in(folder.given(), "cannot be read: " + e.getMessage());
  }
}

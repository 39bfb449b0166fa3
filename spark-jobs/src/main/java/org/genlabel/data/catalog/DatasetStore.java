package org.genlabel.data.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.genlabel.data.ComposedName;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.ColumnReading;
import org.genlabel.data.format.FileReading;
import org.genlabel.data.format.ReadingSettings;
import org.genlabel.data.synthetic.SyntheticDataset;

/**
 * Finds datasets in a list of folders, local or of any file system that Hadoop supports.
 *
 * <p>In a folder a dataset is {@code <id>/dataset.arff}, or {@code <name>} with a suffix of {@link
 * DatasetFormat} in any case, in the order of its constants; the first folder that has it wins. A
 * name of digits is first an id. A folder without a scheme is a local path, relative to the working
 * directory, whatever the default file system is. Folders that do not exist hold no datasets. A
 * {@link SyntheticDataset} is in no folder; a dataset in a folder that has its name takes
 * precedence. Symbolic links are followed, also out of the folder: a user who can create a link
 * there can put the data there as well. But no reference leads out of it, see {@link DatasetName}.
 *
 * <p>If a file system fails, methods throw {@link InvalidDataException} naming the folder, unless
 * they declare an {@link IOException}.
 */
public final class DatasetStore {
  private static final String FILE_OF_ID = "dataset.arff";

  private static final Pattern ID = Pattern.compile("[0-9]+");

  /**
   * The location of a dataset.
   *
   * @param id its id, if it was found by one
   * @param name the catalog's name for the id, or the id as text; without an id the file's name
   * @param uri the file, or {@code synthetic:<name>} for a generated one
   */
  public record Located(Optional<Integer> id, String name, String uri) {}

  /**
   * A file that no study can use.
   *
   * @param name the file's name, with its suffix
   * @param uri the file
   * @param reason why not, as a clause
   */
  public record Unusable(String name, String uri, String reason) {}

  private final List<DataFolder> folders;
  private final Configuration configuration;
  private final DatasetCatalog catalog;
  private final DataSettings settings;

  /** Creates a store of files about which nothing is said. */
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
   * Finds a dataset by its id (digits) or its name, in any Unicode form. An id takes precedence
   * over a file called by these digits, and the catalog's ids never stand for such files. A file of
   * a name takes precedence over the catalog, where a name stands for an id if no two datasets have
   * it, and both over synthetic data.
   *
   * @throws InvalidDataException if the reference is neither an id nor a name, or several datasets
   *     of the catalog have the name
   */
  public Optional<Located> find(String reference) {
    String name = ComposedName.of(reference);
    Optional<String> fault = DatasetName.fault(name);
    if (fault.isPresent()) {
      throw InvalidDataException.in(
          InvalidDataException.quoted(reference), "no dataset's id or name; " + fault.get());
    }
    return ID.matcher(name).matches() ? findDigits(name) : findName(name);
  }

  private Optional<Located> findDigits(String digits) {
    Optional<Integer> id = id(digits);
    Optional<Located> numbered = id.flatMap(this::findId);
    if (numbered.isPresent() || id.flatMap(catalog::byId).isPresent()) {
      return numbered;
    }
    Optional<Located> file = findFile(digits);
    if (file.isEmpty() && id.isEmpty()) {
      throw InvalidDataException.in(
          InvalidDataException.quoted(digits),
          "too large for a dataset's id; at most " + Integer.MAX_VALUE + " is allowed");
    }
    return file;
  }

  private Optional<Located> findName(String name) {
    Optional<Located> file = findFile(name);
    if (file.isPresent()) {
      return file;
    }
    List<DatasetCatalog.Entry> named = catalog.byName(name);
    if (named.size() > 1) {
      throw InvalidDataException.in(
          InvalidDataException.quoted(name),
          "several datasets have this name; write one of the ids "
              + String.join(
                  ", ", named.stream().map(entry -> Integer.toString(entry.id())).toList()));
    }
    return named.isEmpty() ? findWithoutFile(name) : findId(named.get(0).id());
  }

  /**
   * Returns the id that digits stand for; empty if they stand for none, since they are too many.
   */
  private static Optional<Integer> id(String digits) {
    try {
      return Optional.of(Integer.parseInt(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
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
      // Most files are called exactly so, and a folder on an object store may be large, or allow
      // its files to be read and not to be listed.
      for (String suffix : DatasetFormat.suffixes()) {
        Path file = new Path(folder.path(), name + suffix);
        if (isFile(folder, file)) {
          return Optional.of(located(name, file));
        }
      }
      Optional<NamedFile> other =
          files(folder).stream()
              .filter(file -> file.name().equals(name) && isFile(folder, file.path()))
              .findFirst();
      if (other.isPresent()) {
        return Optional.of(located(name, other.get().path()));
      }
    }
    return Optional.empty();
  }

  /**
   * A file with a suffix of a format.
   *
   * @param name its name without the suffix, in normal form
   * @param exact whether name and suffix are the file's name as it stands
   * @param format the position of the suffix among all
   */
  private record NamedFile(Path path, String name, boolean exact, int format) {
    static Optional<NamedFile> of(Path path) {
      String file = path.getName();
      List<String> suffixes = DatasetFormat.suffixes();
      for (int format = 0; format < suffixes.size(); format++) {
        String suffix = suffixes.get(format);
        if (DatasetFormat.endsWith(file, suffix)) {
          String stem = file.substring(0, file.length() - suffix.length());
          String name = ComposedName.of(stem);
          return Optional.of(new NamedFile(path, name, file.equals(name + suffix), format));
        }
      }
      return Optional.empty();
    }
  }

  /** Returns the files of a folder, those first that take precedence. */
  private List<NamedFile> files(DataFolder folder) {
    return children(folder).stream()
        .flatMap(child -> NamedFile.of(child).stream())
        .sorted(
            Comparator.comparing((NamedFile file) -> !file.exact())
                .thenComparing(NamedFile::format)
                .thenComparing(NamedFile::path))
        .toList();
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
   * it: those with an id first, sorted by id, then the others by name. {@link #unusable} returns
   * the other files.
   */
  public List<Located> list() {
    Map<Integer, Located> byId = new TreeMap<>();
    for (DataFolder folder : folders) {
      for (Path child : children(folder)) {
        if (isId(child.getName())) {
          int id = Integer.parseInt(child.getName());
          Path file = fileOfId(folder.path(), id);
          if (!byId.containsKey(id) && isFile(folder, file)) {
            byId.put(id, located(id, file));
          }
        }
      }
    }
    Map<String, Located> byName = new TreeMap<>();
    for (DataFolder folder : folders) {
      for (NamedFile file : files(folder)) {
        if (!byName.containsKey(file.name())
            && isFile(folder, file.path())
            && faultOfName(file.name()).isEmpty()) {
          byName.put(file.name(), located(file.name(), file.path()));
        }
      }
    }
    List<Located> all = new ArrayList<>(byId.values());
    all.addAll(byName.values());
    return all;
  }

  /** Returns why a file of this name is not found, as a clause; empty if it can be found. */
  private Optional<String> faultOfName(String name) {
    Optional<String> fault = DatasetName.fault(name);
    Optional<Integer> id = ID.matcher(name).matches() ? id(name) : Optional.empty();
    if (fault.isPresent() || id.isEmpty()) {
      return fault;
    }
    return catalog
        .byId(id.get())
        .map(entry -> entry.id() + " is the id of " + entry.name() + " in the catalog; rename it")
        .or(() -> findId(id.get()).map(numbered -> numbered.uri() + " has this id; rename it"));
  }

  /**
   * Returns the files in the folders that look like data and that {@link #find} does not find, or
   * that cannot be read, with the reason, folder by folder.
   */
  public List<Unusable> unusable() {
    Map<String, String> found =
        list().stream()
            .filter(located -> located.id().isEmpty())
            .collect(Collectors.toMap(Located::name, Located::uri));
    List<Unusable> unusable = new ArrayList<>();
    for (DataFolder folder : folders) {
      for (Path child : children(folder)) {
        NamedFile.of(child)
            .map(file -> reason(folder, file, found))
            .orElseGet(() -> OtherFormat.reason(child.getName()).filter(r -> isFile(folder, child)))
            .ifPresent(
                reason -> unusable.add(new Unusable(child.getName(), child.toString(), reason)));
      }
    }
    return unusable;
  }

  private Optional<String> reason(DataFolder folder, NamedFile file, Map<String, String> found) {
    if (!isFile(folder, file.path())) {
      boolean exists = status(folder, file.path()).isPresent();
      return Optional.of(exists ? "a folder; a file is needed" : "a link to nothing");
    }
    Optional<String> fault = faultOfName(file.name());
    if (fault.isPresent()) {
      return fault;
    }
    String used = found.get(file.name());
    if (!file.path().toString().equals(used)) {
      return Optional.of(used + " has the same name and takes precedence");
    }
    return DatasetFile.obstacle(file.path());
  }

  /** Returns whether a folder's name is an id as {@link #fileOfId} writes it: 061 is not. */
  private static boolean isId(String text) {
    return ID.matcher(text).matches()
        && id(text).filter(id -> Integer.toString(id).equals(text)).isPresent();
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

  /** Returns the folders in the order in which they are searched, as they were given. */
  public List<String> folders() {
    return folders.stream().map(DataFolder::given).toList();
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

  /**
   * Reads a dataset as {@link #read}, or passes on why that fails, on one line.
   *
   * @param failures receives the reason
   */
  public Optional<ReadDataset> readOrExplain(
      Located located, FeatureHandling features, Consumer<String> failures) {
    try {
      return Optional.of(read(located, features));
    } catch (InvalidDataException e) {
      failures.accept(e.getMessage());
    } catch (IOException e) {
      failures.accept(located.uri() + ": cannot be read: " + e.getMessage());
    }
    return Optional.empty();
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
    Optional<String> own = nameOfSettings(located);
    ReadingSettings other = entry.isPresent() ? ReadingSettings.AUTOMATIC : settings.common();
    DatasetFile file =
        new DatasetFile(
            located.uri(),
            located.id(),
            located.name(),
            entry,
            own.map(settings.byName()::get).orElse(other),
            configuration);
    ReadDataset read = DatasetFormat.of(located.uri()).read(file, features);
    if (own.isPresent() && read.reading().isPresent()) {
      requireColumns(settings.ignoredOnlyIn(own.get()), read.reading().get());
    }
    return read;
  }

  /**
   * Returns the name under which a dataset has settings of its own, if it has: its id, or the name
   * by which {@link #find} finds it.
   */
  private Optional<String> nameOfSettings(Located located) {
    if (located.id().isEmpty()) {
      return Optional.of(located.name()).filter(settings.byName()::containsKey);
    }
    return Optional.of(Integer.toString(located.id().get()))
        .filter(settings.byName()::containsKey)
        .or(
            () ->
                Optional.of(located.name())
                    .filter(settings.byName()::containsKey)
                    .filter(name -> find(name).equals(Optional.of(located))));
  }

  /** Checks that a file has the columns that are to be left out of it. */
  private static void requireColumns(List<String> ignored, FileReading reading) {
    List<String> names = reading.columns().stream().map(ColumnReading::name).toList();
    for (String column : ignored) {
      if (!names.contains(column)) {
        throw InvalidDataException.in(
            reading.file(),
            "no column "
                + InvalidDataException.quoted(column)
                + ", which data.ignore names; the columns are "
                + InvalidDataException.listed(names));
      }
    }
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

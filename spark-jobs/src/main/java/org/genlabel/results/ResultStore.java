package org.genlabel.results;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.genlabel.data.Location;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.results.ResultSchema.CellRow;
import org.genlabel.results.ResultSchema.ScoreRow;

/**
 * The folder of a run: {@code cells/} and {@code cv_scores/} (parquet) and {@code manifest.json},
 * on any Hadoop file system. Every file appears under its name complete or not at all. Rows of
 * failed cells are in separate files, so that a later attempt can drop them and try again without
 * rewriting the others. Names that begin with an underscore are internal: the lock, the journal,
 * and unfinished files.
 */
public final class ResultStore implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String FAILED_PREFIX = "failed-";

  private static final String MANIFEST = "manifest.json";
  // A configuration has at most a quarter of a megabyte, and a dataset takes 250 bytes.
  private static final int MOST_BYTES_OF_MANIFEST = 64 << 20;
  static final String PART_PREFIX = "part-";
  static final String PARQUET = ".parquet";
  private final String folder;

  private ResultStore(String folder) {
    this.folder = folder;
  }

  /**
   * Creates a store at a folder.
   *
   * @param folder a URI, or a local path
   * @throws org.genlabel.data.InvalidDataException if it begins like a URI and is none
   */
  public static ResultStore at(String folder) {
    // Not Path.toUri(): Hadoop takes percent signs in its paths literally.
    return new ResultStore(
        Location.isUri(folder)
            ? folder
            : "file://" + java.nio.file.Path.of(folder).toAbsolutePath().normalize());
  }

  /** Returns the folder's URI. */
  public String folder() {
    return folder;
  }

  /** Returns whether the folder is on this machine's file system. */
  public boolean isLocal() {
    return folder.startsWith("file:");
  }

  /** Returns the folder as users write it: local folders as paths. */
  public String displayName() {
    return folder.replaceFirst("^file:(//)?(?=/)", "");
  }

  /** Returns the URI of the folder of a table. */
  public String tableFolder(ResultSchema<?> schema) {
    return new Path(folder, schema.table()).toString();
  }

  /** Returns the files of the run. */
  RunFiles files(Configuration configuration) {
    return new RunFiles(folder, configuration);
  }

  /**
   * Creates a folder if it does not exist, which shows whether it can be written to.
   *
   * @param subfolder of this folder; empty for the folder itself
   * @throws OutputException if it cannot be made
   * @throws org.genlabel.experiment.config.InvalidConfigException if a link in it leads out of it
   */
  public void makeFolder(String subfolder, Configuration configuration) throws IOException {
    OutputFolderCheck.requireNoLinkOut(folder);
    try {
      files(configuration).createFolder(subfolder);
    } catch (IOException e) {
      throw OutputException.of(displayName(), e);
    }
  }

  /**
   * Writes files into a folder, in their order, each replacing one of its name.
   *
   * @param subfolder of this folder, not one of its tables; empty for the folder itself
   * @param files by name
   * @throws OutputException if they cannot be written
   * @throws org.genlabel.experiment.config.InvalidConfigException if the subfolder leads out of the
   *     folder
   */
  public void writeFiles(String subfolder, Map<String, byte[]> files, Configuration configuration)
      throws IOException {
    makeFolder(subfolder, configuration);
    RunFiles run = files(configuration);
    try {
      String parent = subfolder.isEmpty() ? "" : subfolder + "/";
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        run.write(parent + file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw OutputException.of(displayName(), e);
    }
  }

  /**
   * Returns why files cannot be written into a folder, in one line; empty if they can. Creates the
   * folder if it does not exist.
   *
   * @param subfolder of this folder; empty for the folder itself
   * @throws org.genlabel.experiment.config.InvalidConfigException if a link in it leads out of it
   */
  public Optional<String> obstacle(String subfolder, Configuration configuration)
      throws IOException {
    OutputFolderCheck.requireNoLinkOut(folder);
    RunFiles run = files(configuration);
    // A folder that exists shows its permissions only when something is written.
    String trial = RunFiles.unfinished(subfolder.isEmpty() ? "trial" : subfolder + "/trial");
    try {
      run.createFolder(subfolder);
      run.create(trial, "");
      run.delete(trial);
      return Optional.empty();
    } catch (IOException e) {
      String reason = FailureText.firstLine(e).replace("/" + trial, "/" + subfolder);
      return Optional.of(displayName() + ": cannot be written to: " + reason);
    }
  }

  /** Returns the size of a table's files; empty if its folder is not there. */
  public OptionalLong bytes(ResultSchema<?> schema, Configuration configuration)
      throws IOException {
    Path path = new Path(folder, schema.table());
    try {
      return OptionalLong.of(
          Arrays.stream(path.getFileSystem(configuration).listStatus(path))
              .mapToLong(FileStatus::getLen)
              .sum());
    } catch (FileNotFoundException e) {
      return OptionalLong.empty();
    }
  }

  /** Returns whether a table has no file yet and need not be read. */
  public boolean isEmpty(ResultSchema<?> schema, Configuration configuration) throws IOException {
    return files(configuration).names(schema.table()).isEmpty();
  }

  /** Returns whether the folder is missing or empty. */
  boolean isVacant(Configuration configuration) throws IOException {
    return files(configuration).names("").isEmpty();
  }

  /**
   * Creates the folders of the run, so that a location without write access is detected before the
   * work.
   */
  void create(Configuration configuration) throws IOException {
    for (ResultSchema<?> schema : ResultSchema.TABLES) {
      files(configuration).createFolder(schema.table());
    }
  }

  /** Returns the manifest's text; empty if there is none. */
  Optional<String> readManifest(Configuration configuration) throws IOException {
    return files(configuration).read(MANIFEST, MOST_BYTES_OF_MANIFEST);
  }

  /** Replaces the manifest. */
  void writeManifest(String text, Configuration configuration) throws IOException {
    files(configuration).write(MANIFEST, text);
  }

  /** Moves the whole folder aside, to a name that marks it as old, and returns that name. */
  String moveAside(String suffix, Configuration configuration) throws IOException {
    return files(configuration).moveFolder(suffix);
  }

  /**
   * Deletes rows of failed cells and what a dead attempt left unfinished: half-written files, and
   * scores without their cells.
   */
  void dropFailedAndUnfinished(Configuration configuration) throws IOException {
    RunFiles files = files(configuration);
    for (String name : files.names("")) {
      if (name.startsWith(RunFiles.UNFINISHED_PREFIX)) {
        files.delete(name);
      }
    }
    for (ResultSchema<?> schema : ResultSchema.TABLES) {
      for (String name : files.names(schema.table())) {
        boolean withoutCells =
            schema == ResultSchema.CV_SCORES
                && !files.exists(TableFolders.TABLES.file(ResultSchema.CELLS, name));
        if (name.startsWith(FAILED_PREFIX)
            || name.startsWith(RunFiles.UNFINISHED_PREFIX)
            || withoutCells) {
          files.delete(TableFolders.TABLES.file(schema, name));
        }
      }
    }
  }

  /**
   * Writes the rows of a partition: scores first, so that a cell that is there has its scores.
   * Writing a partition again replaces its files by equal ones.
   *
   * @param partition names the files; unique within the run folder
   */
  public void write(
      String partition,
      String runId,
      int attempt,
      String host,
      List<CellOutcome> outcomes,
      Configuration configuration)
      throws IOException {
    write(TableFolders.TABLES, partition, runId, attempt, host, outcomes, configuration);
  }

  /**
   * Writes rows to tables in some folder.
   *
   * @param name of the files, without the prefix for their kind
   * @return the files' names
   */
  public List<String> write(
      TableFolders folders,
      String name,
      String runId,
      int attempt,
      String host,
      List<CellOutcome> outcomes,
      Configuration configuration)
      throws IOException {
    List<ScoreRow> scores = new ArrayList<>();
    List<CellRow> finished = new ArrayList<>();
    List<CellRow> failed = new ArrayList<>();
    for (CellOutcome outcome : outcomes) {
      for (int i = 0; i < outcome.scores().size(); i++) {
        scores.add(
            new ScoreRow(runId, outcome.result(), outcome.scores().get(i), i == outcome.chosen()));
      }
      (outcome.result().isOk() ? finished : failed)
          .add(new CellRow(runId, outcome.result(), attempt, host));
    }
    RunFiles files = files(configuration);
    String part = PART_PREFIX + name + PARQUET;
    List<String> written = new ArrayList<>();
    replace(
        files, ResultSchema.CV_SCORES, folders.file(ResultSchema.CV_SCORES, part), scores, written);
    replace(files, ResultSchema.CELLS, folders.file(ResultSchema.CELLS, part), finished, written);
    replace(
        files,
        ResultSchema.CELLS,
        folders.file(ResultSchema.CELLS, FAILED_PREFIX + name + PARQUET),
        failed,
        written);
    return written;
  }

  private static <R> void replace(
      RunFiles files, ResultSchema<R> schema, String name, List<R> rows, List<String> written)
      throws IOException {
    if (rows.isEmpty()) {
      // An earlier attempt at the same partition may have had some, as failures need not repeat.
      files.delete(name);
    } else {
      RowFiles.write(files, schema, name, rows);
      written.add(name);
    }
  }
}

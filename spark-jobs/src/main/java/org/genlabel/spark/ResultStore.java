package org.genlabel.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.spark.ResultSchema.CellRow;
import org.genlabel.spark.ResultSchema.ScoreRow;

/**
 * The folder of a run: {@code cells/} and {@code cv_scores/} (parquet) and {@code manifest.json},
 * on any Hadoop file system. Every file appears under its name complete or not at all. Rows of
 * failed cells lie in files of their own, so that a later attempt can drop them and try again
 * without rewriting what is good.
 */
public final class ResultStore implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String MANIFEST = "manifest.json";
  private static final String FAILED_PREFIX = "failed-";
  // Readers of parquet folders skip names that begin with an underscore.
  private static final String UNFINISHED_PREFIX = "_unfinished-";

  private final String folder;

  private ResultStore(String folder) {
    this.folder = folder;
  }

  /**
   * The store at a folder.
   *
   * @param folder a URI, or a local path
   */
  public static ResultStore at(String folder) {
    boolean isUri = folder.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
    // Not Path.toUri(): Hadoop takes percent signs in its paths literally.
    return new ResultStore(
        isUri ? folder : "file://" + java.nio.file.Path.of(folder).toAbsolutePath().normalize());
  }

  /** The folder's URI. */
  public String folder() {
    return folder;
  }

  /** The folder as people write it: local folders as paths. */
  public String displayName() {
    return folder.startsWith("file:") ? new Path(folder).toUri().getPath() : folder;
  }

  /**
   * The folder of a table, for Spark to read: it takes paths for patterns, so what means something
   * there is escaped.
   */
  String tableFolderAsPattern(ResultSchema<?> schema) {
    return new Path(folder, schema.table()).toString().replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
  }

  /** The size of a table's files; empty if its folder is not there. */
  OptionalLong bytes(ResultSchema<?> schema, Configuration configuration) throws IOException {
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

  /** Whether a table has no file yet, so that nobody needs to read it. */
  boolean isEmpty(ResultSchema<?> schema, Configuration configuration) throws IOException {
    Path path = new Path(folder, schema.table());
    return path.getFileSystem(configuration).listStatus(path).length == 0;
  }

  /** Whether the folder is missing or empty. */
  boolean isVacant(Configuration configuration) throws IOException {
    Path path = new Path(folder);
    FileSystem files = path.getFileSystem(configuration);
    try {
      return files.listStatus(path).length == 0;
    } catch (FileNotFoundException e) {
      return true;
    }
  }

  /**
   * Makes the folders of the run, so that a place one cannot write to is found out before the work
   * is done.
   */
  void create(Configuration configuration) throws IOException {
    for (ResultSchema<?> schema : List.of(ResultSchema.CELLS, ResultSchema.CV_SCORES)) {
      Path path = new Path(folder, schema.table());
      if (isLocal(path)) {
        Files.createDirectories(localPath(path));
      } else if (!path.getFileSystem(configuration).mkdirs(path)) {
        throw new IOException("cannot create the folder " + path);
      }
    }
  }

  /** The manifest's text; empty if there is none. */
  Optional<String> readManifest(Configuration configuration) throws IOException {
    Path path = new Path(folder, MANIFEST);
    if (isLocal(path)) {
      java.nio.file.Path file = localPath(path);
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }
    try (FSDataInputStream in = path.getFileSystem(configuration).open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Replaces the manifest. */
  void writeManifest(String text, Configuration configuration) throws IOException {
    Path unfinished = new Path(folder, UNFINISHED_PREFIX + MANIFEST);
    if (isLocal(unfinished)) {
      Files.writeString(localPath(unfinished), text);
      // Of a manifest that Hadoop wrote; whoever reads through Hadoop would find that it no longer
      // fits.
      Files.deleteIfExists(localPath(new Path(folder, "." + MANIFEST + ".crc")));
    } else {
      try (FSDataOutputStream out =
          FileContext.getFileContext(unfinished.toUri(), configuration)
              .create(unfinished, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE))) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    replace(unfinished, new Path(folder, MANIFEST), configuration);
  }

  /** Moves the whole folder aside, to a name that tells it is old, and returns that name. */
  String moveAside(String suffix, Configuration configuration) throws IOException {
    Path path = new Path(folder);
    Path old = path.suffix(suffix);
    FileContext.getFileContext(path.toUri(), configuration).rename(path, old);
    return old.toUri().getPath();
  }

  /**
   * Drops rows of failed cells and whatever an attempt that died left unfinished: half-written
   * files, and scores whose cells never came.
   */
  void dropFailedAndUnfinished(Configuration configuration) throws IOException {
    for (ResultSchema<?> schema : List.of(ResultSchema.CELLS, ResultSchema.CV_SCORES)) {
      Path path = new Path(folder, schema.table());
      FileSystem files = path.getFileSystem(configuration);
      for (FileStatus status : files.listStatus(path)) {
        String name = status.getPath().getName();
        boolean withoutCells =
            schema == ResultSchema.CV_SCORES
                && !files.exists(new Path(new Path(folder, ResultSchema.CELLS.table()), name));
        if (name.startsWith(FAILED_PREFIX) || name.startsWith(UNFINISHED_PREFIX) || withoutCells) {
          files.delete(status.getPath(), false);
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
  void write(
      String partition,
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
    writeRows(ResultSchema.CV_SCORES, "part-" + partition, scores, configuration);
    writeRows(ResultSchema.CELLS, "part-" + partition, finished, configuration);
    writeRows(ResultSchema.CELLS, FAILED_PREFIX + partition, failed, configuration);
  }

  private <R> void writeRows(
      ResultSchema<R> schema, String name, List<R> rows, Configuration configuration)
      throws IOException {
    Path table = new Path(folder, schema.table());
    if (rows.isEmpty()) {
      // An earlier try of the same partition may have had some: failures need not repeat.
      table.getFileSystem(configuration).delete(new Path(table, name + ".parquet"), false);
      return;
    }
    // A name of its own for every writer: a speculative copy of the task may be writing the same
    // rows.
    Path unfinished =
        new Path(table, UNFINISHED_PREFIX + name + "-" + UUID.randomUUID() + ".parquet");
    MessageType parquetSchema = schema.parquetSchema();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(outputFile(unfinished, configuration))
            .withConf(configuration)
            .withType(parquetSchema)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (R row : rows) {
        Group group = new SimpleGroup(parquetSchema);
        for (TableColumn<R> column : schema.columns()) {
          column.write(row, group);
        }
        writer.write(group);
      }
    }
    replace(unfinished, new Path(table, name + ".parquet"), configuration);
  }

  // Local files by Java itself: without its native library Hadoop starts a process for every
  // permission it sets and every link it looks for, which took longer than the cells of a small
  // partition; and two manifests and two folders came to 22 processes.
  private static OutputFile outputFile(Path path, Configuration configuration) throws IOException {
    return isLocal(path)
        ? new LocalOutputFile(localPath(path))
        : HadoopOutputFile.fromPath(path, configuration);
  }

  private static void replace(Path unfinished, Path target, Configuration configuration)
      throws IOException {
    if (isLocal(target)) {
      Files.move(
          localPath(unfinished),
          localPath(target),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      FileContext.getFileContext(target.toUri(), configuration)
          .rename(unfinished, target, Options.Rename.OVERWRITE);
    }
  }

  private static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private static java.nio.file.Path localPath(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }
}

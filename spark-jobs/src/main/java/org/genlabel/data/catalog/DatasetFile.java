package org.genlabel.data.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.genlabel.data.Checksum;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.FileReading;
import org.genlabel.data.format.MatrixChecksum;
import org.genlabel.data.format.ReadingSettings;
import org.genlabel.data.format.TableReading;

/**
 * A dataset that was found, before it is read.
 *
 * @param uri the file, or {@code synthetic:<name>}
 * @param id its id, if it was found by one
 * @param name its name in results
 * @param entry the catalog's entry for the id
 * @param settings what the user says about it
 * @param configuration configuration of the file system
 */
record DatasetFile(
    String uri,
    Optional<Integer> id,
    String name,
    Optional<DatasetCatalog.Entry> entry,
    ReadingSettings settings,
    Configuration configuration) {
  private static final long LARGEST_FILE = 1L << 30;
  private static final String NOT_REGULAR = "a pipe or a device; a regular file is needed";

  /** Reader of files of one format. */
  @FunctionalInterface
  interface TableReader {
    /**
     * Reads a file to its end.
     *
     * @param in the file's bytes; not closed
     * @param source the file as the user specified it, for error messages
     * @param settings what is known of the file
     * @throws InvalidDataException if the file is not well-formed
     */
    TableReading read(InputStream in, String source, ReadingSettings settings) throws IOException;
  }

  /**
   * Reads the file, creates the dataset, and says how the file was understood, also one of the
   * catalog.
   *
   * @throws InvalidDataException if the file is not a regular one, not well-formed, larger than 1
   *     GiB, or not a dataset for this program (see {@link Dataset#of})
   */
  ReadDataset dataset(TableReader reader, FeatureHandling features) throws IOException {
    Path file = new Path(uri);
    String source = DataFolder.readable(file);
    requireRegular(source, file);
    FileSystem fileSystem = DataFolder.fileSystem(source, file, configuration);
    long length = fileSystem.getFileStatus(file).getLen();
    if (length > LARGEST_FILE) {
      throw InvalidDataException.in(
          source, "the file has " + length + " bytes; at most " + LARGEST_FILE + " are allowed");
    }
    ReadingSettings known = entry.map(this::ofCatalog).orElse(settings);
    MessageDigest digest = Checksum.sha256();
    TableReading read;
    try (InputStream in = new DigestInputStream(fileSystem.open(file), digest)) {
      read = reader.read(in, source, known);
    }
    Dataset dataset =
        Dataset.of(
            read.table(),
            id,
            name,
            read.classColumn(),
            known.ignored(),
            features,
            Checksum.hexadecimal(digest));
    FileReading reading =
        read.reading().handling(features).of(MatrixChecksum.of(dataset), dataset.rowsOfClasses());
    return new ReadDataset(
        dataset,
        Optional.of(
            entry.isPresent() && settings.ignored().isEmpty()
                ? reading.leavingOut(known.ignored(), "the catalog leaves it out")
                : reading));
  }

  /** Returns what the catalog knows, which the settings overrule. */
  private ReadingSettings ofCatalog(DatasetCatalog.Entry known) {
    return new ReadingSettings(
        settings.classColumn().or(() -> Optional.of(known.target())),
        settings.exactClasses(),
        settings.separator(),
        settings.decimalMark(),
        settings.missing(),
        settings.ignored().isEmpty() ? List.copyOf(known.ignored()) : settings.ignored(),
        settings.encoding());
  }

  /** Rejects devices and pipes, which need not have an end. */
  private static void requireRegular(String source, Path file) {
    if (isPipeOrDevice(file)) {
      throw InvalidDataException.in(source, NOT_REGULAR);
    }
  }

  private static boolean isPipeOrDevice(Path file) {
    return local(file).filter(path -> Files.exists(path) && !Files.isRegularFile(path)).isPresent();
  }

  private static Optional<java.nio.file.Path> local(Path file) {
    return Optional.of(file)
        .filter(DataFolder::isLocal)
        .map(path -> java.nio.file.Path.of(path.toUri().getPath()));
  }

  /**
   * Returns why a file that exists cannot be read, as a clause; empty if that is not known before
   * it is tried.
   */
  static Optional<String> obstacle(Path file) {
    if (isPipeOrDevice(file)) {
      return Optional.of(NOT_REGULAR);
    }
    return local(file)
        .filter(path -> !Files.isReadable(path))
        .map(path -> "you are not permitted to read it");
  }
}

package org.genlabel.data.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.genlabel.data.Checksum;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Table;

/**
 * A dataset that was found, before it is read.
 *
 * @param uri the file, or {@code synthetic:<name>}
 * @param id its id, if it was found by one
 * @param name its name in results
 * @param entry the catalog's entry for the id
 * @param configuration configuration of the file system
 */
record DatasetFile(
    String uri,
    Optional<Integer> id,
    String name,
    Optional<DatasetCatalog.Entry> entry,
    Configuration configuration) {
  private static final long LARGEST_FILE = 1L << 30;

  /** Reader of files of one format. */
  @FunctionalInterface
  interface TableReader {
    /**
     * Reads a file to its end.
     *
     * @param in the file's bytes; not closed
     * @param source the file as the user specified it, for error messages
     * @param target the name of the class attribute, if the catalog specifies it
     * @throws InvalidDataException if the file is not well-formed
     */
    Table read(InputStream in, String source, Optional<String> target) throws IOException;
  }

  /**
   * Reads the file and creates the dataset.
   *
   * @throws InvalidDataException if the file is not a regular one, not well-formed, larger than 1
   *     GiB, or not a dataset for this program (see {@link Dataset#of})
   */
  Dataset dataset(TableReader reader, FeatureHandling features) throws IOException {
    Path file = new Path(uri);
    String source = DataFolder.readable(file);
    requireRegular(source, file);
    FileSystem fileSystem = DataFolder.fileSystem(source, file, configuration);
    long length = fileSystem.getFileStatus(file).getLen();
    if (length > LARGEST_FILE) {
      throw InvalidDataException.in(
          source, "the file has " + length + " bytes; at most " + LARGEST_FILE + " are allowed");
    }
    Optional<String> target = entry.map(DatasetCatalog.Entry::target);
    Set<String> ignored = entry.map(DatasetCatalog.Entry::ignored).orElse(Set.of());
    MessageDigest digest = Checksum.sha256();
    Table table;
    try (InputStream in = new DigestInputStream(fileSystem.open(file), digest)) {
      table = reader.read(in, source, target);
    }
    String checksum = Checksum.hexadecimal(digest);
    return Dataset.of(table, id, name, target, ignored, features, checksum);
  }

  /** Rejects devices and pipes, which need not have an end. */
  private static void requireRegular(String source, Path file) {
    if (!DataFolder.isLocal(file)) {
      return;
    }
    java.nio.file.Path local = java.nio.file.Path.of(file.toUri().getPath());
    if (Files.exists(local) && !Files.isRegularFile(local)) {
      throw InvalidDataException.in(source, "a pipe or a device; a regular file is needed");
    }
  }
}

package org.genlabel.data.catalog;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Location;

/**
 * A folder for datasets, local or on any file system that Hadoop knows.
 *
 * @param given as the user wrote it
 * @param path as Hadoop knows it; without a scheme it was a local path, relative to the working
 *     directory, whatever the default file system is
 */
public record DataFolder(String given, Path path) {
  /**
   * Creates a folder; no file is accessed yet.
   *
   * @param option where the user wrote it, for errors
   * @throws InvalidDataException if it is empty or not a URI
   */
  public static DataFolder of(String given, String option) {
    if (given.isBlank()) {
      throw InvalidDataException.in(option, "an empty folder; a path or a URI is needed");
    }
    try {
      return new DataFolder(
          given,
          Location.isUri(given)
              ? new Path(given)
              : new Path(new File(given).toPath().toAbsolutePath().toUri()));
    } catch (IllegalArgumentException e) {
      throw InvalidDataException.in(
          InvalidDataException.quoted(given),
          "no folder's path or URI: "
              + (e.getCause() instanceof URISyntaxException cause
                  ? cause.getMessage()
                  : e.getMessage()));
    }
  }

  /**
   * Returns the file system of a path.
   *
   * @param source the path, as the user knows it
   * @throws InvalidDataException if there is no such file system
   */
  public static FileSystem fileSystem(String source, Path path, Configuration configuration)
      throws IOException {
    FileSystem fileSystem;
    try {
      fileSystem = path.getFileSystem(configuration);
    } catch (UnsupportedFileSystemException | RuntimeException e) {
      // Hadoop reports an unknown host or a file system that is not installed as the latter.
      throw InvalidDataException.in(source, "cannot be reached: " + e.getMessage());
    }
    // A checksum file that is stale after an edit would make the data unreadable.
    return fileSystem instanceof ChecksumFileSystem checked
        ? checked.getRawFileSystem()
        : fileSystem;
  }

  /** Returns the folder's file system. */
  public FileSystem fileSystem(Configuration configuration) throws IOException {
    return fileSystem(given, path, configuration);
  }

  /** Returns the status of a path below the folder; empty if nothing is there. */
  public Optional<FileStatus> status(Path below, Configuration configuration) throws IOException {
    try {
      return Optional.of(fileSystem(given, below, configuration).getFileStatus(below));
    } catch (FileNotFoundException | ParentNotDirectoryException e) {
      return Optional.empty();
    }
  }

  /** Returns a file's URI, or its plain path if it is a local file. */
  public static String readable(Path file) {
    return isLocal(file) ? file.toUri().getPath() : file.toString();
  }

  public static boolean isLocal(Path file) {
    return "file".equals(file.toUri().getScheme());
  }
}

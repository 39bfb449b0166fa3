package org.genlabel.data.openml;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.genlabel.data.Checksum;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.catalog.DataFolder;
import org.genlabel.data.openml.DatasetSource.Format;

/**
 * The folder that datasets are fetched into, local or of any Hadoop file system: {@code
 * ID/dataset.arff}, with {@code ID/manifest.json} beside it. A file is written under a name that no
 * reader looks at, {@code .unfinished-ID.arff} ({@code .pq} what is still to be converted), and
 * renamed when it is complete and checked; what a killed fetch left under such a name is written
 * over by the next one.
 */
public final class FetchTarget {
  private static final String DATA = "dataset.arff";
  private static final String MANIFEST = "manifest.json";
  private static final String UNFINISHED = ".unfinished-";

  private final DataFolder folder;
  private final Configuration configuration;

  /**
   * A dataset that is there.
   *
   * @param sha256 of the file as it is now
   * @param bytes its length
   * @param manifest what a fetch wrote down about it, if it did
   */
  record Present(String sha256, long bytes, Optional<FetchManifest> manifest) {
    /** Whether the file is the one that was fetched. */
    boolean isIntact() {
      return manifest.filter(fetched -> fetched.sha256().equals(sha256)).isPresent();
    }
  }

  /**
   * A target; touches no file yet.
   *
   * @param given a local path, or a URI; made if it does not exist
   * @throws InvalidDataException if it is empty or no URI
   */
  public FetchTarget(String given, Configuration configuration) {
    this.folder = DataFolder.of(given, "--to");
    this.configuration = configuration;
  }

  /** The folder, as the user knows it. */
  public String name() {
    return folder.given();
  }

  /**
   * Makes the folder, which shows early whether it can be written to.
   *
   * @throws InvalidDataException if it cannot be made
   */
  void make() {
    String source = "--to " + folder.given();
    try {
      if (folder.status(folder.path(), configuration).filter(FileStatus::isFile).isPresent()) {
        throw InvalidDataException.in(source, "a file, where a folder is needed");
      }
      if (!fileSystem().mkdirs(folder.path())) {
        throw InvalidDataException.in(source, "this folder cannot be made");
      }
    } catch (IOException e) {
      throw InvalidDataException.in(
          source, "this folder cannot be made: " + FetchException.text(e));
    }
  }

  /** A dataset's file, as the user knows it. */
  String location(int id) {
    return DataFolder.readable(data(id));
  }

  /** The dataset of an id, if it is there. */
  Optional<Present> find(int id) throws IOException {
    if (folder.status(data(id), configuration).filter(FileStatus::isFile).isEmpty()) {
      return Optional.empty();
    }
    MessageDigest digest = Checksum.sha256();
    long bytes;
    try (InputStream in = new DigestInputStream(open(id), digest)) {
      bytes = in.transferTo(OutputStream.nullOutputStream());
    }
    return Optional.of(new Present(Checksum.hexadecimal(digest), bytes, manifest(id)));
  }

  private Optional<FetchManifest> manifest(int id) throws IOException {
    try (InputStream in = fileSystem().open(new Path(home(id), MANIFEST))) {
      return Optional.of(FetchManifest.parse(in.readAllBytes()));
    } catch (FileNotFoundException | JsonProcessingException e) {
      // A damaged one is as good as none: the data is then checked by itself.
      return Optional.empty();
    }
  }

  /** Opens a dataset that is there. */
  InputStream open(int id) throws IOException {
    return fileSystem().open(data(id));
  }

  /** Starts an unfinished file of a dataset anew. A program that is stopped removes it. */
  OutputStream create(int id, Format format) throws IOException {
    FileSystem fileSystem = fileSystem();
    Path unfinished = unfinished(id, format);
    OutputStream out = fileSystem.create(unfinished, true);
    fileSystem.deleteOnExit(unfinished);
    return out;
  }

  /** Opens the unfinished ARFF file of a dataset, once it is written and closed. */
  InputStream openUnfinished(int id) throws IOException {
    return fileSystem().open(unfinished(id, Format.ARFF));
  }

  /** The unfinished Parquet file of a dataset, once it is written and closed. */
  InputFile unfinishedParquet(int id) throws IOException {
    Path file = unfinished(id, Format.PARQUET);
    return DataFolder.isLocal(file)
        ? new LocalInputFile(Paths.get(file.toUri().getPath()))
        : HadoopInputFile.fromPath(file, configuration);
  }

  /** Removes the unfinished files of a dataset, if there are some. */
  void discard(int id) throws IOException {
    FileSystem fileSystem = fileSystem();
    for (Format format : Format.values()) {
      fileSystem.delete(unfinished(id, format), false);
      fileSystem.cancelDeleteOnExit(unfinished(id, format));
    }
  }

  /** Gives the unfinished ARFF file of a dataset its name, in place of one that is there. */
  void commit(FetchManifest manifest) throws IOException {
    int id = manifest.id();
    fileSystem().mkdirs(home(id));
    rename(unfinished(id, Format.ARFF), data(id));
    fileSystem().cancelDeleteOnExit(unfinished(id, Format.ARFF));
    write(manifest);
  }

  /** Writes down what is known of a dataset that is there. */
  void write(FetchManifest manifest) throws IOException {
    Path unfinished = new Path(folder.path(), UNFINISHED + manifest.id() + ".json");
    try (OutputStream out = fileSystem().create(unfinished, true)) {
      out.write(manifest.toJson().getBytes(StandardCharsets.UTF_8));
    }
    rename(unfinished, new Path(home(manifest.id()), MANIFEST));
  }

  private void rename(Path from, Path to) throws IOException {
    FileSystem fileSystem = fileSystem();
    if (fileSystem instanceof RawLocalFileSystem) {
      // Replaces, as local file systems do, and without the processes that FileContext starts
      // there.
      if (!fileSystem.rename(from, to)) {
        throw new IOException(DataFolder.readable(to) + " cannot be written");
      }
      return;
    }
    // What FileSystem's rename does where the target exists depends on the file system.
    FileContext.getFileContext(to.toUri(), configuration)
        .rename(from, to, Options.Rename.OVERWRITE);
  }

  private Path home(int id) {
    return new Path(folder.path(), Integer.toString(id));
  }

  private Path data(int id) {
    return new Path(home(id), DATA);
  }

  private Path unfinished(int id, Format format) {
    String ending =
        switch (format) {
          case ARFF -> ".arff";
          case PARQUET -> ".pq";
        };
    return new Path(folder.path(), UNFINISHED + id + ending);
  }

  private FileSystem fileSystem() throws IOException {
    return folder.fileSystem(configuration);
  }
}

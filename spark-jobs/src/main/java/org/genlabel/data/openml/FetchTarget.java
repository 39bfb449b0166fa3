package org.genlabel.data.openml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.genlabel.data.Checksum;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.catalog.DataFolder;

/**
 * The folder into which datasets are fetched, local or of any Hadoop file system: {@code
 * ID/dataset.arff}, with {@code ID/manifest.json} beside it. A file is written under a name that
 * readers ignore, {@code .unfinished-ID-dataset.arff}, and renamed when it is complete; a file left
 * under such a name by a killed fetch is overwritten by the next one.
 */
public final class FetchTarget {
  private static final String DATA = "dataset.arff";
  private static final String MANIFEST = "manifest.json";

  private final DataFolder folder;
  private final Configuration configuration;

  /** The state of a dataset's file compared with its manifest. */
  enum Present {
    /** There is no file. */
    ABSENT,
    /** The file is the one that was fetched. */
    INTACT,
    /** The file has changed since it was fetched. */
    CHANGED,
    /** The manifest is missing or damaged: the file was not put there by a fetch. */
    NOT_FETCHED
  }

  /**
   * Creates a target without accessing any file yet.
   *
   * @param given a local path, or a URI; created if it does not exist
   * @throws InvalidDataException if it is empty or not a URI
   */
  public FetchTarget(String given, Configuration configuration) {
    this.folder = DataFolder.of(given, "--to");
    this.configuration = configuration;
  }

  /** Returns the folder as the user specified it. */
  public String name() {
    return folder.given();
  }

  /**
   * Creates the folder, which shows early whether it is writable.
   *
   * @throws InvalidDataException if it cannot be created
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

  /** Compares the file of a dataset with its manifest. */
  Present find(int id) throws IOException {
    Path data = new Path(home(id), DATA);
    if (folder.status(data, configuration).filter(FileStatus::isFile).isEmpty()) {
      return Present.ABSENT;
    }
    String fetched = sha256OfManifest(id);
    if (fetched == null) {
      return Present.NOT_FETCHED;
    }
    MessageDigest digest = Checksum.sha256();
    try (InputStream in = new DigestInputStream(fileSystem().open(data), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return fetched.equals(Checksum.hexadecimal(digest)) ? Present.INTACT : Present.CHANGED;
  }

  /** Returns the SHA-256 in the manifest, or null if there is none. */
  private String sha256OfManifest(int id) throws IOException {
    try (InputStream in = fileSystem().open(new Path(home(id), MANIFEST))) {
      return new ObjectMapper().readTree(in).path("sha256").textValue();
    } catch (FileNotFoundException | JsonProcessingException e) {
      // A damaged manifest counts as missing.
      return null;
    }
  }

  /** Writes a dataset and its manifest, replacing any existing ones. */
  void write(FetchManifest manifest, byte[] arff) throws IOException {
    fileSystem().mkdirs(home(manifest.id()));
    write(manifest.id(), DATA, arff);
    write(manifest.id(), MANIFEST, manifest.toJson().getBytes(StandardCharsets.UTF_8));
  }

  private void write(int id, String name, byte[] bytes) throws IOException {
    Path unfinished = new Path(folder.path(), ".unfinished-" + id + "-" + name);
    try {
      try (OutputStream out = fileSystem().create(unfinished, true)) {
        out.write(bytes);
      }
      rename(unfinished, new Path(home(id), name));
    } catch (IOException e) {
      fileSystem().delete(unfinished, false);
      throw e;
    }
  }

  private void rename(Path from, Path to) throws IOException {
    FileSystem fileSystem = fileSystem();
    if (fileSystem instanceof RawLocalFileSystem) {
      // Overwrites, as local file systems do, without the processes that FileContext starts there.
      if (!fileSystem.rename(from, to)) {
        throw new IOException(DataFolder.readable(to) + " cannot be written");
      }
      return;
    }
    // Whether FileSystem's rename overwrites an existing target depends on the file system.
    FileContext.getFileContext(to.toUri(), configuration)
        .rename(from, to, Options.Rename.OVERWRITE);
  }

  private Path home(int id) {
    return new Path(folder.path(), Integer.toString(id));
  }

  private FileSystem fileSystem() throws IOException {
    return folder.fileSystem(configuration);
  }
}

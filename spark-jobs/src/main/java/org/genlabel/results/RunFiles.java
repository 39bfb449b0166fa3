package org.genlabel.results;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * The files below a folder on any Hadoop file system, named relative to it. What is written appears
 * under its name complete or not at all.
 *
 * <p>Local files are handled by Java itself: without its native library Hadoop starts a process for
 * every permission it sets and every link it looks for, which took longer than the cells of a small
 * partition; two manifests and two folders took 22 processes.
 */
final class RunFiles {
  /** Readers of parquet folders skip names that begin with an underscore. */
  static final String UNFINISHED_PREFIX = "_unfinished-";

  // Object stores that support it check again when the file is closed; others ignore it.
  private static final String ONLY_IF_ABSENT = "fs.option.create.conditional.overwrite";

  private final Path folder;
  private final Configuration configuration;
  private final boolean local;
  private final boolean appearsWhenClosed;

  /**
   * @param folder a URI
   */
  RunFiles(String folder, Configuration configuration) {
    this.folder = new Path(folder);
    this.configuration = configuration;
    String scheme = this.folder.toUri().getScheme();
    this.local = "file".equals(scheme);
    // A rename there deletes the file that is replaced, then copies.
    this.appearsWhenClosed = "s3a".equals(scheme);
  }

  /** Returns the names in a folder, sorted; none if it does not exist. */
  List<String> names(String subfolder) throws IOException {
    Path path = path(subfolder);
    if (local) {
      try (Stream<java.nio.file.Path> children = Files.list(local(path))) {
        return children.map(child -> child.getFileName().toString()).sorted().toList();
      } catch (NoSuchFileException e) {
        return List.of();
      }
    }
    try {
      return Arrays.stream(fileSystem().listStatus(path))
          .map(FileStatus::getPath)
          .map(Path::getName)
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  boolean exists(String name) throws IOException {
    return local ? Files.exists(local(path(name))) : fileSystem().exists(path(name));
  }

  /**
   * Reads a file's text; empty if there is no such file.
   *
   * @param mostBytes how long it may be; the program writes nothing longer, but another file may
   *     have taken its place
   * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
   * @throws IOException if it is too long, or cannot be read
   */
  Optional<String> read(String name, int mostBytes) throws IOException {
    try (InputStream in = open(path(name))) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new IOException(
            name + " has more than " + mostBytes + " bytes, the most that is read of it");
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private InputStream open(Path path) throws IOException {
    return local ? Files.newInputStream(local(path)) : fileSystem().open(path);
  }

  /** Writes a file, replacing one of that name. */
  void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file, replacing one of that name. */
  void write(String name, byte[] bytes) throws IOException {
    if (appearsWhenClosed) {
      try (FSDataOutputStream out = fileSystem().create(path(name), true)) {
        out.write(bytes);
      }
      return;
    }
    String unfinished = unfinished(name);
    Path path = path(unfinished);
    if (local) {
      Files.write(local(path), bytes);
      // The checksum of a file that Hadoop wrote; readers that use Hadoop would find that it no
      // longer matches.
      Files.deleteIfExists(local(new Path(path(name).getParent(), "." + baseName(name) + ".crc")));
    } else {
      try (FSDataOutputStream out = context().create(path, EnumSet.of(CreateFlag.CREATE))) {
        out.write(bytes);
      }
    }
    replace(unfinished, name);
  }

  /**
   * Writes a file unless there is one of that name. Of several concurrent writers one succeeds,
   * where the file system supports it. The file exists before its text is complete.
   *
   * @return whether this call created the file
   */
  boolean create(String name, String text) throws IOException {
    Path path = path(name);
    if (local) {
      try {
        Files.writeString(local(path), text, StandardOpenOption.CREATE_NEW);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      }
    }
    try (FSDataOutputStream out =
        (FSDataOutputStream)
            fileSystem().createFile(path).overwrite(false).opt(ONLY_IF_ABSENT, true).build()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException e) {
      // File systems differ in how they report that another writer has created it, or is creating
      // it.
      if (exists(name)) {
        return false;
      }
      throw e;
    }
  }

  /** Gives a file another name, replacing one that has it. */
  void replace(String name, String target) throws IOException {
    if (local) {
      Files.move(
          local(path(name)),
          local(path(target)),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      context().rename(path(name), path(target), Options.Rename.OVERWRITE);
    }
  }

  /** Deletes a file if there is one. */
  void delete(String name) throws IOException {
    if (local) {
      Files.deleteIfExists(local(path(name)));
    } else {
      fileSystem().delete(path(name), false);
    }
  }

  /** Moves the whole folder to its name with a suffix, and returns the path it has then. */
  String moveFolder(String suffix) throws IOException {
    // Not Path.suffix, which takes a colon in the name for that of a URI.
    Path moved = new Path(folder + suffix);
    if (local) {
      Files.move(local(folder), local(moved), StandardCopyOption.ATOMIC_MOVE);
    } else {
      context().rename(folder, moved);
    }
    return moved.toUri().getPath();
  }

  /** Deletes a folder and what is in it, if there is one. */
  void deleteFolder(String name) throws IOException {
    if (exists(name)) {
      fileSystem().delete(path(name), true);
    }
  }

  void createFolder(String name) throws IOException {
    if (local) {
      Files.createDirectories(local(path(name)));
    } else if (!fileSystem().mkdirs(path(name))) {
      throw new IOException("cannot create the folder " + path(name));
    }
  }

  /**
   * Returns a name in the same folder for a file that is being written, unique to each writer,
   * because a speculative copy of a task may be writing the same rows.
   */
  static String unfinished(String name) {
    int base = name.length() - baseName(name).length();
    return name.substring(0, base)
        + UNFINISHED_PREFIX
        + UUID.randomUUID()
        + "-"
        + name.substring(base);
  }

  private static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  OutputFile output(String name) throws IOException {
    return local
        ? new LocalOutputFile(local(path(name)))
        : HadoopOutputFile.fromPath(path(name), configuration);
  }

  InputFile input(String name) throws IOException {
    return local
        ? new LocalInputFile(local(path(name)))
        : HadoopInputFile.fromPath(path(name), configuration);
  }

  Configuration configuration() {
    return configuration;
  }

  private Path path(String name) {
    return name.isEmpty() ? folder : new Path(folder, name);
  }

  private FileSystem fileSystem() throws IOException {
    return folder.getFileSystem(configuration);
  }

  private FileContext context() throws IOException {
    return FileContext.getFileContext(folder.toUri(), configuration);
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }
}

package org.genlabel.spark;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * The run folder cannot be written to: the disk is full, the file system cannot be reached, or the
 * folder is another run's by now. The message is one line that names the folder.
 */
public final class OutputException extends IOException {
  private static final long serialVersionUID = 1L;

  OutputException(String message) {
    super(message);
  }

  private OutputException(String message, IOException cause) {
    super(message, cause);
  }

  /** What a failed write to a folder means to its user. */
  static OutputException of(ResultStore store, IOException cause) {
    return cause instanceof OutputException known
        ? known
        : new OutputException(
            store.displayName()
                + ": cannot be written to: "
                + firstLine(cause)
                + "; what was written before is safe, and the same command goes on from there",
            cause);
  }

  /** The first line of what an exception says; of one that says nothing, its kind. */
  static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (e instanceof FileSystemException file && file.getReason() == null) {
      message = file.getFile() + ": " + reason(file);
    }
    return message.lines().findFirst().orElse(message);
  }

  /** Java tells what is wrong with a file by the class alone. */
  private static String reason(FileSystemException e) {
    if (e instanceof NotDirectoryException) {
      return "Not a directory";
    }
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    return e instanceof FileAlreadyExistsException ? "File exists" : e.getClass().getSimpleName();
  }
}

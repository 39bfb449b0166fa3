package org.genlabel.results;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Describes an exception to users in one line. */
final class FailureText {
  private FailureText() {}

  /** Returns the first line of an exception's message, or the name of its class if it has none. */
  static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (e instanceof FileSystemException file && file.getReason() == null) {
      message = file.getFile() + ": " + reason(file);
    }
    String line = message.lines().findFirst().orElse(message);
    return e instanceof UnsupportedFileSystemException
        ? line + " (a path with a colon begins with ./ or /)"
        : line;
  }

  /** Returns the reason for an exception of Java's file system, which only its class gives. */
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

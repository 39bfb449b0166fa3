package org.genlabel.results;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What people are told of an exception: one line that says what is wrong. */
final class FailureText {
  private FailureText() {}

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

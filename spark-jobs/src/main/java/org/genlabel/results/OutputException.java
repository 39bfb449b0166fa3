package org.genlabel.results;

import java.io.IOException;

/**
 * Thrown when the run folder cannot be written to: the disk is full, the file system cannot be
 * reached, or another run has taken the folder over. The message is one line that names the folder.
 */
public final class OutputException extends IOException {
  private static final long serialVersionUID = 1L;

  OutputException(String message) {
    super(message);
  }

  private OutputException(String message, IOException cause) {
    super(message, cause);
  }

  /**
   * Returns the exception that explains a failed write to the user.
   *
   * @param folder as users write it
   */
  static OutputException of(String folder, IOException cause) {
    return cause instanceof OutputException known
        ? known
        : new OutputException(
            folder
                + ": cannot be written to: "
                + FailureText.firstLine(cause)
                + "; what was written before is safe, and the same command goes on from there",
            cause);
  }
}

package org.genlabel.cli;

import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.genlabel.data.InvalidDataException;
import org.genlabel.results.TableFilesCheck;

/** Recognises failures of Spark caused by a file that is not a table of results. */
final class UnreadableResults {
  private static final String CONDITION = "FAILED_READ_FILE";
  private static final int MOST_CAUSES = 20;

  private UnreadableResults() {}

  /** Returns the error for the user; empty for other failures. */
  static Optional<InvalidDataException> of(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      if (cause instanceof SparkThrowable named
          && named.getCondition() != null
          && named.getCondition().startsWith(CONDITION)) {
        String file = named.getMessageParameters().getOrDefault("path", "a file of the run");
        return Optional.of(TableFilesCheck.noTable(file));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}

package org.genlabel.cli;

import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.genlabel.data.InvalidDataException;
import org.genlabel.results.TableFilesCheck;

/** Recognises that Spark ended because of a file that is no table of results. */
final class UnreadableResults {
  private static final String CONDITION = "FAILED_READ_FILE";
  private static final int MOST_CAUSES = 20;

  private UnreadableResults() {}

  /** What to tell the user; empty if it was something else. */
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

package org.genlabel.experiment;

import java.time.Duration;
import java.util.Locale;

/** Thrown when a cell takes longer than its configuration allows. */
final class CellTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CellTimeoutException(Duration timeout) {
    super(
        String.format(
            Locale.ROOT, "took longer than run.cell-timeout = %s s", timeout.toNanos() / 1e9));
  }
}

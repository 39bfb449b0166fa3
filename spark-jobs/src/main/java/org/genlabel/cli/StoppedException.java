package org.genlabel.cli;

/** Thrown when a command stops on SIGINT or SIGTERM; not reported as an error. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(Throwable cause) {
    super("stopped", cause);
  }
}

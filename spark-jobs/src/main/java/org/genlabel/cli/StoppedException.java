package org.genlabel.cli;

/** A command ends because its process was told to; whoever did that knows. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(Throwable cause) {
    super("stopped", cause);
  }
}

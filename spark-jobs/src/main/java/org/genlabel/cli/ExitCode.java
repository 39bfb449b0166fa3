package org.genlabel.cli;

/** The exit codes of the program. */
final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** Done, but some cells failed. */
  static final int CELLS_FAILED = 1;

  /** Wrong usage, configuration or data. */
  static final int INVALID_INPUT = 2;

  /** The program could not go on: an executor was lost, a disk is full, or there is a bug. */
  static final int BROKEN_OFF = 3;

  private ExitCode() {}
}

package org.genlabel.cli;

/** Whether somebody watches standard error. */
final class Terminal {
  private Terminal() {}

  /**
   * As the launcher found it: Java cannot ask about standard error alone. False without the
   * launcher.
   */
  static boolean isInteractive() {
    return Boolean.getBoolean("genlabel.terminal");
  }
}

package org.genlabel.cli.progress;

/** Whether somebody watches standard error. */
public final class Terminal {
  private Terminal() {}

  /**
   * As the launcher found it: Java cannot ask about standard error alone. False without the
   * launcher.
   */
  public static boolean isInteractive() {
    return Boolean.getBoolean("genlabel.terminal");
  }
}

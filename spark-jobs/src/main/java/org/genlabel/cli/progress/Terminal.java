package org.genlabel.cli.progress;

/** Whether standard error is a terminal. */
public final class Terminal {
  private Terminal() {}

  /**
   * Returns what the launcher found, because Java cannot check standard error alone; false without
   * the launcher.
   */
  public static boolean isInteractive() {
    return Boolean.getBoolean("genlabel.terminal");
  }
}

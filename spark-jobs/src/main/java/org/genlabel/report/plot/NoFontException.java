package org.genlabel.report.plot;

/** Thrown if Java finds no font on this system, so that text cannot be rendered to pixels. */
public final class NoFontException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoFontException(Throwable cause) {
    super(
        "Java finds no font on this system; install fontconfig and one (Debian: fonts-dejavu-core)",
        cause);
  }
}

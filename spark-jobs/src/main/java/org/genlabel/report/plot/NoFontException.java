package org.genlabel.report.plot;

/** Java finds no font on this system, and cannot put words into a picture of pixels. */
public final class NoFontException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoFontException(Throwable cause) {
    super(
        "Java finds no font on this system; install fontconfig and one (Debian: fonts-dejavu-core)",
        cause);
  }
}

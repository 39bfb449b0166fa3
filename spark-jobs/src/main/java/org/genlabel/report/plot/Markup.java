package org.genlabel.report.plot;

/** Escapes text for XML and HTML. */
public final class Markup {
  private static final int REPLACEMENT = 0xFFFD;

  private Markup() {}

  /**
   * Escapes a text for element content and attribute values in double quotes. Characters that XML
   * 1.0 forbids, such as control characters and unpaired surrogates, become U+FFFD, because a
   * single one would make a whole picture unreadable.
   */
  public static String escaped(String text) {
    StringBuilder allowed = new StringBuilder(text.length());
    text.codePoints().map(c -> isAllowed(c) ? c : REPLACEMENT).forEach(allowed::appendCodePoint);
    return allowed
        .toString()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < Character.MIN_SURROGATE)
        || (c > Character.MAX_SURROGATE && c <= REPLACEMENT)
        || c > Character.MAX_VALUE;
  }
}

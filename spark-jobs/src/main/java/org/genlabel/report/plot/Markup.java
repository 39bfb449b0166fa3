package org.genlabel.report.plot;

/** Text in XML and HTML. */
public final class Markup {
  private static final int REPLACEMENT = 0xFFFD;

  private Markup() {}

  /**
   * A text whose signs of markup are none, fit for element content and for values in double quotes.
   * What XML 1.0 does not allow at all, such as control characters and halves of surrogate pairs,
   * becomes the replacement character: one such name would make a whole picture unreadable.
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

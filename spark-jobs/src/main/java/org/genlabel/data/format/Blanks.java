package org.genlabel.data.format;

/** Blanks of every kind that programs leave around values, visible or not. */
final class Blanks {
  private Blanks() {}

  /** Returns a text without blanks at its ends. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (start < end && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /**
   * Returns whether a character is a blank: Unicode's, which the no-break space is one of, tabs and
   * line breaks, and those of no width.
   */
  static boolean isBlank(int c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || (c > 0x7F
            && (Character.isSpaceChar(c)
                || c == 0x85
                || (c >= 0x200B && c <= 0x200D)
                || c == 0x2060
                || c == 0xFEFF));
  }
}

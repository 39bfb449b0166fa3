package org.genlabel.data;

/**
 * Texts for users: of unknown origin printable on one line of a terminal, and numbers of things.
 */
public final class PrintableText {
  private static final int LONGEST_LINE = 10_000;

  private PrintableText() {}

  /**
   * Returns the text on one line: characters that end a line, control a terminal or reorder text
   * are escaped, and text of more than 10,000 characters is cut.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST_LINE));
    for (int i = 0; i < text.length(); i++) {
      if (line.length() >= LONGEST_LINE) {
        return line.append("...").toString();
      }
      append(text.charAt(i), line);
    }
    return line.toString();
  }

  /** Returns a number of things: "1 dataset", "2 datasets". */
  public static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static void append(char c, StringBuilder line) {
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (breaksLine(c)) {
          line.append(String.format("\\u%04x", (int) c));
        } else {
          line.append(c);
        }
      }
    }
  }

  private static boolean breaksLine(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}

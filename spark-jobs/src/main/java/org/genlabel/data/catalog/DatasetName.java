package org.genlabel.data.catalog;

import java.util.Optional;
import java.util.regex.Pattern;

/** The names by which a study can refer to files. */
public final class DatasetName {
  private static final int LONGEST = 200;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private DatasetName() {}

  /**
   * Returns why a text cannot be a name, as a clause; empty if it can be one. A name can be
   * appended to a folder, and to the path of a configuration's key, without leading elsewhere.
   */
  static Optional<String> fault(String text) {
    String fault = null;
    if (text.isBlank()) {
      fault = "the name is empty";
    } else if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0) {
      fault = "a name has no slash; name the folder with --data";
    } else if (text.indexOf(':') >= 0) {
      fault = "a name has no colon";
    } else if (text.startsWith(".")) {
      fault = "a name does not start with a point, which hides a file";
    } else if (text.startsWith("-")) {
      fault = "a name does not start with a hyphen, as options do";
    } else if (CONTROL.matcher(text).find()) {
      fault = "a name has no control characters and no invisible ones";
    } else if (text.indexOf('\uFFFD') >= 0 || hasUnpairedSurrogate(text)) {
      fault = "the name is not in the encoding of the system";
    } else if (isSpace(text.codePointAt(0)) || isSpace(text.codePointBefore(text.length()))) {
      fault = "a name does not start or end with a blank";
    } else if (text.length() > LONGEST) {
      fault = "a name has at most " + LONGEST + " characters";
    }
    return Optional.ofNullable(fault);
  }

  private static boolean isSpace(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static boolean hasUnpairedSurrogate(String text) {
    return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
  }
}

package org.genlabel.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when data given by the user cannot be used. The message is one line meant for that user:
 * where (file and line), what is wrong, the offending value, what is allowed.
 */
public final class InvalidDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_VALUE = 40;
  private static final int LISTED_VALUES = 5;

  private InvalidDataException(String message) {
    super(message);
  }

  /**
   * Creates the exception for an error on a line of a file.
   *
   * @param source the file, as the user knows it
   * @param line the line, counted from 1
   * @param message what is wrong and what is allowed
   */
  public static InvalidDataException at(String source, int line, String message) {
    return new InvalidDataException(PrintableText.line(source + ":" + line + ": " + message));
  }

  /**
   * Creates the exception for an error of a whole file, or of another named source such as a
   * folder.
   *
   * @param source the file, as the user knows it
   * @param message what is wrong and what is allowed
   */
  public static InvalidDataException in(String source, String message) {
    return new InvalidDataException(PrintableText.line(source + ": " + message));
  }

  /** Quotes a value for a message: on one line, cut to some 40 characters. */
  public static String quoted(String value) {
    int length = value.length();
    if (length <= LONGEST_VALUE) {
      return "'" + PrintableText.line(value) + "'";
    }
    // A cut between the two halves of a surrogate pair would leave half a character.
    int cut = Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 1)) ? 1 : 0;
    return "'" + PrintableText.line(value.substring(0, LONGEST_VALUE - cut)) + "...'";
  }

  /** Lists the first few of some values for a message, and how many there are if not all. */
  public static String listed(List<String> values) {
    String first =
        values.stream()
            .limit(LISTED_VALUES)
            .map(InvalidDataException::quoted)
            .collect(Collectors.joining(", "));
    return values.size() <= LISTED_VALUES ? first : first + ", ... (" + values.size() + ")";
  }
}

package org.genlabel.data.format;

import java.util.ArrayList;
import java.util.List;
import org.genlabel.data.InvalidDataException;

/**
 * A line of an ARFF file, read from left to right. Everything up to the blank character of the
 * character set counts as blank, as in Weka; a % at the start of a token begins a comment.
 */
final class ArffLine {
  private static final String ESCAPABLE = "\\'\"%,{} \t";
  private static final int UNICODE_DIGITS = 4;

  /**
   * A name or value.
   *
   * @param text without quotes and escapes; empty and unquoted if nothing was found
   * @param quoted whether it stood in quotes
   */
  record Token(String text, boolean quoted) {
    boolean isMissingValue() {
      return !quoted && text.equals("?");
    }

    boolean isAbsent() {
      return !quoted && text.isEmpty();
    }
  }

  private final String source;
  private final int number;
  private final String text;
  private int position;

  ArffLine(String source, int number, String text) {
    this.source = source;
    this.number = number;
    this.text = text;
  }

  int number() {
    return number;
  }

  InvalidDataException error(String message) {
    return InvalidDataException.at(source, number, message);
  }

  /** Returns whether only blanks or a comment are left. */
  boolean atEnd() {
    skipBlanks();
    return position == text.length() || text.charAt(position) == '%';
  }

  /** Returns whether the next character that is not blank is this one. */
  boolean isAt(char c) {
    return !atEnd() && text.charAt(position) == c;
  }

  /** Takes the next character that is not blank if it is this one. */
  boolean take(char c) {
    boolean taken = isAt(c);
    if (taken) {
      position++;
    }
    return taken;
  }

  /** Takes the rest of the line, without the blanks around it. */
  String rest() {
    String rest = text.substring(position).strip();
    position = text.length();
    return rest;
  }

  /** Takes the letters of a keyword after its @. */
  String keyword() {
    int start = position;
    while (position < text.length() && Character.isLetter(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  /**
   * Takes the next name or value: in quotes, or up to the next blank, comma or brace.
   *
   * @throws InvalidDataException if a quote is not closed or is not allowed there
   */
  Token token() {
    if (atEnd()) {
      return new Token("", false);
    }
    char first = text.charAt(position);
    return first == '\'' || first == '"' ? quotedToken(first) : plainToken();
  }

  private Token plainToken() {
    StringBuilder token = new StringBuilder();
    for (; position < text.length() && !endsToken(text.charAt(position)); position++) {
      char c = text.charAt(position);
      if (c == '\'' || c == '"') {
        throw error(
            "a quote inside the unquoted value "
                + InvalidDataException.quoted(token.toString())
                + "...; put the whole value in quotes, or a backslash before the quote");
      }
      boolean escape =
          c == '\\'
              && position + 1 < text.length()
              && ESCAPABLE.indexOf(text.charAt(position + 1)) >= 0;
      if (escape) {
        position++;
      }
      token.append(text.charAt(position));
    }
    return new Token(token.toString(), false);
  }

  private Token quotedToken(char quote) {
    int start = position;
    StringBuilder token = new StringBuilder();
    for (position++; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c == quote) {
        position++;
        requireTokenEnd(token);
        return new Token(token.toString(), true);
      }
      if (c == '\\' && position + 1 < text.length()) {
        position++;
        token.append(escaped());
      } else {
        token.append(c);
      }
    }
    throw error(
        "the quote before "
            + InvalidDataException.quoted(text.substring(start + 1))
            + " is not closed on this line");
  }

  /**
   * Returns the character that an escape stands for; on return the position is at the escape's end.
   */
  private char escaped() {
    char c = text.charAt(position);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> c;
    };
  }

  private char unicode() {
    int end = position + 1 + UNICODE_DIGITS;
    int code = 0;
    for (int i = position + 1; i < end; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return 'u';
      }
      code = code * 16 + digit;
    }
    position = end - 1;
    return (char) code;
  }

  private void requireTokenEnd(StringBuilder token) {
    if (position < text.length() && !endsToken(text.charAt(position))) {
      throw error(
          "text right after the closing quote of "
              + InvalidDataException.quoted(token.toString())
              + "; write a quote inside quotes as \\' or \\\"");
    }
  }

  /**
   * Takes the values up to a brace or the end of the line, separated by commas, or else by blanks
   * alone as in old files.
   *
   * @param most how many there may be
   * @throws InvalidDataException if a value is empty, there are too many, or some values are
   *     separated by commas and others by blanks
   */
  List<Token> values(int most) {
    List<Token> values = new ArrayList<>();
    int commas = 0;
    int blankAfter = -1;
    while (!atEnd() && !isAt('{') && !(isAt('}') && commas == 0)) {
      Token value = token();
      if (value.isAbsent()) {
        throw emptyValue(values.size());
      }
      values.add(value);
      if (values.size() > most) {
        throw error("more than " + most + " values; at most so many are allowed here");
      }
      if (take(',')) {
        commas++;
        if (atEnd()) {
          throw emptyValue(values.size());
        }
      } else if (atEnd() || isAt('{') || isAt('}')) {
        break;
      } else {
        blankAfter = values.size() - 1;
      }
    }
    if (commas > 0 && blankAfter >= 0) {
      throw error(
          "a blank between "
              + InvalidDataException.quoted(values.get(blankAfter).text())
              + " and "
              + InvalidDataException.quoted(values.get(blankAfter + 1).text())
              + " where commas separate the values; put a value with a blank in quotes");
    }
    return values;
  }

  private InvalidDataException emptyValue(int index) {
    return error(
        "value " + (index + 1) + " is empty; write ? for a missing value, '' for an empty text");
  }

  private void skipBlanks() {
    while (position < text.length() && text.charAt(position) <= ' ') {
      position++;
    }
  }

  private static boolean endsToken(char c) {
    return c <= ' ' || c == ',' || c == '{' || c == '}';
  }
}

package org.genlabel.data;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which attributes of a file become features. */
public enum FeatureHandling {
  /** Numeric attributes only; nominal ones are dropped, as the authors did. */
  NUMERIC("numeric"),

  /** Numeric attributes, and nominal ones as categories to be expanded into indicator columns. */
  ONE_HOT("one-hot");

  private final String word;

  FeatureHandling(String word) {
    this.word = word;
  }

  /** The word for this in a configuration. */
  public String word() {
    return word;
  }

  /**
   * Finds the constant for a word of a configuration.
   *
   * @throws IllegalArgumentException if no constant has this word; the message lists those allowed
   */
  public static FeatureHandling ofWord(String word) {
    return Arrays.stream(values())
        .filter(handling -> handling.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown feature handling "
                        + InvalidDataException.quoted(word)
                        + "; allowed are "
                        + Arrays.stream(values())
                            .map(FeatureHandling::word)
                            .collect(Collectors.joining(", "))));
  }
}

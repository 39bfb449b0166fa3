package org.genlabel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.genlabel.data.PrintableText;

/**
 * The message that a user reads of an error: one line that says what is wrong and where, short
 * enough to be read, and without the name of a Java class.
 */
public final class OneLineMessage {
  private static final int LONGEST_LINE = 2_000;

  private OneLineMessage() {}

  /**
   * Asserts that a reader refuses its input, and that the command line can print the message.
   *
   * @param type the exception whose message the command line prints, with exit code 2
   * @param named what the message has to name: the file, line, key or value, and what is allowed
   */
  public static void assertRefused(
      Class<? extends Exception> type, ThrowingCallable reading, String... named) {
    Throwable error = Assertions.catchThrowable(reading);

    assertThat(error).as("input that should be refused: " + String.join(" ", named)).isNotNull();
    assertThat(error).isExactlyInstanceOf(type);
    assertReadable(PrintableText.line(error.getMessage()), named);
  }

  /** Asserts that a line of standard error is fit to be read. */
  public static void assertReadable(String line, String... named) {
    assertThat(line)
        .contains(named)
        .doesNotContain("Exception", "\tat ", "broken off")
        .doesNotContainPattern("[\\p{Cntrl}]")
        .hasSizeLessThan(LONGEST_LINE);
  }
}

package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.genlabel.testing.OneLineMessage;

/** What every command owes to input it cannot use: exit code 2 and one line that says why. */
final class Refusal {
  private Refusal() {}

  /**
   * Asserts that a command refused its input.
   *
   * @param named what the line has to name: the file, line, key or value, and what is allowed
   */
  static void assertRefused(CommandRun run, String... named) {
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(run.errorLinesAfterStart())
        .singleElement()
        .asString()
        .startsWith("genlabel: ")
        .satisfies(line -> OneLineMessage.assertReadable(line, named));
    assertThat(run.out()).isEmpty();
  }
}

package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.genlabel.data.InvalidDataException;
import org.genlabel.fuzz.DialectFile;
import org.genlabel.fuzz.Flaw;
import org.genlabel.fuzz.Judgement.Doubt;
import org.junit.jupiter.api.Test;

/**
 * Tests that known tables, written as many programs write them, are read as what they are or
 * refused. {@code -Dgenlabel.dialects=100000} asks for so many files and prints the counts.
 */
class DialectFuzzTest {
  private static final String BENCHMARK = "genlabel.dialects";
  private static final int FILES = Integer.getInteger(BENCHMARK, 2000);

  @Test
  void filesAreReadAsWrittenOrRefused() throws IOException {
    DialectOutcomes outcomes = new DialectOutcomes();
    for (int seed = 0; seed < FILES; seed++) {
      DialectFile file = DialectFile.of(seed);
      outcomes.discarded += file.discarded();
      tryOut(file, outcomes);
    }

    if (System.getProperty(BENCHMARK) != null) {
      System.out.println(outcomes);
      System.out.println(outcomes.refusals());
    }
    assertThat(outcomes.failures).as(outcomes.failures()).isZero();
    assertThat(outcomes.refusedClear)
        .as(outcomes.toString())
        .isLessThanOrEqualTo(outcomes.clear / 100);
    assertThat(outcomes.discarded).as("files that are not tried").isLessThan(FILES / 20);
    // Otherwise nothing would be tested of what must be refused.
    assertThat(outcomes.doubtful).isGreaterThan(FILES / 50);
    assertThat(outcomes.refusedDoubtful).isGreaterThan(outcomes.doubtful / 2);
    assertThat(outcomes.flawed).isGreaterThan(FILES / 100);
  }

  private static void tryOut(DialectFile file, DialectOutcomes outcomes) throws IOException {
    try {
      Optional<String> difference = new ReadBack(file, ReadingSettings.AUTOMATIC).difference();
      if (difference.isPresent()) {
        outcomes.fail(file, difference.get());
      } else {
        outcomes.equal(file);
      }
    } catch (InvalidDataException e) {
      outcomes.refused(file, e);
      requireHelp(file, e.getMessage(), outcomes);
      if (!file.judgement().doubts().isEmpty() && file.judgement().flaw() == Flaw.NONE) {
        tell(file, outcomes);
      }
    } catch (RuntimeException e) {
      outcomes.fail(file, "exception " + e);
    }
  }

  /** Checks that a message says where the file is wrong, or which key settles a doubt. */
  private static void requireHelp(DialectFile file, String message, DialectOutcomes outcomes) {
    boolean helps = message.matches(ReadBack.SOURCE + ":[0-9]+: .+") || message.contains("data.");
    if (!helps || !message.startsWith(ReadBack.SOURCE + ":")) {
      outcomes.fail(file, "neither line nor key: " + message);
    } else if (file.judgement().isClear()) {
      // The reasons of these are counted.
      return;
    } else if (file.judgement().flaw() != Flaw.NONE) {
      if (file.judgement().doubts().isEmpty()) {
        requireCause(file, message, outcomes);
      }
    } else if (Stream.of(Doubt.values()).map(Doubt::key).noneMatch(message::contains)) {
      outcomes.fail(file, "no key for " + file.judgement().doubts() + ": " + message);
    }
  }

  private static void requireCause(DialectFile file, String message, DialectOutcomes outcomes) {
    Flaw.Damage damage = file.damage();
    String place = damage.row().map(row -> ":" + file.lines()[row] + ":").orElse(":");
    if (!message.startsWith(ReadBack.SOURCE + place)) {
      outcomes.fail(file, file.judgement().flaw() + " blamed on another line: " + message);
    } else if (!damage.words().stream().allMatch(message::contains)) {
      outcomes.fail(file, file.judgement().flaw() + " without " + damage.words() + ": " + message);
    }
  }

  /** Says what the file does not, which is what the messages advise. */
  private static void tell(DialectFile file, DialectOutcomes outcomes) throws IOException {
    if (file.dialect().numbers().isMixed()) {
      // Two decimal marks cannot be told.
      return;
    }
    ReadingSettings told =
        ReadingSettingsBuilder.automatic()
            .classColumn(file.table().classColumn().name())
            .separator(file.dialect().layout().separator())
            .decimalMark(file.dialect().numbers().decimalMark())
            .build();
    outcomes.told++;
    try {
      new ReadBack(file, told)
          .difference()
          .ifPresent(difference -> outcomes.fail(file, "when told: " + difference));
    } catch (InvalidDataException e) {
      outcomes.refusedTold(file, e);
    }
  }
}

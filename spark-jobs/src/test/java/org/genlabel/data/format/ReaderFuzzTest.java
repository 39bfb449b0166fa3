package org.genlabel.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Table;
import org.genlabel.fuzz.FuzzedText;
import org.junit.jupiter.api.Test;

/** Tests that damaged files soon end in an {@link InvalidDataException} or in a sound table. */
class ReaderFuzzTest {
  private static final int FILES = FuzzedText.inputs(20_000);

  /** Ten thousand take less than a second. */
  private static final Duration LIMIT = Duration.ofSeconds(60).plusMillis(2L * FILES);

  private static final String ARFF =
      """
      % comment
      @relation 'a b'
      @attribute x numeric
      @attribute "y z" {red, 'dark blue', gr\\'n}
      @attribute s string
      @attribute t date 'yyyy-MM-dd'
      @attribute class {a,b}
      @data
      1.5,red,'s\\u0041',2024-01-31,a
      {0 -2e3, 1 'dark blue', 4 b}
      ? ? ? ? b
      {}
      """;

  private static final String CSV =
      """
      x,"y ""z""\"",class
      1.5,"dark
      blue",1
      ?,NA,2

      -2e3,,10
      """;

  private static final String[] SIGNS = {
    "'",
    "\"",
    "\\",
    ",",
    ";",
    "\t",
    "{",
    "}",
    "%",
    "?",
    "@",
    "\n",
    "\r",
    " ",
    "\u0000",
    "\u00e9",
    "1e999",
    "NaN",
    "@data\n",
    "@attribute q real\n",
    "\\u00",
    "99999999999",
    "''"
  };

  private interface Reading {
    Table read(byte[] file) throws IOException;
  }

  @Test
  void arffFilesEndInATableOrAnInvalidDataException() {
    survives(ARFF, 1, file -> ArffReader.read(new ByteArrayInputStream(file), "f"));
  }

  @Test
  void csvFilesEndInATableOrAnInvalidDataException() {
    survives(
        CSV,
        2,
        file ->
            CsvReader.read(new ByteArrayInputStream(file), "f", ReadingSettings.AUTOMATIC).table());
  }

  private static void survives(String base, long seed, Reading reading) {
    FuzzedText texts = new FuzzedText(base, SIGNS, seed);
    int[] refused = new int[1];
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int file = 0; file < FILES; file++) {
            refused[0] += isRefused(texts.next(), reading) ? 1 : 0;
          }
        });
    // Both ends are reached, or the mutations are too weak or too strong to test anything.
    assertThat(refused[0]).isBetween(FILES / 10, FILES - FILES / 50);
  }

  private static boolean isRefused(byte[] file, Reading reading) throws IOException {
    try {
      assertSound(reading.read(file));
      return false;
    } catch (InvalidDataException e) {
      assertThat(e.getMessage()).matches("f:([1-9][0-9]*:)? .+").doesNotContain("\n", "\r");
      return true;
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("with the file\n" + new String(file, StandardCharsets.UTF_8), e);
    }
  }

  private static void assertSound(Table table) {
    assertThat(table.rows()).isPositive();
    int line = 0;
    for (int row = 0; row < table.rows(); row++) {
      assertThat(table.line(row)).isGreaterThan(line);
      line = table.line(row);
      for (int column = 0; column < table.attributes().size(); column++) {
        Attribute attribute = table.attributes().get(column);
        double value = table.values()[row][column];
        switch (attribute.kind()) {
          case NUMERIC -> assertThat(Double.isInfinite(value)).isFalse();
          case NOMINAL ->
              assertThat(Double.isNaN(value) || value < attribute.values().size()).isTrue();
          case STRING, DATE -> assertThat(value).isNaN();
        }
      }
    }
  }
}

package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged files end in an {@link InvalidDataException} or in a sound table, and soon. */
class ReaderFuzzTest {
  private static final int FILES = 20_000;
  private static final int MOST_MUTATIONS = 6;
  private static final int LONGEST_SPAN = 12;

  /** Far more than the second or so that all files of a test take. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

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
    survives(CSV, 2, file -> CsvReader.read(new ByteArrayInputStream(file), "f", Optional.empty()));
  }

  private static void survives(String base, long seed, Reading reading) {
    Random random = new Random(seed);
    int[] refused = new int[1];
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int file = 0; file < FILES; file++) {
            refused[0] += isRefused(mutated(base, random), reading) ? 1 : 0;
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

  private static byte[] mutated(String base, Random random) {
    byte[] file = base.getBytes(StandardCharsets.UTF_8);
    int mutations = 1 + random.nextInt(MOST_MUTATIONS);
    for (int i = 0; i < mutations; i++) {
      int from = random.nextInt(file.length + 1);
      int to = Math.min(file.length, from + random.nextInt(LONGEST_SPAN));
      file =
          switch (random.nextInt(6)) {
            case 0 -> spliced(file, from, to, new byte[0]);
            case 1 -> spliced(file, from, from, slice(file, from, to));
            case 2 -> spliced(file, from, from, sign(random));
            case 3 -> spliced(file, from, Math.min(file.length, from + 1), sign(random));
            case 4 -> spliced(file, from, from, new byte[] {(byte) random.nextInt(256)});
            default -> random.nextInt(10) == 0 ? slice(file, 0, from) : file;
          };
    }
    return file;
  }

  private static byte[] sign(Random random) {
    return SIGNS[random.nextInt(SIGNS.length)].getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] spliced(byte[] file, int from, int to, byte[] replacement) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, from);
    out.writeBytes(replacement);
    out.write(file, to, file.length - to);
    return out.toByteArray();
  }

  private static byte[] slice(byte[] file, int from, int to) {
    return Arrays.copyOfRange(file, from, to);
  }
}

package org.genlabel.fuzz;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.genlabel.fuzz.Judgement.Doubt;

/**
 * A known table in some dialect, and what a reader may do with it.
 *
 * @param seed what it follows from
 * @param discarded how many files were drawn before that the rules give another meaning than the
 *     one they were written with, such as 1,234 for 1234 where nothing says that the comma is no
 *     decimal mark
 * @param charset the encoding of the bytes
 * @param lines [rows], the line of the file, counted from 1, on which a row starts
 */
public record DialectFile(
    long seed,
    int discarded,
    KnownTable table,
    Dialect dialect,
    Charset charset,
    String text,
    int[] lines,
    Flaw.Damage damage,
    Judgement judgement) {

  /** Returns the file that follows from a seed. */
  public static DialectFile of(long seed) {
    Choice choice = new Choice(seed);
    for (int discarded = 0; ; discarded++) {
      Optional<DialectFile> file = draw(seed, discarded, choice);
      if (file.isPresent()) {
        return file.get();
      }
    }
  }

  /** Returns a file; empty if it is to be discarded. */
  private static Optional<DialectFile> draw(long seed, int discarded, Choice choice) {
    Dialect dialect = new Dialects(choice).next();
    char separator = dialect.layout().separator();
    KnownTable table = new KnownTables(choice, separator).next();
    Flaw flaw = choice.percent(95) ? Flaw.NONE : choice.of(Flaw.values());
    flaw = flaw.fits(table) ? flaw : Flaw.NONE;
    WrittenTable written = new DialectWriter(table, dialect, choice).write(flaw);
    Charset charset = dialect.layout().charset();
    charset = charset.newEncoder().canEncode(written.text()) ? charset : StandardCharsets.UTF_8;

    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    SeparatorEvidence separators = new SeparatorEvidence(table, separator, written);
    if (!dialect.layout().separatorLine() && separators.hasRival()) {
      if (dialect.layout().isBlank()) {
        return Optional.empty();
      }
      if (separators.hasOtherSeparatorInCell()) {
        doubts.add(Doubt.SEPARATOR);
      }
    }
    switch (new DecimalEvidence(table, dialect, written.cells()).verdict()) {
      case DOUBTFUL -> doubts.add(Doubt.DECIMAL_MARK);
      case DEFINED_OTHERWISE -> {
        return Optional.empty();
      }
      case CLEAR -> {}
    }
    if (table.classChoice().isAmbiguous()) {
      doubts.add(Doubt.CLASS);
    }
    DialectFile file =
        new DialectFile(
            seed,
            discarded,
            table,
            dialect,
            charset,
            written.text(),
            written.lines(),
            written.damage(),
            new Judgement(doubts, flaw));
    return file.isUtf8ByAccident() ? Optional.empty() : Optional.of(file);
  }

  /** Returns the file's contents. */
  public byte[] bytes() {
    return ((dialect.layout().mark() ? "\ufeff" : "") + text).getBytes(charset);
  }

  private boolean isUtf8ByAccident() {
    if (!charset.equals(Dialects.WINDOWS_1252)) {
      return false;
    }
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes()));
      return !text.contentEquals(decoded);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "seed " + seed + ", " + judgement + ", " + charset + ", " + dialect + "\n" + text;
  }
}

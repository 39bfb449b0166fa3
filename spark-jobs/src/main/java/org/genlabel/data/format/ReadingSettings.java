package org.genlabel.data.format;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.genlabel.data.ComposedName;

/**
 * What the user says about a data file; what is left empty is found out from the file.
 *
 * @param classColumn {@code data.class}: the name of the class column
 * @param exactClasses {@code data.class-values = exact}: numbers that are not integers may be
 *     classes, each number one
 * @param separator {@code data.separator}: what separates the cells of a line; a blank stands for
 *     any number of blanks
 * @param decimalMark {@code data.decimal}: a point or a comma
 * @param missing {@code data.missing}: texts that stand for a missing value, besides the usual ones
 * @param ignored {@code data.ignore}: names of columns that are left out
 * @param encoding {@code data.encoding}
 */
public record ReadingSettings(
    Optional<String> classColumn,
    boolean exactClasses,
    Optional<Character> separator,
    Optional<Character> decimalMark,
    List<String> missing,
    List<String> ignored,
    Optional<Charset> encoding) {

  /** Everything is found out. */
  public static final ReadingSettings AUTOMATIC =
      new ReadingSettings(
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty());

  public ReadingSettings {
    classColumn = classColumn.map(ComposedName::of);
    missing = List.copyOf(missing);
    ignored = ignored.stream().map(ComposedName::of).toList();
  }
}

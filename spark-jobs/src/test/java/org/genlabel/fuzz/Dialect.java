package org.genlabel.fuzz;

import java.nio.charset.Charset;
import java.util.List;

/** How a program writes a table as text. */
public record Dialect(Layout layout, Cells cells, Numbers numbers) {

  /** Every character that a reader may take for a separator; a blank stands for runs of blanks. */
  static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|', ' ');

  /**
   * What lies around the cells.
   *
   * @param separator one of the separators
   * @param separatorLine whether the first line is Excel's "sep=;"
   * @param trailingSeparator whether every line ends with a separator
   * @param charset the encoding
   * @param mark whether a byte order mark comes first
   */
  public record Layout(
      char separator,
      boolean separatorLine,
      boolean trailingSeparator,
      LineEnds lineEnds,
      Charset charset,
      boolean mark) {

    boolean isBlank() {
      return separator == ' ';
    }
  }

  /**
   * The ends of lines.
   *
   * @param end what ends a line
   * @param last whether the last line is ended too
   * @param blankLines whether there are blank lines
   */
  public record LineEnds(String end, boolean last, boolean blankLines) {}

  /** Which cells are quoted that need not be. */
  public enum Quoting {
    NONE,
    TEXT,
    ALL,
    RANDOM
  }

  /**
   * How cells are written.
   *
   * @param padding the kind of blank around cells; empty if there is none
   * @param missing what stands for a missing value, each for some of them
   */
  public record Cells(Quoting quoting, String padding, List<String> missing) {}

  /** Where the other decimal mark is used, because a file was put together from two. */
  public enum OtherMark {
    NOWHERE,
    /** In every second column. */
    COLUMNS,
    /** In a single row. */
    ROW
  }

  /**
   * How numbers are written.
   *
   * @param decimalMark a point or a comma
   * @param thousandsMark what separates groups of three digits; empty if nothing does
   * @param minus the minus sign
   */
  public record Numbers(char decimalMark, String thousandsMark, char minus, OtherMark otherMark) {
    private static final int OTHER_ROW = 3;

    /** Returns whether numbers have two decimal marks. */
    public boolean isMixed() {
      return otherMark != OtherMark.NOWHERE;
    }

    char decimalMark(int row, int column) {
      return isOther(row, column) ? (decimalMark == ',' ? '.' : ',') : decimalMark;
    }

    /**
     * Returns what separates groups of three digits in a cell; numbers from elsewhere have none.
     */
    String thousandsMark(int row, int column) {
      return isOther(row, column) ? "" : thousandsMark;
    }

    private boolean isOther(int row, int column) {
      return switch (otherMark) {
        case NOWHERE -> false;
        case COLUMNS -> column % 2 == 1;
        case ROW -> row == OTHER_ROW;
      };
    }
  }
}

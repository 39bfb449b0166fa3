package org.genlabel.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.genlabel.fuzz.KnownColumn.Kind;

/** What is wrong with a file, so that no reader may accept it. */
public enum Flaw {
  NONE,
  /** The first row stands where the header should. */
  NO_HEADER,
  /** A row has no class. */
  MISSING_CLASS,
  /** A cell of a column of numbers is something else. */
  ODD_CELL,
  /** A row has one cell more than the header. */
  LONG_ROW,
  /** Every row of a column is a number that stands for a missing value. */
  CONSTANT_SENTINEL;

  private static final List<String> MISSING_CLASSES =
      List.of("", "?", "NA", "N/A", "NaN", "nan", "null", "#N/A");
  private static final List<String> ODD_CELLS =
      List.of(
          "abc",
          "12%",
          "n.v.",
          "$5",
          "5 kg",
          "1.2.3",
          "1e",
          "(5)",
          "0x1F",
          "--5",
          "1.5f",
          "Infinity",
          "5,6,7");
  private static final List<String> SENTINELS = List.of("-999", "-9999", "999", "9999");

  /**
   * Where a table was damaged.
   *
   * @param row the row that is to blame; empty if it is the whole file
   * @param words what a message must contain
   */
  public record Damage(Optional<Integer> row, List<String> words) {
    static final Damage WHOLE_FILE = new Damage(Optional.empty(), List.of());

    Damage(int row, String word) {
      this(Optional.of(row), List.of(word));
    }
  }

  /** Returns whether a table can have this flaw. */
  boolean fits(KnownTable table) {
    return switch (this) {
      case NONE, MISSING_CLASS, LONG_ROW -> true;
      // Numbers may be names, but not a word that is a class, too.
      case NO_HEADER ->
          table.classChoice() == KnownTable.ClassChoice.LAST
              && table.classColumn().kind() == Kind.CLASS_WORDS;
      case ODD_CELL, CONSTANT_SENTINEL -> numbers(table).length > 0;
    };
  }

  /** Damages cells [rows][columns]. */
  Damage damage(String[][] cells, KnownTable table, Choice choice) {
    switch (this) {
      case MISSING_CLASS -> {
        int row = choice.between(0, cells.length - 1);
        int column = table.columns().indexOf(table.classColumn());
        cells[row][column] = choice.of(MISSING_CLASSES);
        return new Damage(row, "class");
      }
      case ODD_CELL -> {
        int row = choice.between(0, cells.length - 1);
        String cell = choice.of(ODD_CELLS);
        cells[row][numbers(table)[0]] = cell;
        return new Damage(row, cell);
      }
      case LONG_ROW -> {
        int row = choice.between(0, cells.length - 1);
        cells[row] = Arrays.copyOf(cells[row], cells[row].length + 1);
        cells[row][cells[row].length - 1] = "7";
        return new Damage(row, "cells");
      }
      case CONSTANT_SENTINEL -> {
        String sentinel = choice.of(SENTINELS);
        for (String[] row : cells) {
          row[numbers(table)[0]] = sentinel;
        }
        return new Damage(Optional.empty(), List.of(sentinel, "data.missing"));
      }
      default -> {
        return Damage.WHOLE_FILE;
      }
    }
  }

  /** Returns the columns of numbers in which nothing is missing. */
  private static int[] numbers(KnownTable table) {
    return IntStream.range(0, table.columns().size())
        .filter(
            k -> {
              KnownColumn column = table.columns().get(k);
              return List.of(Kind.INTEGER, Kind.DECIMAL).contains(column.kind())
                  && column.missing() == 0;
            })
        .toArray();
  }
}

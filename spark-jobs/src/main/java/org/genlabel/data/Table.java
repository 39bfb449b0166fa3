package org.genlabel.data;

import java.util.List;
import java.util.Objects;

/** The contents of a data file: attributes and rows, before anything is chosen as class. */
public final class Table {
  // 0.5 GB. A few bytes of a sparse row can stand for as many values as there are attributes.
  private static final long MOST_VALUES = 1L << 26;

  private final String source;
  private final String relation;
  private final List<Attribute> attributes;
  private final double[][] values;
  private final int[] lines;

  /**
   * Takes over the arrays; the caller must not change them afterwards.
   *
   * @param source the file, as the user knows it
   * @param relation the name the file gives itself, or an empty string
   * @param attributes the columns
   * @param values [rows][attributes], see {@link #values()}
   * @param lines [rows], see {@link #line(int)}
   * @throws IllegalArgumentException if the shapes do not agree
   */
  public Table(
      String source, String relation, List<Attribute> attributes, double[][] values, int[] lines) {
    this.source = Objects.requireNonNull(source, "source");
    this.relation = Objects.requireNonNull(relation, "relation");
    this.attributes = List.copyOf(attributes);
    this.values = values;
    this.lines = lines;
    if (values.length != lines.length) {
      throw new IllegalArgumentException(
          values.length + " rows, but " + lines.length + " line numbers");
    }
    for (double[] row : values) {
      if (row.length != this.attributes.size()) {
        throw new IllegalArgumentException(
            row.length + " values in a row of " + this.attributes.size() + " attributes");
      }
    }
  }

  /**
   * Checks that a file's rows so far can be held.
   *
   * @param line the last row's
   * @throws InvalidDataException if there are more than 67,108,864 values
   */
  public static void requireRoom(String source, int line, int rows, int attributes) {
    if ((long) rows * attributes > MOST_VALUES) {
      throw InvalidDataException.at(
          source,
          line,
          "row "
              + rows
              + " of "
              + attributes
              + " values: at most "
              + MOST_VALUES
              + " values are allowed in all");
    }
  }

  /** Returns the file, as the user knows it; errors name it. */
  public String source() {
    return source;
  }

  /** Returns the name the file gives itself, or an empty string. */
  public String relation() {
    return relation;
  }

  /** Returns the columns. */
  public List<Attribute> attributes() {
    return attributes;
  }

  /** Returns the number of rows. */
  public int rows() {
    return values.length;
  }

  /**
   * Returns the cells [rows][attributes]: the number of a numeric cell, the index of a nominal
   * cell's value in {@link Attribute#values()}, NaN where the value is missing and in every string
   * or date cell. The array is the table's own, not a copy, and must not be changed.
   */
  public double[][] values() {
    return values;
  }

  /** Returns the line of the file, counted from 1, on which a row (counted from 0) starts. */
  public int line(int row) {
    return lines[row];
  }

  @Override
  public String toString() {
    return source + " (" + rows() + " rows, " + attributes.size() + " attributes)";
  }
}

package org.genlabel.data.format;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How a column of a file was understood.
 *
 * @param name its name
 * @param role what it is used for
 * @param values what its cells are, e.g. "numbers" or "True/False as 1/0"
 * @param missing the number of missing cells
 * @param distinct the number of different values, missing ones not counted
 * @param examples its first few different values, as in the file, cut to 60 characters
 * @param reason why it is left out, with the cell that decided; empty for the others
 */
public record ColumnReading(
    @JsonProperty("name") String name,
    @JsonProperty("role") Role role,
    @JsonProperty("values") String values,
    @JsonProperty("missing") int missing,
    @JsonProperty("distinct") int distinct,
    @JsonProperty("examples") List<String> examples,
    @JsonProperty("reason") String reason) {

  /** The values of a column of plain numbers. */
  public static final String NUMBERS = "numbers";

  private static final int LONGEST_EXAMPLE = 60;

  /** What a column is used for. */
  public enum Role {
    /** It holds the class. */
    @JsonProperty("class")
    CLASS,
    /** A feature of numbers. */
    @JsonProperty("numeric")
    NUMERIC,
    /** A feature of categories. */
    @JsonProperty("nominal")
    NOMINAL,
    /** It is not used. */
    @JsonProperty("left_out")
    LEFT_OUT;

    /** Returns the role as it is written for users. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns whether the column is a feature. */
    public boolean isFeature() {
      return this == NUMERIC || this == NOMINAL;
    }
  }

  public ColumnReading {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(reason, "reason");
    examples = examples.stream().map(ColumnReading::cut).toList();
  }

  private static String cut(String example) {
    if (example.codePointCount(0, example.length()) <= LONGEST_EXAMPLE) {
      return example;
    }
    return example.substring(0, example.offsetByCodePoints(0, LONGEST_EXAMPLE - 3)) + "...";
  }

  ColumnReading leftOut(String why) {
    return new ColumnReading(name, Role.LEFT_OUT, values, missing, distinct, examples, why);
  }
}

package org.genlabel.data;

import java.util.List;
import java.util.Objects;

/**
 * A column of a {@link Table}.
 *
 * @param name its name, unique in the table
 * @param kind what its cells hold
 * @param values the declared values of a nominal attribute, in declared order; empty for the others
 */
public record Attribute(String name, Kind kind, List<String> values) {

  /** The kind of the cells of an attribute. */
  public enum Kind {
    /** A finite number. */
    NUMERIC,
    /** One of a declared set of values. */
    NOMINAL,
    /** Free text, never a feature. */
    STRING,
    /** A point in time, never a feature. */
    DATE
  }

  public Attribute {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    values = List.copyOf(values);
  }
}

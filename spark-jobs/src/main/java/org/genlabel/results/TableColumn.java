package org.genlabel.results;

import java.time.Instant;
import java.util.function.Function;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * One column of a result table: its name, its type in parquet, and where its value comes from.
 * Every column may hold null.
 *
 * @param <R> what a row is made from
 */
public record TableColumn<R>(String name, Kind kind, Function<R, Object> value) {
  /** The types that result tables use, with the Java class of their values. */
  public enum Kind {
    STRING,
    INT,
    LONG,
    DOUBLE,
    BOOLEAN,
    /** An {@link Instant}, kept in microseconds. */
    TIMESTAMP
  }

  Type parquetType() {
    return switch (kind) {
      case STRING ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case INT -> Types.optional(PrimitiveTypeName.INT32).named(name);
      case LONG -> Types.optional(PrimitiveTypeName.INT64).named(name);
      case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
      case TIMESTAMP ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
              .named(name);
    };
  }

  /** Returns whether a column of a file is this one, by its name and how its values are stored. */
  boolean isOfKind(Type found) {
    return found.getName().equals(name)
        && found.isPrimitive()
        && !found.isRepetition(Type.Repetition.REPEATED)
        && found.asPrimitiveType().getPrimitiveTypeName()
            == parquetType().asPrimitiveType().getPrimitiveTypeName();
  }

  /** Copies the value from one parquet record to another; null, or no such column, is left out. */
  void copy(Group from, Group to) {
    if (!from.getType().containsField(name) || from.getFieldRepetitionCount(name) == 0) {
      return;
    }
    switch (kind) {
      case STRING -> to.add(name, from.getBinary(name, 0));
      case INT -> to.add(name, from.getInteger(name, 0));
      case LONG, TIMESTAMP -> to.add(name, from.getLong(name, 0));
      case DOUBLE -> to.add(name, from.getDouble(name, 0));
      case BOOLEAN -> to.add(name, from.getBoolean(name, 0));
    }
  }

  /** Adds the row's value to a parquet record; null is left out. */
  void write(R row, Group group) {
    Object object = value.apply(row);
    if (object == null) {
      return;
    }
    switch (kind) {
      case STRING -> group.add(name, (String) object);
      case INT -> group.add(name, (int) object);
      case LONG -> group.add(name, (long) object);
      case DOUBLE -> group.add(name, (double) object);
      case BOOLEAN -> group.add(name, (boolean) object);
      case TIMESTAMP -> {
        Instant instant = (Instant) object;
        group.add(name, instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
      }
    }
  }
}

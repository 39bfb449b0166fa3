package org.genlabel.data.openml;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.DecimalNumber;

/** A column of a Parquet file, and the conversion of its values to cells of an ARFF file. */
final class ParquetColumn {
  private final Attribute feature;
  private final int index;
  private final PrimitiveTypeName type;
  private final boolean unsigned;
  // Nominal values by their {@link #key}: Parquet has TRUE, 1 and 1.0 where the ARFF file may have
  // had True, 01 and 1.
  private final Map<String, String> declared = new HashMap<>();

  /**
   * Creates a column.
   *
   * @param feature OpenML's description of the column
   * @param index its index in the file's schema
   * @param type its type in the file
   * @throws Mismatch if the type is not supported, or does not match this feature
   */
  ParquetColumn(Attribute feature, int index, PrimitiveType type) throws Mismatch {
    this.feature = feature;
    this.index = index;
    this.type = type.getPrimitiveTypeName();
    this.unsigned =
        type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer
            && !integer.isSigned();
    if (!isSupported(type)) {
      throw mismatch("has the type " + type + ", which is not supported");
    }
    if (feature.kind() == Attribute.Kind.NUMERIC && !isNumber()) {
      throw mismatch("is numeric in the features, but has the type " + this.type);
    }
    for (String value : feature.values()) {
      declare(value);
    }
  }

  /** Thrown when a file does not match OpenML's description of it. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String reason) {
      super(reason);
    }
  }

  private static boolean isSupported(PrimitiveType type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN, FLOAT, DOUBLE -> meaning == null;
      // Unknown: a column that has only missing values.
      case INT32, INT64 ->
          meaning == null
              || meaning instanceof IntLogicalTypeAnnotation
              || meaning instanceof UnknownLogicalTypeAnnotation;
      case BINARY ->
          meaning == null
              || meaning instanceof StringLogicalTypeAnnotation
              || meaning instanceof EnumLogicalTypeAnnotation;
      case INT96, FIXED_LEN_BYTE_ARRAY -> false;
    };
  }

  private boolean isNumber() {
    return switch (type) {
      case INT32, INT64, FLOAT, DOUBLE -> true;
      case BOOLEAN, BINARY, INT96, FIXED_LEN_BYTE_ARRAY -> false;
    };
  }

  private void declare(String value) throws Mismatch {
    String other = declared.putIfAbsent(key(value), value);
    if (other != null) {
      throw mismatch(
          "has the type "
              + type
              + ", which does not tell "
              + InvalidDataException.quoted(other)
              + " from "
              + InvalidDataException.quoted(value));
    }
  }

  private static boolean isDecimal(String value) {
    return !Double.isNaN(DecimalNumber.parse(value));
  }

  /** Returns the form that all notations of a value share. */
  private String key(String value) {
    if (type == PrimitiveTypeName.BOOLEAN) {
      return value.toLowerCase(Locale.ROOT);
    }
    // Adding zero turns -0 into 0.
    return isNumber() && isDecimal(value)
        ? Double.toString(DecimalNumber.parse(value) + 0.0)
        : value;
  }

  /**
   * Returns a row's value in this column, as text.
   *
   * @return the value, empty where it is missing
   * @throws Mismatch if it is not finite, or not among the values of a nominal feature
   */
  Optional<String> cell(Group row) throws Mismatch {
    if (row.getFieldRepetitionCount(index) == 0) {
      return Optional.empty();
    }
    String text = text(row);
    if (isNumber() && text.equals("NaN")) {
      return Optional.empty();
    }
    return Optional.of(
        switch (feature.kind()) {
          case NUMERIC -> finite(text);
          case NOMINAL -> known(text);
          case STRING, DATE -> text;
        });
  }

  /**
   * Returns the value as text; numbers have as many digits as are needed to parse to the same
   * number.
   */
  private String text(Group row) {
    return switch (type) {
      case BOOLEAN -> Boolean.toString(row.getBoolean(index, 0));
      case INT32 -> {
        int value = row.getInteger(index, 0);
        yield unsigned ? Integer.toUnsignedString(value) : Integer.toString(value);
      }
      case INT64 -> {
        long value = row.getLong(index, 0);
        yield unsigned ? Long.toUnsignedString(value) : Long.toString(value);
      }
      case FLOAT -> Double.toString(row.getFloat(index, 0));
      case DOUBLE -> Double.toString(row.getDouble(index, 0));
      case BINARY -> row.getBinary(index, 0).toStringUsingUTF8();
      case INT96, FIXED_LEN_BYTE_ARRAY -> throw new IllegalStateException(type + " was refused");
    };
  }

  private String finite(String text) throws Mismatch {
    if (!isDecimal(text)) {
      throw mismatch(
          "has the value " + InvalidDataException.quoted(text) + ", which is not finite");
    }
    return text;
  }

  private String known(String text) throws Mismatch {
    String value = declared.get(key(text));
    if (value == null) {
      throw mismatch(
          "has the value "
              + InvalidDataException.quoted(text)
              + ", which the features do not have; they have "
              + InvalidDataException.listed(feature.values()));
    }
    return value;
  }

  private Mismatch mismatch(String reason) {
    return new Mismatch("column " + InvalidDataException.quoted(feature.name()) + " " + reason);
  }
}

package org.genlabel.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.genlabel.results.ResultSchema;
import org.genlabel.results.TableColumn;

/** The types of result tables in Spark SQL. */
final class TableTypes {
  private TableTypes() {}

  /** Returns the columns of a table, in order, all nullable. */
  static StructType of(ResultSchema<?> schema) {
    return DataTypes.createStructType(
        schema.columns().stream()
            .map(column -> DataTypes.createStructField(column.name(), of(column.kind()), true))
            .toArray(StructField[]::new));
  }

  private static DataType of(TableColumn.Kind kind) {
    return switch (kind) {
      case STRING -> DataTypes.StringType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
      case BOOLEAN -> DataTypes.BooleanType;
      case TIMESTAMP -> DataTypes.TimestampType;
    };
  }
}

package org.genlabel.data.openml;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.ArffWriter;

/**
 * Writes the rows of a Parquet file as ARFF text: columns and nominal values in the order of the
 * features that OpenML tells, each cell the value of the column of that name.
 */
final class ParquetConversion {
  private final ParquetRows rows;
  private final List<Attribute> features;
  private final String source;

  /**
   * A conversion.
   *
   * @param features all columns of the file
   * @param source where the file is from, for errors
   */
  ParquetConversion(ParquetRows rows, List<Attribute> features, String source) {
    this.rows = rows;
    this.features = features;
    this.source = source;
  }

  /**
   * Reads all rows.
   *
   * @param relation the name the text gives itself
   * @param out closed at the end
   * @throws FetchException if the file is damaged, or its columns or values are not the features'
   */
  void write(String relation, OutputStream out) throws IOException {
    long number = 0;
    try (ArffWriter writer = new ArffWriter(out, relation, features)) {
      List<ParquetColumn> columns = columns(rows.schema());
      for (Optional<Group> row = rows.next(); row.isPresent(); row = rows.next()) {
        number++;
        List<Optional<String>> cells = new ArrayList<>(columns.size());
        for (ParquetColumn column : columns) {
          cells.add(column.cell(row.get()));
        }
        writer.row(cells);
      }
    } catch (ParquetColumn.Mismatch e) {
      String place = number == 0 ? "" : "row " + number + ": ";
      throw refused(place + e.getMessage());
    }
  }

  private List<ParquetColumn> columns(MessageType schema)
      throws FetchException, ParquetColumn.Mismatch {
    if (schema.getFieldCount() != features.size()) {
      throw refused(
          schema.getFieldCount() + " columns, but OpenML's features are " + features.size());
    }
    List<ParquetColumn> columns = new ArrayList<>();
    for (Attribute feature : features) {
      if (!schema.containsField(feature.name())) {
        throw refused(
            "no column "
                + InvalidDataException.quoted(feature.name())
                + ", which OpenML's features have");
      }
      int index = schema.getFieldIndex(feature.name());
      columns.add(new ParquetColumn(feature, index, schema.getType(index).asPrimitiveType()));
    }
    return columns;
  }

  private FetchException refused(String reason) {
    return FetchException.lasting(source + ": " + reason, FetchException.ELSEWHERE);
  }
}

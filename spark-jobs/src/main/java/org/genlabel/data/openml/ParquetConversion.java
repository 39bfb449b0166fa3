package org.genlabel.data.openml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.ArffWriter;

/**
 * Writes the rows of a Parquet file as ARFF text: columns and nominal values are in the order of
 * OpenML's features, and each cell is the value of the column of that name.
 */
final class ParquetConversion {
  // A number of 8 bytes may be written as a digit and a comma.
  private static final long BYTES_PER_CHARACTER = 4;

  private final ParquetRows rows;
  private final List<Attribute> features;
  private final String source;

  private ParquetConversion(ParquetRows rows, List<Attribute> features, String source) {
    this.rows = rows;
    this.features = features;
    this.source = source;
  }

  /**
   * Converts a file.
   *
   * @param features all columns of the file
   * @param relation the name of the ARFF relation
   * @param source the file's location, for error messages
   * @throws FetchException if the file is damaged, its columns or values do not match the features,
   *     or it is too large as text
   */
  static byte[] arff(
      byte[] parquet, List<Attribute> features, String relation, String source, FetchLimits limits)
      throws IOException {
    long decompressed = limits.largestFile() * BYTES_PER_CHARACTER;
    // The Parquet reader starts at the end of a file.
    Path file = Files.createTempFile("genlabel-", ".pq");
    try {
      Files.write(file, parquet);
      try (ParquetRows rows = new ParquetRows(new LocalInputFile(file), source, decompressed)) {
        return new ParquetConversion(rows, features, source).arff(relation, limits);
      }
    } finally {
      Files.delete(file);
    }
  }

  private byte[] arff(String relation, FetchLimits limits) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long number = 0;
    try (ArffWriter writer = new ArffWriter(text, relation, features)) {
      List<ParquetColumn> columns = columns(rows.schema());
      for (Optional<Group> row = rows.next(); row.isPresent(); row = rows.next()) {
        number++;
        List<Optional<String>> cells = new ArrayList<>(columns.size());
        for (ParquetColumn column : columns) {
          cells.add(column.cell(row.get()));
        }
        writer.row(cells);
        limits.requireAllowed(source + " as ARFF", text.size());
      }
    } catch (ParquetColumn.Mismatch e) {
      String place = number == 0 ? "" : "row " + number + ": ";
      throw refused(place + e.getMessage());
    }
    limits.requireAllowed(source + " as ARFF", text.size());
    return text.toByteArray();
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

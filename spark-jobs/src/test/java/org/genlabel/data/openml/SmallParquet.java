package org.genlabel.data.openml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.genlabel.data.SmallArff;

/** The rows of {@link SmallArff} as a Parquet file, and others. */
final class SmallParquet {
  /** The columns of {@link SmallArff}. */
  static final String SCHEMA =
      """
      message schema {
        optional int64 x;
        optional double y;
        optional binary kind (STRING);
        optional binary class (STRING);
      }
      """;

  /** The JSON of its features; the classes are declared in the order b, a. */
  static final String FEATURES =
      """
      {"data_features":{"feature":[
        {"index":"0","name":"x","data_type":"numeric"},
        {"index":"1","name":"y","data_type":"numeric"},
        {"index":"2","name":"kind","data_type":"nominal","nominal_value":["p","q"]},
        {"index":"3","name":"class","data_type":"nominal","nominal_value":["b","a"]}]}}
      """;

  /** Its ARFF text after conversion. */
  static final String TEXT =
      """
      @relation 'iris'
      @attribute x numeric
      @attribute y numeric
      @attribute kind {p,q}
      @attribute class {b,a}
      @data
      """
          + "1,2.0,p,a\n3,4.0,q,b\n".repeat(5);

  private static final int TAIL = 8;

  private SmallParquet() {}

  /** Returns the file. */
  static byte[] bytes() throws IOException {
    return bytes(SCHEMA, rows());
  }

  /** Returns its rows. */
  static Object[][] rows() {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(new Object[] {1L, 2.0, "p", "a"});
      rows.add(new Object[] {3L, 4.0, "q", "b"});
    }
    return rows.toArray(Object[][]::new);
  }

  /** Returns a file of the given rows; null is a missing value. */
  static byte[] bytes(String schema, Object[]... rows) throws IOException {
    return bytes(CompressionCodecName.SNAPPY, schema, rows);
  }

  /** Returns a file with compressed pages. */
  static byte[] bytes(CompressionCodecName codec, String schema, Object[]... rows)
      throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    Path folder = Files.createTempDirectory("parquet");
    Path file = folder.resolve("written.pq");
    try {
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new LocalOutputFile(file))
              .withType(type)
              .withCompressionCodec(codec)
              .build()) {
        for (Object[] row : rows) {
          writer.write(group(type, row));
        }
      }
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static Group group(MessageType type, Object[] row) {
    Group group = new SimpleGroup(type);
    for (int column = 0; column < row.length; column++) {
      Object value = row[column];
      if (value instanceof Integer integer) {
        group.add(column, integer);
      } else if (value instanceof Long number) {
        group.add(column, number);
      } else if (value instanceof Float number) {
        group.add(column, number);
      } else if (value instanceof Double number) {
        group.add(column, number);
      } else if (value instanceof Boolean bool) {
        group.add(column, bool);
      } else if (value instanceof String text) {
        group.add(column, text);
      }
    }
    return group;
  }

  /** Returns a file with a modified footer. */
  static byte[] withFooter(byte[] file, Consumer<FileMetaData> change) throws IOException {
    int length =
        ByteBuffer.wrap(file, file.length - TAIL, Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getInt();
    int start = file.length - TAIL - length;
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
    change.accept(footer);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, written);
    return withFooter(Arrays.copyOf(file, start), written.toByteArray());
  }

  /** Returns a file of the given data and footer. */
  static byte[] withFooter(byte[] data, byte[] footer) {
    ByteBuffer file =
        ByteBuffer.allocate(data.length + footer.length + TAIL).order(ByteOrder.LITTLE_ENDIAN);
    file.put(data).put(footer).putInt(footer.length);
    return file.put("PAR1".getBytes(StandardCharsets.US_ASCII)).array();
  }
}

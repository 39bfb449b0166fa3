package org.genlabel.results;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/** Parquet files of a run folder's tables, written and read without Spark. */
final class RowFiles {
  private RowFiles() {}

  /** Writes a file of at least one row, replacing one of that name. */
  static <R> void write(RunFiles files, ResultSchema<R> schema, String name, List<R> rows)
      throws IOException {
    String unfinished = RunFiles.unfinished(name);
    MessageType parquetSchema = schema.parquetSchema();
    try (ParquetWriter<Group> writer = writer(files, schema, unfinished)) {
      for (R row : rows) {
        Group group = new SimpleGroup(parquetSchema);
        for (TableColumn<R> column : schema.columns()) {
          column.write(row, group);
        }
        writer.write(group);
      }
    }
    files.replace(unfinished, name);
  }

  /** Begins a file under its own name. */
  static ParquetWriter<Group> writer(RunFiles files, ResultSchema<?> schema, String name)
      throws IOException {
    return ExampleParquetWriter.builder(files.output(name))
        .withConf(files.configuration())
        .withType(schema.parquetSchema())
        .withCompressionCodec(CompressionCodecName.SNAPPY)
        .build();
  }

  /** Opens a file for reading. */
  static ParquetReader<Group> reader(RunFiles files, String name) throws IOException {
    return new GroupReader(files.input(name), files.configuration()).build();
  }

  private static final class GroupReader extends ParquetReader.Builder<Group> {
    GroupReader(InputFile file, Configuration configuration) {
      super(file);
      withConf(configuration);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}

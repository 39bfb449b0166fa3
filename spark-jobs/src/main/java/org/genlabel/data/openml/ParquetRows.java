package org.genlabel.data.openml;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.genlabel.data.InvalidDataException;

/**
 * The rows of an untrusted Parquet file, read without Spark. Any defect of the file is reported as
 * a {@link FetchException}.
 */
final class ParquetRows implements Closeable {
  private static final int LONGEST_REASON = 200;

  private final String source;
  private final ParquetFileReader reader;
  private RecordReader<Group> rows;
  private long left;

  /** One call of Parquet's decoder. */
  @FunctionalInterface
  private interface Step<T> {
    T take() throws IOException;
  }

  /**
   * Opens a file, and reads and checks its footer.
   *
   * @param source the file's location, for error messages
   * @param largest maximum number of bytes of all its pages once decompressed
   * @throws FetchException if it is not a Parquet file, claims impossible sizes, or has nested or
   *     repeated columns
   */
  ParquetRows(InputFile file, String source, long largest) throws FetchException {
    this.source = source;
    ParquetReadOptions options =
        // Without the user's Hadoop configuration, which takes longer to read than a small file.
        ParquetReadOptions.builder(new HadoopParquetConfiguration(new Configuration(false)))
            .usePageChecksumVerification()
            .withCodecFactory(new LimitedDecompression(largest))
            .build();
    this.reader = decoded(() -> opened(file, options));
  }

  private static ParquetFileReader opened(InputFile file, ParquetReadOptions options)
      throws IOException {
    ParquetFileReader reader = ParquetFileReader.open(file, options);
    try {
      requireTable(reader.getFooter(), file.getLength());
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Rejects files that are not plain tables, and columns of more bytes than the file has, because
   * Parquet allocates as much memory as the footer claims.
   */
  private static void requireTable(ParquetMetadata footer, long length) throws IOException {
    for (Type column : footer.getFileMetaData().getSchema().getFields()) {
      if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
        throw new IOException(
            "column "
                + InvalidDataException.quoted(column.getName())
                + " is nested or repeated; a table has one value in a cell");
      }
    }
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        if (chunk.getTotalSize() < 0 || chunk.getTotalSize() > length) {
          throw new IOException(
              "a column of " + chunk.getTotalSize() + " bytes in a file of " + length + " bytes");
        }
      }
    }
  }

  /** Returns the columns of the file, none of them nested or repeated. */
  MessageType schema() {
    return reader.getFileMetaData().getSchema();
  }

  /**
   * Returns the next row, or empty after the last.
   *
   * @throws FetchException if it cannot be decoded
   */
  Optional<Group> next() throws FetchException {
    return decoded(
        () -> {
          while (left == 0) {
            PageReadStore pages = reader.readNextRowGroup();
            if (pages == null) {
              return Optional.empty();
            }
            begin(pages);
          }
          left--;
          return Optional.of(rows.read());
        });
  }

  private void begin(PageReadStore pages) {
    MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema());
    rows = columns.getRecordReader(pages, new GroupRecordConverter(schema()));
    left = pages.getRowCount();
  }

  /**
   * Runs a step of Parquet's decoder on untrusted bytes; every such step goes through here. The
   * decoder was written for well-formed files, and throws arbitrary exceptions on others.
   */
  private <T> T decoded(Step<T> step) throws FetchException {
    try {
      return step.take();
    } catch (IOException | RuntimeException e) {
      throw refused(e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      // Caused by a length or depth that the file merely claims. The array was never allocated, and
      // the stack has been unwound: nothing else is affected.
      throw refused("more memory is needed than there is: " + e.getMessage());
    }
  }

  private FetchException refused(Exception exception) {
    Throwable cause = exception;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return refused(message.lines().findFirst().orElse(""));
  }

  private FetchException refused(String reason) {
    String shown =
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason;
    return FetchException.lasting(
        source + ": cannot be read as Parquet: " + shown, FetchException.ELSEWHERE);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

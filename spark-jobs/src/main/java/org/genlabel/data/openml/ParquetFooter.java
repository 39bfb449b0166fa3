package org.genlabel.data.openml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.Type;
import org.genlabel.data.InvalidDataException;

/**
 * What is asked of a Parquet file's footer before anything is believed: parquet allocates what the
 * footer claims.
 */
final class ParquetFooter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH_BYTES = 4;
  // Some 100 bytes for a column of a row group; its objects take several times as much.
  private static final int LARGEST = 16 << 20;

  private ParquetFooter() {}

  /** Why a file cannot be what it says. */
  static final class Impossible extends IOException {
    private static final long serialVersionUID = 1L;

    Impossible(String reason) {
      super(reason);
    }
  }

  /**
   * Looks at the last bytes of a file.
   *
   * @throws Impossible if they are not those of a Parquet file, or its footer does not fit into it
   *     or is very large
   */
  static void requireRoom(InputFile file) throws IOException {
    long end = file.getLength() - LENGTH_BYTES - MAGIC.length;
    if (end < MAGIC.length) {
      throw new Impossible("only " + file.getLength() + " bytes");
    }
    byte[] last = new byte[LENGTH_BYTES + MAGIC.length];
    try (SeekableInputStream in = file.newStream()) {
      in.seek(end);
      in.readFully(last);
    }
    if (!Arrays.equals(last, LENGTH_BYTES, last.length, MAGIC, 0, MAGIC.length)) {
      throw new Impossible("its end is missing, or is something else");
    }
    long footer =
        Integer.toUnsignedLong(ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getInt());
    if (footer > end - MAGIC.length) {
      throw new Impossible(
          "a footer of " + footer + " bytes in a file of " + file.getLength() + " bytes");
    }
    if (footer > LARGEST) {
      throw new Impossible("a footer of " + footer + " bytes; at most " + LARGEST + " are allowed");
    }
  }

  /**
   * Checks a footer that was read.
   *
   * @param length of the file in bytes
   * @throws Impossible if a column is nested or repeated, lies outside the file, or has not a value
   *     for every row
   */
  static void requirePossible(ParquetMetadata footer, long length) throws Impossible {
    for (Type column : footer.getFileMetaData().getSchema().getFields()) {
      if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
        throw new Impossible(
            "column "
                + InvalidDataException.quoted(column.getName())
                + " is nested or repeated; a table has one value in a cell");
      }
    }
    for (BlockMetaData block : footer.getBlocks()) {
      long bytes = 0;
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        requireInside(chunk, length);
        requireAValueForEveryRow(chunk, block.getRowCount());
        bytes += chunk.getTotalSize();
        if (bytes > length) {
          throw new Impossible(
              "columns of more than " + length + " bytes in a file of " + length + " bytes");
        }
      }
    }
  }

  private static void requireInside(ColumnChunkMetaData chunk, long length) throws Impossible {
    long start = chunk.getStartingPos();
    long size = chunk.getTotalSize();
    if (start < MAGIC.length || size < 0 || start > length - size) {
      throw new Impossible(
          "column "
              + InvalidDataException.quoted(chunk.getPath().toDotString())
              + " is said to have "
              + size
              + " bytes from byte "
              + start
              + " on, in a file of "
              + length
              + " bytes");
    }
  }

  private static void requireAValueForEveryRow(ColumnChunkMetaData chunk, long rows)
      throws Impossible {
    if (rows < 0 || chunk.getValueCount() != rows) {
      throw new Impossible(
          "column "
              + InvalidDataException.quoted(chunk.getPath().toDotString())
              + " is said to have "
              + chunk.getValueCount()
              + " values in "
              + rows
              + " rows");
    }
  }
}

package org.genlabel.results;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.genlabel.data.InvalidDataException;

/**
 * Checks the files of a run's tables before a run goes on with them. A run deletes some files and
 * merges others, which it must not do with foreign ones.
 */
public final class TableFilesCheck {
  private TableFilesCheck() {}

  /**
   * Checks that all files of the tables and of the journal are parquet with the tables' columns.
   * Only the end of each file is read. Names that readers of parquet folders skip are not checked.
   *
   * @throws org.genlabel.data.InvalidDataException if a file is something else
   */
  static void requireTables(ResultStore store, Configuration configuration) throws IOException {
    RunFiles files = store.files(configuration);
    for (TableFolders folders : List.of(TableFolders.TABLES, TableFolders.JOURNAL)) {
      for (ResultSchema<?> schema : ResultSchema.TABLES) {
        for (String name : files.names(folders.folder(schema))) {
          String file = folders.file(schema, name);
          if (!name.matches("[_.].*") && !isTable(files, file, schema)) {
            throw noTable(store.displayName() + "/" + file);
          }
        }
      }
    }
  }

  /**
   * Creates the exception for a file that is not part of a table.
   *
   * @param file the file, as the user knows it
   */
  public static InvalidDataException noTable(String file) {
    return InvalidDataException.in(
        file,
        "no table of results: it must be parquet with the columns of this program; move it out of"
            + " the folder");
  }

  private static boolean isTable(RunFiles files, String name, ResultSchema<?> schema)
      throws IOException {
    try {
      InputFile file = files.input(name);
      try (SeekableInputStream in = file.newStream()) {
        return schema.accepts(schemaOf(file, in, files.configuration()));
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      // A run that still holds the lock may have moved it meanwhile; but some file systems say the
      // same of a file that may not be read.
      if (files.exists(name)) {
        throw e;
      }
      return true;
    }
  }

  /** Returns the columns of a file; none of the tables' if it is not parquet. */
  private static MessageType schemaOf(
      InputFile file, SeekableInputStream in, Configuration configuration) {
    try {
      return ParquetFileReader.readFooter(
              file, HadoopReadOptions.builder(configuration).build(), in)
          .getFileMetaData()
          .getSchema();
    } catch (IOException | RuntimeException e) {
      // Parquet has no specific exception for a file of another format.
      return new MessageType("none");
    }
  }
}

package org.genlabel.data.openml;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.genlabel.data.Attribute;

/** A place from which datasets can be fetched. Implementations are thread-safe. */
public interface DatasetSource {
  /** The format of a dataset's file. */
  enum Format {
    /** ARFF text, which needs no conversion. */
    ARFF,
    /** A Parquet table, which is converted with the columns of {@link #features}. */
    PARQUET
  }

  /**
   * A dataset's file at a source.
   *
   * @param id OpenML's dataset id
   * @param name OpenML's name, or an empty string if the source does not provide it
   * @param location the file's URI
   * @param format the file's format; Parquet only where there is no ARFF
   * @param md5 its MD5 in lower-case hexadecimal, if the source provides it
   * @param status active, deactivated or in_preparation, if the source provides it
   */
  record DataFile(
      int id,
      String name,
      String location,
      Format format,
      Optional<String> md5,
      Optional<String> status) {}

  /** Returns the source as the user specified it. */
  String name();

  /**
   * Finds a dataset's file.
   *
   * @param deadline time at which to give up
   * @throws IOException if there is no such file, or the source cannot be accessed
   */
  DataFile find(int id, Deadline deadline) throws IOException, InterruptedException;

  /**
   * Returns OpenML's description of the columns of a Parquet file, which itself does not record the
   * order of nominal values.
   *
   * @param deadline time at which to give up
   * @return the columns, in the order of the dataset's ARFF file
   * @throws IOException if the source does not have it, or cannot be accessed
   */
  List<Attribute> features(DataFile file, Deadline deadline)
      throws IOException, InterruptedException;

  /**
   * Reads a file to its end.
   *
   * @param deadline time at which to give up
   * @return the file's bytes
   * @throws IOException if it cannot be read, or is larger than allowed
   */
  byte[] read(DataFile file, Deadline deadline) throws IOException, InterruptedException;
}

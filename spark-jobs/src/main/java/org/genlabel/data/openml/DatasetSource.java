package org.genlabel.data.openml;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.genlabel.data.Attribute;

/** A place that datasets can be fetched from. Implementations are safe for use by threads. */
public interface DatasetSource {
  /** What a dataset's file is. */
  enum Format {
    /** Text, as it is wanted. */
    ARFF,
    /** A table that is converted, with the columns of {@link #features}. */
    PARQUET
  }

  /**
   * A dataset's file there.
   *
   * @param id OpenML's number of the dataset
   * @param name OpenML's name, or an empty string if the place does not tell
   * @param location the file's URI
   * @param format what it is; Parquet only where there is no ARFF
   * @param md5 its MD5 in lower-case hexadecimal, if the place tells
   * @param status active, deactivated or in_preparation, if the place tells
   */
  record DataFile(
      int id,
      String name,
      String location,
      Format format,
      Optional<String> md5,
      Optional<String> status) {}

  /** The place, as the user knows it. */
  String name();

  /**
   * Finds a dataset's file.
   *
   * @param deadline when to give up
   * @throws IOException if there is none, or the place cannot be asked
   */
  DataFile find(int id, Deadline deadline) throws IOException, InterruptedException;

  /**
   * What OpenML tells of the columns of a Parquet file, which does not know the order of nominal
   * values itself.
   *
   * @param deadline when to give up
   * @return the columns, in the order of the dataset's ARFF file
   * @throws IOException if the place does not have it, or cannot be asked
   */
  List<Attribute> features(DataFile file, Deadline deadline)
      throws IOException, InterruptedException;

  /**
   * Reads a file to its end.
   *
   * @param deadline when to give up
   * @return the file's bytes
   * @throws IOException if it cannot be read, or is larger than allowed
   */
  byte[] read(DataFile file, Deadline deadline) throws IOException, InterruptedException;
}

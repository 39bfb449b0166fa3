package org.genlabel.data.catalog;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.ArffReader;
import org.genlabel.data.format.CsvReader;
import org.genlabel.data.synthetic.SyntheticDataset;

/**
 * The data formats. To add a file format, add a constant with the suffix of its files and the class
 * that reads them; its position is its position in the search of a folder.
 */
public enum DatasetFormat {
  /** Weka's Attribute-Relation File Format, the format of OpenML's datasets. */
  ARFF(".arff", ArffReader::read),
  /** Comma-separated values with a header. */
  CSV(".csv", CsvReader::read),
  /** Tab-separated values with a header. */
  TSV(".tsv", CsvReader::read),
  /** No file: points that are generated from the name of a {@link SyntheticDataset} alone. */
  SYNTHETIC {
    @Override
    public boolean matches(String uri) {
      return SyntheticDataset.byUri(uri).isPresent();
    }

    @Override
    Optional<String> uriWithoutFile(String name) {
      return SyntheticDataset.byKey(name).map(SyntheticDataset::uri);
    }

    @Override
    ReadDataset read(DatasetFile file, FeatureHandling features) {
      Dataset dataset = SyntheticDataset.byUri(file.uri()).orElseThrow().dataset();
      return new ReadDataset(dataset, Optional.of(SyntheticReading.of(file.uri(), dataset)));
    }
  };

  private final Optional<String> suffix;
  private final Optional<DatasetFile.TableReader> reader;

  /** Creates a format of files with a suffix. */
  DatasetFormat(String suffix, DatasetFile.TableReader reader) {
    this.suffix = Optional.of(suffix);
    this.reader = Optional.of(reader);
  }

  /** Creates a format without files. */
  DatasetFormat() {
    this.suffix = Optional.empty();
    this.reader = Optional.empty();
  }

  /**
   * Returns the format of a URI.
   *
   * @throws InvalidDataException if no format matches
   */
  public static DatasetFormat of(String uri) {
    return Arrays.stream(values())
        .filter(format -> format.matches(uri))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidDataException.in(
                    uri, "no known format; files end with " + String.join(", ", suffixes())));
  }

  /** Returns the suffixes of files, in search order and in lower case. */
  public static List<String> suffixes() {
    return Arrays.stream(values()).flatMap(format -> format.suffix.stream()).toList();
  }

  /** Returns whether its datasets are files, whose contents have to be understood. */
  boolean hasFiles() {
    return reader.isPresent();
  }

  /** Returns whether a URI names a dataset of this format; suffixes may be in upper case. */
  public boolean matches(String uri) {
    return suffix.filter(known -> endsWith(uri, known)).isPresent();
  }

  /**
   * Returns whether a text ends with a suffix in any case.
   *
   * @param suffix in lower case
   */
  static boolean endsWith(String text, String suffix) {
    int start = text.length() - suffix.length();
    return start >= 0 && text.substring(start).toLowerCase(Locale.ROOT).equals(suffix);
  }

  /**
   * Returns the URI of a dataset that this format has without a file; empty if it has none of this
   * name.
   */
  Optional<String> uriWithoutFile(String name) {
    return Optional.empty();
  }

  /**
   * Reads a dataset whose URI {@link #matches}; its reading is always there.
   *
   * @throws InvalidDataException if the file is not well-formed or not a dataset for this program
   */
  ReadDataset read(DatasetFile file, FeatureHandling features) throws IOException {
    return file.dataset(reader.orElseThrow(), features);
  }
}

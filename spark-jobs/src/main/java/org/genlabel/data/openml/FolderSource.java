package org.genlabel.data.openml;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.catalog.DataFolder;

/**
 * Datasets in a folder, local or of any Hadoop file system: {@code ID/dataset.arff}, directly or
 * below {@code org/openml/www/datasets/}. The latter is the cache of openml-python, which has a
 * description.xml beside the file, or, where there is no ARFF, {@code dataset_ID.pq} and
 * features.xml.
 */
public final class FolderSource implements DatasetSource {
  private static final List<String> PARENTS = List.of("", "org/openml/www/datasets/");

  private final DataFolder folder;
  private final Configuration configuration;
  private final FetchLimits limits;

  /**
   * Creates a source for a folder.
   *
   * @param given a local path, or a URI
   * @throws InvalidDataException if the folder does not exist
   */
  public FolderSource(String given, Configuration configuration, FetchLimits limits)
      throws IOException {
    this.folder = DataFolder.of(given, "--from");
    this.configuration = configuration;
    this.limits = limits;
    if (folder.status(folder.path(), configuration).filter(FileStatus::isDirectory).isEmpty()) {
      throw InvalidDataException.in("--from " + given, "no such folder");
    }
  }

  @Override
  public String name() {
    return folder.given();
  }

  @Override
  public DataFile find(int id, Deadline deadline) throws IOException {
    // ARFF is preferred, in either layout.
    for (Format format : List.of(Format.ARFF, Format.PARQUET)) {
      String name = format == Format.ARFF ? "dataset.arff" : "dataset_" + id + ".pq";
      for (String parent : PARENTS) {
        Path file = new Path(folder.path(), parent + id + "/" + name);
        if (isFile(file)) {
          return described(id, file, format);
        }
      }
    }
    throw FetchException.lasting(
        folder.given()
            + " does not have it, neither as ID/dataset.arff nor in the layout of openml-python's"
            + " cache",
        "use another source, or put it there as ID/dataset.arff");
  }

  private DataFile described(int id, Path file, Format format) throws IOException {
    Path xml = new Path(file.getParent(), "description.xml");
    if (!isFile(xml)) {
      return new DataFile(id, "", file.toString(), format, Optional.empty(), Optional.empty());
    }
    DatasetDescription description = DatasetDescription.ofXml(read(xml), DataFolder.readable(xml));
    description.requireId(id);
    return new DataFile(
        id,
        description.name(),
        file.toString(),
        format,
        // The MD5 is always that of the ARFF file, even where there is none.
        format == Format.ARFF ? description.md5() : Optional.empty(),
        description.status());
  }

  @Override
  public List<Attribute> features(DataFile file, Deadline deadline) throws IOException {
    Path path = new Path(file.location());
    Path xml = new Path(path.getParent(), "features.xml");
    if (!isFile(xml)) {
      throw FetchException.lasting(
          DataFolder.readable(path)
              + ": no features.xml beside it, and Parquet does not tell the order of nominal"
              + " values",
          "have openml-python fetch the dataset with its features, or use another source");
    }
    return FeatureList.ofXml(read(xml), DataFolder.readable(xml));
  }

  @Override
  public byte[] read(DataFile file, Deadline deadline) throws IOException {
    return read(new Path(file.location()));
  }

  private byte[] read(Path file) throws IOException {
    try (InputStream in = folder.fileSystem(configuration).open(file)) {
      byte[] bytes = in.readNBytes(limits.largestFile() + 1);
      limits.requireAllowed(DataFolder.readable(file), bytes.length);
      return bytes;
    }
  }

  private boolean isFile(Path file) throws IOException {
    return folder.status(file, configuration).filter(FileStatus::isFile).isPresent();
  }
}

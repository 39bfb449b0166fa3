package org.genlabel.data.openml;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.catalog.DataFolder;

/**
 * Datasets in a folder, local or of any Hadoop file system: {@code ID/dataset.arff}; a cache of
 * openml-python ({@code org/openml/www/datasets/ID/} with dataset.arff and description.xml, or,
 * where there is no ARFF, dataset_ID.pq and features.xml); or one of scikit-learn's {@code
 * fetch_openml} ({@code openml/openml.org/}, with the paths of the service and {@code .gz} behind
 * them). Of the caches, any folder on the way there will do.
 */
public final class FolderSource implements DatasetSource {
  private static final List<String> FOLDERS_OF_IDS =
      List.of("", "datasets/", "www/datasets/", "openml/www/datasets/", "org/openml/www/datasets/");
  private static final List<String> FOLDERS_OF_PATHS =
      List.of("openml/openml.org/", "openml.org/", "");
  private static final int LARGEST_DESCRIPTION = 4 << 20;
  private static final String REPAIR =
      "delete it and have the library fetch it again, or use another source";

  private final DataFolder folder;
  private final Configuration configuration;
  private final FetchLimits limits;

  /**
   * The datasets of a folder.
   *
   * @param given a local path, or a URI
   * @throws InvalidDataException if there is no such folder
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
    for (String parent : FOLDERS_OF_IDS) {
      Path file = below(parent + id + "/dataset.arff");
      if (isFile(file)) {
        return describedByXml(id, file, Format.ARFF);
      }
    }
    for (String parent : FOLDERS_OF_PATHS) {
      Path json = below(parent + "api/v1/json/data/" + id + ".gz");
      if (isFile(json)) {
        return describedByJson(id, parent, json);
      }
    }
    for (String parent : FOLDERS_OF_IDS) {
      for (String name : List.of("dataset_" + id + ".pq", "dataset.pq")) {
        Path file = below(parent + id + "/" + name);
        if (isFile(file)) {
          return describedByXml(id, file, Format.PARQUET);
        }
      }
    }
    throw FetchException.lasting(
        folder.given()
            + " does not have it, neither as ID/dataset.arff nor in a layout of openml-python's or"
            + " scikit-learn's cache",
        "use another source, or put it there as ID/dataset.arff");
  }

  private DataFile describedByXml(int id, Path file, Format format) throws IOException {
    Path xml = new Path(file.getParent(), "description.xml");
    if (!isFile(xml)) {
      return new DataFile(id, "", file.toString(), format, Optional.empty(), Optional.empty());
    }
    try (InputStream in = read(xml)) {
      DatasetDescription description =
          DatasetDescription.ofXml(
              document(in, xml, LARGEST_DESCRIPTION, "a description"), DataFolder.readable(xml));
      description.requireId(id);
      return new DataFile(
          id,
          description.name(),
          file.toString(),
          format,
          // It is of the ARFF file, also where there is none.
          format == Format.ARFF ? description.md5() : Optional.empty(),
          description.status());
    }
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
    try (InputStream in = read(xml)) {
      return FeatureList.ofXml(
          document(in, xml, FeatureList.LARGEST, "features"), DataFolder.readable(xml));
    }
  }

  private DataFile describedByJson(int id, String parent, Path json) throws IOException {
    DatasetDescription description;
    try (InputStream in = unzipped(json)) {
      description =
          DatasetDescription.ofJson(
              document(in, json, LARGEST_DESCRIPTION, "a description"), DataFolder.readable(json));
    }
    description.requireId(id);
    for (String path : pathsOfData(description)) {
      Path file = below(parent + path + ".gz");
      if (isFile(file)) {
        return new DataFile(
            id,
            description.name(),
            file.toString(),
            Format.ARFF,
            description.md5(),
            description.status());
      }
    }
    throw FetchException.lasting(
        DataFolder.readable(json) + ": the cache has the description, but not the data", REPAIR);
  }

  /** Older versions named the file by its number, later ones by the path of its URL. */
  private static Set<String> pathsOfData(DatasetDescription description) throws FetchException {
    Set<String> paths = new LinkedHashSet<>();
    URI url =
        OpenMlAddresses.parsed(description.arff().orElseThrow(() -> description.without("ARFF")));
    for (String path : Arrays.asList(url.getPath(), url.getRawPath())) {
      // The description is data: it must not lead out of the cache.
      if (path != null && !path.contains("..")) {
        paths.add(path.replaceFirst("^/+", ""));
      }
    }
    description
        .fileId()
        .filter(number -> number.matches("[0-9]+"))
        .ifPresent(
            number -> {
              paths.add("data/v1/download/" + number);
              paths.add("data/download/" + number);
            });
    return paths;
  }

  private static byte[] document(InputStream in, Path source, int largest, String what)
      throws IOException {
    byte[] bytes = in.readNBytes(largest + 1);
    if (bytes.length > largest) {
      throw FetchException.lasting(
          DataFolder.readable(source) + ": " + what + " of more than " + largest + " bytes",
          REPAIR);
    }
    return bytes;
  }

  @Override
  public InputStream open(DataFile file, Deadline deadline) throws IOException {
    Path path = new Path(file.location());
    if (path.getName().endsWith(".gz")) {
      // Its size says nothing about the text's, which is counted.
      return unzipped(path);
    }
    long length = folder.status(path, configuration).map(FileStatus::getLen).orElse(0L);
    if (length > limits.largestFile()) {
      throw FetchException.tooLarge(
          DataFolder.readable(path), Long.toString(length), limits.largestFile());
    }
    return read(path);
  }

  private InputStream unzipped(Path file) throws IOException {
    InputStream in = read(file);
    try {
      return new UnzippedStream(new GZIPInputStream(in), DataFolder.readable(file));
    } catch (IOException e) {
      in.close();
      throw damaged(DataFolder.readable(file), e);
    }
  }

  private static FetchException damaged(String source, IOException e) {
    return FetchException.lasting(source + ": damaged gzip: " + e.getMessage(), REPAIR);
  }

  /** Names the file in errors of its compression. */
  private static final class UnzippedStream extends FilterInputStream {
    private final String source;

    UnzippedStream(InputStream in, String source) {
      super(in);
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        throw damaged(source, e);
      }
    }
  }

  private InputStream read(Path file) throws IOException {
    return folder.fileSystem(configuration).open(file);
  }

  private boolean isFile(Path file) throws IOException {
    return folder.status(file, configuration).filter(FileStatus::isFile).isPresent();
  }

  private Path below(String relative) {
    return new Path(folder.path(), relative);
  }

  /** Nothing is held. */
  @Override
  public void close() {}
}

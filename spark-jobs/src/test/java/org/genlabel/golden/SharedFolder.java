package org.genlabel.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;

/**
 * The folder of reference files that are not part of the project: the one the system property
 * genlabel.shared names, by default {@code shared} beside the project. A test that asks for a file
 * that is not there is skipped.
 */
public final class SharedFolder {
  private SharedFolder() {}

  /** A file or folder below the shared one; the calling test is skipped where there is none. */
  public static Path require(String relativePath) {
    Path home = Path.of(System.getProperty("genlabel.home", ".."));
    String shared = System.getProperty("genlabel.shared", home.resolve("../shared").toString());
    Path path = Path.of(shared).resolve(relativePath).toAbsolutePath().normalize();
    assumeTrue(Files.exists(path), () -> "needs the shared reference files: " + path);
    return path;
  }

  /** The study's own datasets, as the program finds them. */
  public static DatasetStore datasets() {
    Path folder = require("datasets/openml");
    return new DatasetStore(List.of(folder.toString()), new Configuration(), new DatasetCatalog());
  }

  /** One of the study's own datasets, numeric features only. */
  public static Dataset dataset(int id) throws IOException {
    require("datasets/openml/" + id);
    DatasetStore store = datasets();
    return store.load(store.find(Integer.toString(id)).orElseThrow(), FeatureHandling.NUMERIC);
  }
}

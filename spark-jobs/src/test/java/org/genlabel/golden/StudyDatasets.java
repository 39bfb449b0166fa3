package org.genlabel.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;

/**
 * The study's real datasets: the bundled ones always, the others where there is a shared folder.
 */
public final class StudyDatasets {
  private static final String OTHERS = "datasets/openml";

  private StudyDatasets() {}

  /** All datasets at hand. */
  public static DatasetStore atHand() {
    Path bundled = Path.of(System.getProperty("genlabel.home", "..")).resolve("datasets/bundled");
    return new DatasetStore(
        List.of(bundled.toString(), SharedFolder.path(OTHERS).toString()),
        new Configuration(),
        new DatasetCatalog());
  }

  /** One dataset, numeric features only; the calling test is skipped if it is not at hand. */
  public static Dataset load(int id) throws IOException {
    DatasetStore store = atHand();
    if (store.find(Integer.toString(id)).isEmpty()) {
      SharedFolder.require(OTHERS + "/" + id);
    }
    return store.load(store.find(Integer.toString(id)).orElseThrow(), FeatureHandling.NUMERIC);
  }
}

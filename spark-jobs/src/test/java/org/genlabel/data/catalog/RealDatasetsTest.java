package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Tests the study's files where they are available: in the folder {@code datasets/openml} of the
 * one that the system property genlabel.shared names, by default {@code shared} beside the project.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealDatasetsTest {
  private DatasetCatalog catalog;
  private DatasetStore store;

  @BeforeAll
  void requireFiles() {
    Path home = Path.of(System.getProperty("genlabel.home", ".."));
    String shared = System.getProperty("genlabel.shared", home.resolve("../shared").toString());
    Path folder = Path.of(shared).resolve("datasets/openml").toAbsolutePath().normalize();
    assumeTrue(
        Files.isDirectory(folder),
        () -> "skipped: no datasets in " + folder + "; set -Dgenlabel.shared to have them tested");
    catalog = new DatasetCatalog();
    store = new DatasetStore(List.of(folder.toString()), new Configuration(), catalog);
  }

  @Test
  void everyFileIsReadable() throws IOException {
    List<DatasetStore.Located> files = store.list();

    assertThat(files).isNotEmpty();
    for (DatasetStore.Located file : files) {
      assertThat(store.load(file, FeatureHandling.ONE_HOT).rows()).as(file.uri()).isPositive();
    }
  }

  @Test
  void everyFileAgreesWithTheCatalog() throws IOException {
    assumeTrue(!catalog.entries().isEmpty(), "skipped: the catalog is still empty");
    for (DatasetStore.Located file : store.list()) {
      DatasetCatalog.Entry entry = catalog.byId(file.id().orElseThrow()).orElseThrow();
      Dataset dataset = store.load(file, FeatureHandling.ONE_HOT);

      assertThat(dataset.rows()).as("rows of " + file).isEqualTo(entry.rows());
      assertThat(dataset.features()).as("features of " + file).hasSize(entry.features());
      assertThat(dataset.features().stream().filter(feature -> !feature.isNominal()))
          .as("numeric features of " + file)
          .hasSize(entry.numericFeatures());
      assertThat(dataset.classCount()).as("classes of " + file).isEqualTo(entry.classes());
      assertThat(classCounts(dataset)).as("class counts of " + file).isEqualTo(entry.classCounts());
      assertThat(missing(dataset)).as("missing cells of " + file).isEqualTo(entry.missing());
    }
  }

  private static Map<String, Integer> classCounts(Dataset dataset) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int label : dataset.labels()) {
      counts.merge(dataset.classes().get(label), 1, Integer::sum);
    }
    return counts;
  }

  private static long missing(Dataset dataset) {
    return IntStream.range(0, dataset.rows())
        .mapToLong(row -> Arrays.stream(dataset.values()[row]).filter(Double::isNaN).count())
        .sum();
  }
}

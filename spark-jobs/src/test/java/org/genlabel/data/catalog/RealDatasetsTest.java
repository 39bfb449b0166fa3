package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.golden.StudyDatasets;
import org.junit.jupiter.api.Test;

/** Tests the study's files where they are available; the bundled ones are. */
class RealDatasetsTest {
  private final DatasetCatalog catalog = new DatasetCatalog();
  private final DatasetStore store = StudyDatasets.atHand();

  @Test
  void everyFileIsReadable() throws IOException {
    List<DatasetStore.Located> files = store.list();

    assertThat(files).hasSizeGreaterThanOrEqualTo(22);
    for (DatasetStore.Located file : files) {
      assertThat(store.load(file, FeatureHandling.ONE_HOT).rows()).as(file.uri()).isPositive();
    }
  }

  @Test
  void everyFileAgreesWithTheCatalog() throws IOException {
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

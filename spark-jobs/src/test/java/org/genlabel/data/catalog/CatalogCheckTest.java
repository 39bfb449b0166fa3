package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.SmallArff;
import org.genlabel.data.Table;
import org.genlabel.data.format.ArffReader;
import org.junit.jupiter.api.Test;

class CatalogCheckTest {
  private static final DatasetCatalog.Entry KNOWN = SmallArff.catalog().byId(61).orElseThrow();

  @Test
  void theDatasetOfTheCatalogHasNoFaults() throws IOException {
    assertThat(faults(SmallArff.TEXT)).isEmpty();
  }

  @Test
  void theOrderOfTheClassesDoesNotMatter() throws IOException {
    assertThat(faults(SmallArff.TEXT.replace("{a,b}", "{b,a}"))).isEmpty();
  }

  @Test
  void everyDifferenceIsALine() throws IOException {
    String other =
        SmallArff.TEXT.replace("y numeric", "y {2,4}").replace("{a,b}", "{a,b,c}")
            + "1,2,p,c\n1,2,p,c\n";

    assertThat(faults(other))
        .containsExactly(
            "x.arff: rows: the catalog says 10, the file has 12",
            "x.arff: numeric features: the catalog says 2, the file has 1",
            "x.arff: classes: the catalog says 2, the file has 3",
            "x.arff: rows of the classes: the catalog says {a=5, b=5}, the file has {a=5, b=5,"
                + " c=2}");
  }

  @Test
  void aFeatureTooManyIsAFault() throws IOException {
    String other =
        SmallArff.TEXT
            .replace("@attribute class", "@attribute more {p,q}\n@attribute class")
            .replace("p,a", "p,p,a")
            .replace("q,b", "q,q,b");

    assertThat(faults(other))
        .containsExactly("x.arff: features: the catalog says 3, the file has 4");
  }

  private static List<String> faults(String arff) throws IOException {
    Table table =
        ArffReader.read(new ByteArrayInputStream(arff.getBytes(StandardCharsets.UTF_8)), "x.arff");
    Dataset dataset =
        Dataset.of(
            table,
            Optional.of(61),
            "iris",
            Optional.of("class"),
            List.of(),
            FeatureHandling.ONE_HOT,
            "");
    return CatalogCheck.faults("x.arff", dataset, KNOWN);
  }
}

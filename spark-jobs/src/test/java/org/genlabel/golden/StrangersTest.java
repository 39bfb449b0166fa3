package org.genlabel.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.data.catalog.ReadDataset;
import org.genlabel.data.format.MatrixChecksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that people wrote with other programs, and that were once read as something else. */
class StrangersTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "05-decimal-comma/measures, 05-decimal-comma/points",
    "06-mostly-missing/sparse, 06-mostly-missing/sparse-q",
    "07-class-1-and-1.0/merged, 07-class-1-and-1.0/clean",
    "40-bool-dummies/dummies, 40-bool-dummies/dummies01"
  })
  void aFileIsReadAsItsPlainTwin(String file, String twin) throws IOException {
    Dataset dataset = read(file).dataset();
    Dataset expected = read(twin).dataset();

    assertThat(MatrixChecksum.of(dataset)).isEqualTo(MatrixChecksum.of(expected));
    assertThat(dataset.classes()).isEqualTo(expected.classes());
    assertThat(dataset.features()).isEqualTo(expected.features());
  }

  @ParameterizedTest
  @CsvSource({
    "05-decimal-comma/allcomma, length width, 90, high low mid",
    "08-excel-sep/excel, a b c, 90, high low mid",
    "10-separator/semis, 'Preis,_EUR Breite', 90, high low mid",
    "10-separator/coarse, 'Preis,_EUR Breite', 120, a b c",
    "31-quoted-blank/quotedblank, a b, 90, high low mid"
  })
  void aFileHasItsFeaturesAndClasses(String file, String features, int rows, String classes)
      throws IOException {
    Dataset dataset = read(file).dataset();

    assertThat(dataset.features())
        .extracting(feature -> feature.name().replace(' ', '_'))
        .containsExactly(features.split(" ", -1));
    assertThat(dataset.rows()).isEqualTo(rows);
    assertThat(dataset.classes()).containsExactly(classes.split(" ", -1));
  }

  @Test
  void numbersWithDecimalCommasAreThoseOfTheTwinWithPoints() throws IOException {
    Dataset commas = read("05-decimal-comma/allcomma").dataset();
    Dataset points = read("05-decimal-comma/points").dataset();

    for (int row = 0; row < commas.rows(); row++) {
      assertThat(commas.values()[row])
          .containsExactly(points.values()[row][1], points.values()[row][2]);
    }
  }

  @Test
  void aColumnOfPricesIsNoClass() {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> read("09-numeric-target/houses"))
        .withMessageContaining("houses.csv:2: column 'price'")
        .withMessageContaining("data.class");
  }

  /** Reads a file under a name of its own, as a user would put it into a folder. */
  private ReadDataset read(String file) throws IOException {
    Path source = SharedFolder.require("strangers/" + file + ".csv");
    String name = source.getFileName().toString().replace(".csv", "");
    Files.copy(source, folder.resolve(name + ".csv"));
    DatasetStore store =
        new DatasetStore(
            List.of(folder.toString()), new Configuration(false), new DatasetCatalog());
    Optional<DatasetStore.Located> located = store.find(name);
    return store.read(located.orElseThrow(), FeatureHandling.NUMERIC);
  }
}

package org.genlabel.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.format.ReadingSettings;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetFormatTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "file:/data/61/dataset.arff, ARFF",
    "hdfs://host/mine.csv, CSV",
    "synthetic:moon, SYNTHETIC",
    // Files, although their names resemble other formats.
    "file:/synthetic:moon.csv, CSV",
    "file:/mine.arff.csv, CSV",
  })
  void exactlyOneRowMatches(String uri, DatasetFormat expected) {
    assertThat(Arrays.stream(DatasetFormat.values()).filter(format -> format.matches(uri)))
        .containsExactly(expected);
    assertThat(DatasetFormat.of(uri)).isEqualTo(expected);
  }

  @Test
  void whatMatchesNoRowIsAnErrorThatNamesTheSuffixes() {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> DatasetFormat.of("file:/mine.txt"))
        .withMessageStartingWith("file:/mine.txt: no known format; files end with .arff, .csv");
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> DatasetFormat.of("synthetic:sun"));
  }

  @Test
  void arffIsSearchedForBeforeCsv() {
    assertThat(DatasetFormat.suffixes()).startsWith(".arff", ".csv");
    assertThat(DatasetStore.places())
        .startsWith("<id>/dataset.arff, <name>.arff")
        .contains(" or <name>.");
  }

  @Test
  void onlySyntheticDataNeedNoFile() {
    assertThat(DatasetFormat.SYNTHETIC.uriWithoutFile("moon")).contains("synthetic:moon");
    assertThat(DatasetFormat.SYNTHETIC.uriWithoutFile("sun")).isEmpty();
    assertThat(DatasetFormat.ARFF.uriWithoutFile("moon")).isEmpty();
    assertThat(DatasetFormat.CSV.uriWithoutFile("moon")).isEmpty();
  }

  @Test
  void theSameRowsAreReadOfArffAndCsv() throws IOException {
    String rows = "1,a\n2,b\n".repeat(5);
    Path arff = folder.resolve("mine.arff");
    Path csv = folder.resolve("mine.csv");
    Files.writeString(arff, "@attribute x numeric\n@attribute class {a,b}\n@data\n" + rows);
    Files.writeString(csv, "x,class\n" + rows);

    Dataset ofArff = read(DatasetFormat.ARFF, arff.toUri().toString());
    Dataset ofCsv = read(DatasetFormat.CSV, csv.toUri().toString());

    assertThat(ofArff.rows()).isEqualTo(10);
    assertThat(ofArff.labels()).isEqualTo(ofCsv.labels());
    assertThat(ofArff.features()).isEqualTo(ofCsv.features());
    assertThat(ofArff.classes()).isEqualTo(ofCsv.classes());
    assertThat(ofArff.checksum()).isNotEqualTo(ofCsv.checksum());
  }

  @Test
  void syntheticDataAreDrawnFromTheirName() throws IOException {
    Dataset drawn = read(DatasetFormat.SYNTHETIC, "synthetic:3d-cube");

    assertThat(drawn.checksum()).isEqualTo(SyntheticDataset.CUBE_3D.dataset().checksum());
  }

  private static Dataset read(DatasetFormat format, String uri) throws IOException {
    DatasetFile file =
        new DatasetFile(
            uri,
            Optional.empty(),
            "mine",
            Optional.empty(),
            ReadingSettings.AUTOMATIC,
            new Configuration(false));
    return format.read(file, FeatureHandling.ONE_HOT).dataset();
  }
}

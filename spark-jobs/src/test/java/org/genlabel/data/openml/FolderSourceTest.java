package org.genlabel.data.openml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.genlabel.data.SmallArff.TEXT;
import static org.genlabel.data.SmallArff.md5;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.SmallArff;
import org.genlabel.data.openml.FetchOutcome.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderSourceTest {
  private static final FetchLimits LIMITS =
      new FetchLimits(
          100_000,
          Duration.ofMinutes(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          1,
          Duration.ZERO,
          Duration.ZERO);
  private static final String OPENML_URL =
      "https://api.openml.org/data/v1/download/52352/iris.arff";

  private static final String FEATURES =
      """
      <oml:data_features xmlns:oml="http://openml.org/openml">
        <oml:feature><oml:index>0</oml:index><oml:name>x</oml:name>
          <oml:data_type>numeric</oml:data_type></oml:feature>
        <oml:feature><oml:index>1</oml:index><oml:name>y</oml:name>
          <oml:data_type>numeric</oml:data_type></oml:feature>
        <oml:feature><oml:index>2</oml:index><oml:name>kind</oml:name>
          <oml:data_type>nominal</oml:data_type>
          <oml:nominal_value>p</oml:nominal_value><oml:nominal_value>q</oml:nominal_value>
        </oml:feature>
        <oml:feature><oml:index>3</oml:index><oml:name>class</oml:name>
          <oml:data_type>nominal</oml:data_type>
          <oml:nominal_value>b</oml:nominal_value><oml:nominal_value>a</oml:nominal_value>
        </oml:feature>
      </oml:data_features>
      """;

  @TempDir private Path home;

  @Test
  void aPlainFolderHasFilesByNumber() throws Exception {
    write("61/dataset.arff", TEXT);

    FetchOutcome outcome = fetch(home.toString());

    assertThat(outcome.state()).isEqualTo(State.FETCHED);
    assertThat(outcome.message()).isEqualTo("the source tells no MD5");
    assertThat(target()).hasContent(TEXT);
  }

  @Test
  void aFolderMayBeGivenAsAUri() throws Exception {
    write("61/dataset.arff", TEXT);

    assertThat(fetch(home.toUri().toString()).state()).isEqualTo(State.FETCHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "org/openml/www/datasets"})
  void aCacheOfOpenMlPythonIsReadAsAWholeOrFromItsFolderOfDatasets(String given) throws Exception {
    write("org/openml/www/datasets/61/dataset.arff", TEXT);
    write("org/openml/www/datasets/61/description.xml", xml(61, md5(TEXT)));

    FetchOutcome outcome = fetch(home.resolve(given).toString());

    assertThat(outcome.state()).isEqualTo(State.FETCHED);
    assertThat(outcome.message()).isEmpty();
    assertThat(target()).hasContent(TEXT);
  }

  @Test
  void theChecksumOfOpenMlPythonsDescriptionCounts() throws Exception {
    write("61/dataset.arff", TEXT);
    write("61/description.xml", xml(61, md5("another")));

    assertFails("MD5 is " + md5(TEXT), "description says " + md5("another"));
  }

  @Test
  void theDescriptionOfAnotherDatasetIsRefused() throws Exception {
    write("61/dataset.arff", TEXT);
    write("61/description.xml", xml(62, md5(TEXT)));

    assertFails("describes dataset '62' instead of 61");
  }

  @Test
  void aDescriptionDoesNotReadOtherFiles() throws Exception {
    Path secret = write("secret", "61");
    write("61/dataset.arff", TEXT);
    write(
        "61/description.xml",
        "<!DOCTYPE d [<!ENTITY e SYSTEM \""
            + secret.toUri()
            + "\">]>"
            + xml(61, md5(TEXT)).replace(">61<", ">&e;<"));

    FetchOutcome outcome = fetch(home.toString());

    assertThat(outcome.state()).isEqualTo(State.FAILED);
    assertThat(target()).doesNotExist();
  }

  @Test
  void aDescriptionThatIsNoXmlIsRefused() throws Exception {
    write("61/dataset.arff", TEXT);
    write("61/description.xml", "<oml:data");

    assertFails("description.xml: no valid XML");
  }

  @Test
  void aCacheOfOpenMlPythonMayHaveParquetOnly() throws Exception {
    String cache = "org/openml/www/datasets/61/";
    write(cache + "dataset_61.pq", SmallParquet.bytes());
    write(cache + "features.xml", FEATURES);
    write(cache + "description.xml", xml(61, md5("the ARFF file")));

    FetchOutcome outcome = fetch(home.toString());

    assertThat(outcome.state()).isEqualTo(State.FETCHED);
    assertThat(outcome.message()).isEqualTo("converted from Parquet; the source tells no MD5");
    assertThat(target()).hasContent(SmallParquet.TEXT);
  }

  @Test
  void arffIsPreferredToParquetWhereverItIs() throws Exception {
    write("61/dataset_61.pq", SmallParquet.bytes());
    write("org/openml/www/datasets/61/dataset.arff", TEXT);

    assertThat(fetch(home.toString()).state()).isEqualTo(State.FETCHED);
    assertThat(target()).hasContent(TEXT);
  }

  @Test
  void parquetWithoutFeaturesIsRefused() throws Exception {
    write("61/dataset_61.pq", SmallParquet.bytes());

    assertFails("61/dataset_61.pq: no features.xml beside it", "order of nominal values");
  }

  @Test
  void parquetWithFeaturesOfAnotherDatasetIsRefused() throws Exception {
    write("61/dataset_61.pq", SmallParquet.bytes());
    write("61/features.xml", FEATURES.replace("kind", "sort"));

    assertFails("dataset_61.pq: no column 'sort'");
  }

  @Test
  void damagedParquetIsRefused() throws Exception {
    write("61/dataset_61.pq", "PAR1");
    write("61/features.xml", FEATURES);

    assertFails("dataset_61.pq: cannot be read as Parquet: ");
  }

  @Test
  void aLargeFileIsRefused() throws Exception {
    write("61/dataset.arff", TEXT + "%\n".repeat(100_000));

    assertFails("at most 100000 are allowed");
  }

  @Test
  void aFolderWithoutTheDatasetSaysWhatItLookedFor() throws Exception {
    assertFails("does not have it", "ID/dataset.arff", "openml-python");
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> fetch(home.resolve("nowhere").toString()))
        .withMessageContaining("--from")
        .withMessageContaining("no such folder");
  }

  /** Returns a description as openml-python stores it. */
  private static String xml(int id, String md5) {
    return """
    <oml:data_set_description xmlns:oml="http://openml.org/openml">
      <oml:id>%d</oml:id>
      <oml:name>iris</oml:name>
      <oml:description>**Author**: &quot;R.A. Fisher&quot;</oml:description>
      <oml:format>ARFF</oml:format>
      <oml:licence>Public</oml:licence>  <oml:url>%s</oml:url>
      <oml:tag>study_1</oml:tag><oml:tag>uci</oml:tag>
      <oml:visibility>public</oml:visibility>  <oml:status>active</oml:status>
      <oml:md5_checksum>%s</oml:md5_checksum>
    </oml:data_set_description>
    """
        .formatted(id, OPENML_URL, md5);
  }

  private void assertFails(String... reasons) throws IOException, InterruptedException {
    FetchOutcome outcome = fetch(home.toString());

    assertThat(outcome.state()).isEqualTo(State.FAILED);
    assertThat(outcome.message()).contains(reasons).hasLineCount(1);
    assertThat(target()).doesNotExist();
    assertThat(target().getParent().getParent()).isEmptyDirectory();
  }

  private Path target() {
    return home.resolve("target/61/dataset.arff");
  }

  private FetchOutcome fetch(String folder) throws IOException, InterruptedException {
    return new DatasetFetch(
            SmallArff.catalog(),
            new FolderSource(folder, new Configuration(), LIMITS),
            new FetchTarget(home.resolve("target").toString(), new Configuration()),
            LIMITS,
            new NoProgress())
        .fetch(List.of(61))
        .get(0);
  }

  private Path write(String file, String text) throws IOException {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String file, byte[] bytes) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.write(path, bytes);
  }
}

package org.genlabel.data.openml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.genlabel.data.InvalidDataException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMlAddressesTest {
  private static final String FILE = "https://openml.org/data/v1/download/61/iris.arff";

  @ParameterizedTest
  @CsvSource({
    "https://www.openml.org/, https://www.openml.org/api/v1/json/data/61",
    "https://www.openml.org, https://www.openml.org/api/v1/json/data/61",
    "http://openml.org, https://openml.org/api/v1/json/data/61",
    "http://mirror:8080/openml, http://mirror:8080/openml/api/v1/json/data/61"
  })
  void descriptionsLieBelowTheService(String service, String expected) {
    assertThat(OpenMlAddresses.of(service).description(61)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://openml.org",
        "https:",
        "https:///data",
        "https://user:word@openml.org",
        "https://openml.org/?x",
        "https://openml.org/#x",
        "https://open ml.org"
      })
  void whatIsNoServiceIsRefused(String url) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> OpenMlAddresses.of(url))
        .withMessageContaining("--from");
  }

  @ParameterizedTest
  @CsvSource({
    FILE + "," + FILE,
    "http://www.openml.org/data/download/61/x," + "https://www.openml.org/data/download/61/x",
    "https://data.openml.org/datasets/0000/0061/dataset_61.arff,"
        + "https://data.openml.org/datasets/0000/0061/dataset_61.arff",
    "https://api.openml.org/a/b c.arff?x=1, https://api.openml.org/a/b%20c.arff?x=1",
    "/data/v1/download/61, https://www.openml.org/data/v1/download/61"
  })
  void openMlsFilesAreOnItsHostsAndByHttps(String url, String expected) throws FetchException {
    assertThat(OpenMlAddresses.of(OpenMlClient.OPENML).dataFile(url)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "ftp://openml.org/x", "https:///x", "https://%zz/x"})
  void whatIsNoAddressOfAServerIsRefused(String url) {
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> OpenMlAddresses.of(OpenMlClient.OPENML).dataFile(url));
  }

  @ParameterizedTest
  @CsvSource({
    "http://mirror/, http://mirror/data/v1/download/61/iris.arff",
    "http://mirror:81/openml/, http://mirror:81/openml/data/v1/download/61/iris.arff"
  })
  void aMirrorHasTheFilesOfOpenMlUnderTheirPaths(String mirror, String expected)
      throws FetchException {
    assertThat(OpenMlAddresses.of(mirror).dataFile(FILE)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http://mirror:81/openml/, http://mirror:81/files/1, http://mirror:81/files/1",
    "http://mirror/, http://other/files/1, http://other/files/1",
    "http://mirror/, http://evilopenml.org/x, http://evilopenml.org/x",
    "http://mirror/, https://openml.org.evil.com/x, https://openml.org.evil.com/x",
    "https://mirror/, http://mirror/files/1, https://mirror/files/1",
    "https://mirror/, HTTP://other/files/1, https://other/files/1"
  })
  void filesMayLieElsewhereButNotByHttpIfTheServiceIsNamedWithHttps(
      String service, String url, String expected) throws FetchException {
    assertThat(OpenMlAddresses.of(service).dataFile(url)).hasToString(expected);
  }
}

package org.genlabel.data.openml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import org.genlabel.data.InvalidDataException;
import org.junit.jupiter.api.Test;
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
      strings = {
        "https://evilopenml.org/x",
        "https://openml.org.evil.com/x",
        "https://openml.org:8443/x",
        "https://openml.org@evil.com/x",
        "file:///etc/passwd",
        "https://%zz/x",
        "http://169.254.169.254/latest"
      })
  void otherPlacesAreRefused(String url) {
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

  @Test
  void aMirrorMayHaveFilesOfItsOwnButNotElsewhere() throws FetchException {
    OpenMlAddresses mirror = OpenMlAddresses.of("http://mirror:81/openml/");

    assertThat(mirror.dataFile("http://mirror:81/files/1")).hasToString("http://mirror:81/files/1");
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> mirror.dataFile("http://mirror:82/files/1"));
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> mirror.dataFile("http://other/files/1"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://openml.org/d, https://www.openml.org/d, https://www.openml.org/d",
    "https://openml.org/d, http://api.openml.org/d, https://api.openml.org/d",
    "https://openml.org/d, e, https://openml.org/e",
    "http://mirror/d, https://mirror/d, https://mirror/d",
    "http://mirror/d, //mirror/e, http://mirror/e",
    "http://mirror:81/d, http://mirror:81/e, http://mirror:81/e",
    "http://mirror/d, https://data.openml.org/e, https://data.openml.org/e"
  })
  void redirectsStayOnTheServerOrGoToOpenMl(String from, String to, String expected)
      throws FetchException {
    assertThat(OpenMlAddresses.of("http://mirror").redirect(URI.create(from), to))
        .hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "https://mirror/d, http://mirror/d",
    "http://mirror/d, http://mirror:81/d",
    "http://mirror/d, http://other/d",
    "http://mirror/d, file:///etc/passwd",
    "https://openml.org/d, https://mirror/d",
    "https://openml.org/d, https://openml.org.evil.com/d"
  })
  void otherRedirectsAreRefused(String from, String to) {
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> OpenMlAddresses.of("http://mirror").redirect(URI.create(from), to));
  }
}

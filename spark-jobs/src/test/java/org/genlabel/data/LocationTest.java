package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"hdfs://host/a", "file:/a", "file:///a:b", "s3a://bucket/a b", "nosuch:/a\nb"})
  void schemeColonAndSlashMakeAUri(String given) {
    assertThat(Location.isUri(given)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "run:2",
        "2026-11-27T17:00:00",
        "/a/run:/2",
        "./run:/2",
        "./hdfs:x",
        "C:/windows",
        "my file:x"
      })
  void everythingElseIsAPath(String given) {
    assertThat(Location.isUri(given)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "file:relative", "hdfs:results", "S3A:bucket"})
  void theSchemeOfAStoreWithoutSlashIsRefused(String given) {
    assertThatExceptionOfType(InvalidDataException.class)
        .isThrownBy(() -> Location.isUri(given))
        .withMessageStartingWith("'" + given + "': no folder's path or URI: ")
        .withMessageEndingWith("./" + given);
  }
}

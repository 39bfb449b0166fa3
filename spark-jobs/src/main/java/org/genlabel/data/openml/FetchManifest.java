package org.genlabel.data.openml;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The record of a fetched dataset: {@code ID/manifest.json}.
 *
 * @param id OpenML's dataset id
 * @param name OpenML's name
 * @param source the location of the file at the source
 * @param format the format at the source: arff, or parquet, which was converted
 * @param md5 in hexadecimal, as the source specified it; empty if it did not
 * @param sha256 SHA-256 of the file, in hexadecimal
 * @param bytes the file's length
 * @param fetched time of the fetch, ISO 8601
 */
record FetchManifest(
    @JsonProperty("id") int id,
    @JsonProperty("name") String name,
    @JsonProperty("source") String source,
    @JsonProperty("format") String format,
    @JsonProperty("md5") String md5,
    @JsonProperty("sha256") String sha256,
    @JsonProperty("bytes") long bytes,
    @JsonProperty("fetched") String fetched) {

  /** Returns the manifest as JSON. */
  String toJson() throws JsonProcessingException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
  }
}

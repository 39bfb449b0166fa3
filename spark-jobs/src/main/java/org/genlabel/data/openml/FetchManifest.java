package org.genlabel.data.openml;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What is known of a fetched dataset: {@code ID/manifest.json}.
 *
 * @param id OpenML's number
 * @param name OpenML's name
 * @param source where the file is from
 * @param format what the source had, arff or parquet, of which the latter was converted
 * @param md5 in hexadecimal, as the source told it; empty if it did not
 * @param sha256 in hexadecimal, of the file
 * @param bytes the file's length
 * @param fetched when, ISO 8601
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

  /** The manifest's text. */
  String toJson() throws JsonProcessingException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
  }
}

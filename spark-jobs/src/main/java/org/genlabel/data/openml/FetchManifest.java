package org.genlabel.data.openml;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;

/**
 * What is known of a fetched dataset: {@code ID/manifest.json}.
 *
 * @param id OpenML's number
 * @param name OpenML's name
 * @param source where the file is from; empty if it was found in its place
 * @param format what the source had, arff or parquet, of which the latter was converted; empty if
 *     the file was found in its place
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

  /**
   * Reads a manifest's text.
   *
   * @throws JsonProcessingException if it is none
   */
  static FetchManifest parse(byte[] json) throws IOException {
    FetchManifest manifest = mapper().readValue(json, FetchManifest.class);
    if (manifest == null || manifest.sha256() == null) {
      throw new JsonMappingException(null, "no manifest of a dataset");
    }
    return manifest;
  }

  /** The manifest's text. */
  String toJson() throws JsonProcessingException {
    return mapper().writeValueAsString(this) + "\n";
  }

  private static ObjectMapper mapper() {
    return new ObjectMapper()
        .configure(SerializationFeature.INDENT_OUTPUT, true)
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
  }
}

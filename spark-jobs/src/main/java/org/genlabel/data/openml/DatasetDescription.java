package org.genlabel.data.openml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.genlabel.data.InvalidDataException;

/**
 * OpenML's description of a dataset: the fields of {@code data_set_description}, in the JSON of its
 * API or the XML that openml-python stores.
 */
final class DatasetDescription {
  private static final int LONGEST_NAME = 80;
  private static final String ROOT = "data_set_description";
  private static final String WRONG =
      "is that an OpenML service? The address of --from is one in front of /api/v1/json/data/ID";

  private final String source;
  private final Map<String, String> fields;

  private DatasetDescription(String source, Map<String, String> fields) {
    this.source = source;
    this.fields = fields;
  }

  /**
   * Parses the JSON of OpenML's API.
   *
   * @param source the location it was read from, for error messages
   * @throws FetchException if it is not JSON or not such a description
   */
  static DatasetDescription ofJson(byte[] json, String source) throws IOException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(json).path(ROOT);
    } catch (JsonProcessingException e) {
      // A busy service may answer with an HTML page.
      throw FetchException.passing(source + ": no valid JSON instead of a description", WRONG);
    }
    if (!root.isObject()) {
      throw FetchException.lasting(source + ": JSON without " + ROOT, WRONG);
    }
    Map<String, String> fields = new HashMap<>();
    // OpenML writes absent values as empty arrays.
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getValue().isTextual() || field.getValue().isNumber()) {
        fields.put(field.getKey(), field.getValue().asText());
      }
    }
    return new DatasetDescription(source, fields);
  }

  /**
   * Parses the XML that openml-python stores. Document types and entities are rejected.
   *
   * @param source the location it was read from, for error messages
   * @throws FetchException if it is not XML
   */
  static DatasetDescription ofXml(byte[] xml, String source) throws FetchException {
    Map<String, String> fields = new HashMap<>();
    XmlElements.read(xml, source, (name, text) -> fields.putIfAbsent(name, text.strip()));
    return new DatasetDescription(source, fields);
  }

  /**
   * The error in a server's answer: {@code {"error":{"code":"111","message":"Unknown dataset"}}}.
   *
   * @param code OpenML's error code
   * @param message OpenML's explanation
   */
  record ServerError(String code, String message) {
    /** Returns the error in a body, if there is one. */
    static Optional<ServerError> ofJson(byte[] json) throws IOException {
      try {
        JsonNode error = new ObjectMapper().readTree(json).path("error");
        return error.isObject()
            ? Optional.of(
                new ServerError(error.path("code").asText(), error.path("message").asText()))
            : Optional.empty();
      } catch (JsonProcessingException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * Rejects the description of another dataset.
   *
   * @throws FetchException if the description has another id
   */
  void requireId(int id) throws FetchException {
    String found = fields.getOrDefault("id", "");
    if (!found.equals(Integer.toString(id))) {
      throw FetchException.lasting(
          source
              + ": describes dataset "
              + InvalidDataException.quoted(found)
              + " instead of "
              + id,
          FetchException.ELSEWHERE);
    }
  }

  /**
   * Returns the dataset's name, truncated if it is very long; empty if the description has none.
   */
  String name() {
    String name = fields.getOrDefault("name", "");
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  Optional<String> status() {
    return field("status");
  }

  /**
   * Returns the MD5 of the data file in lower-case hexadecimal, if the description has one.
   *
   * @throws FetchException if the field is not an MD5
   */
  Optional<String> md5() throws FetchException {
    Optional<String> md5 = field("md5_checksum");
    if (md5.isPresent() && !md5.get().matches("[0-9a-fA-F]{32}")) {
      throw FetchException.lasting(
          source
              + ": md5_checksum is "
              + InvalidDataException.quoted(md5.get())
              + "; an MD5 has 32 hexadecimal digits",
          FetchException.ELSEWHERE);
    }
    return md5.map(digits -> digits.toLowerCase(Locale.ROOT));
  }

  /** Returns the URL of the ARFF file, if the description names one. */
  Optional<String> arff() {
    return field("url").filter(url -> !isParquet(url));
  }

  /** Returns the URL of the Parquet file, if the description names one. */
  Optional<String> parquet() {
    return field("url")
        .filter(DatasetDescription::isParquet)
        .or(() -> field("parquet_url"))
        .or(() -> field("minio_url"));
  }

  /** Returns the exception for a dataset that has no file of the given kind. */
  FetchException without(String kind) {
    return FetchException.lasting(source + ": no " + kind + " file", FetchException.ELSEWHERE);
  }

  private static boolean isParquet(String url) {
    return url.endsWith(".pq") || url.endsWith(".parquet");
  }

  private Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
  }
}

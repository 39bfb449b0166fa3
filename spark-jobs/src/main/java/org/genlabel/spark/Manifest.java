package org.genlabel.spark;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run folder holds and how it came about: {@code manifest.json}.
 *
 * @param runId the same for equal configurations
 * @param status running or finished
 * @param attempt how many times the run was started
 * @param config everything the results depend on, by key
 * @param versions program, git commit, Spark, Java, operating system
 * @param datasets the data, with the SHA-256 of every file
 * @param missingDatasets named by the configuration, but not found and skipped
 * @param cells number of cells of the whole study
 * @param failedCells number of cells that failed in the last attempt
 * @param started first attempt, ISO 8601
 * @param finished last attempt's end, ISO 8601; null while it runs
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Manifest(
    @JsonProperty("run_id") String runId,
    @JsonProperty("status") String status,
    @JsonProperty("attempt") int attempt,
    @JsonProperty("config") SortedMap<String, String> config,
    @JsonProperty("versions") SortedMap<String, String> versions,
    @JsonProperty("datasets") List<DatasetFacts> datasets,
    @JsonProperty("missing_datasets") List<String> missingDatasets,
    @JsonProperty("cells") int cells,
    @JsonProperty("failed_cells") int failedCells,
    @JsonProperty("started") String started,
    @JsonProperty("finished") String finished) {

  /** Status while cells are being run; stays if the run dies. */
  public static final String RUNNING = "running";

  /** Status once every cell has a row. */
  public static final String FINISHED = "finished";

  /**
   * What identifies a dataset's data.
   *
   * @param key what random streams are keyed by
   * @param sha256 of the file, in hexadecimal
   */
  public record DatasetFacts(
      @JsonProperty("key") String key,
      @JsonProperty("name") String name,
      @JsonProperty("rows") int rows,
      @JsonProperty("features") int features,
      @JsonProperty("classes") int classes,
      @JsonProperty("sha256") String sha256) {}

  public Manifest {
    config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    datasets = List.copyOf(datasets);
    missingDatasets = List.copyOf(missingDatasets);
  }

  /**
   * Reads a manifest's text.
   *
   * @throws JsonProcessingException if it is none
   */
  static Manifest parse(String json) throws JsonProcessingException {
    Manifest manifest = mapper().readValue(json, Manifest.class);
    if (manifest == null) {
      throw new JsonMappingException(null, "null is no manifest");
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

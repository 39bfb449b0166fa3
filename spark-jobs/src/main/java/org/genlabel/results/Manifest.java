package org.genlabel.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genlabel.data.Dataset;
import org.genlabel.data.format.FileReading;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.ProgramVersion;
import org.genlabel.experiment.plan.DatasetSelection;

/**
 * The contents of a run folder and their origin: {@code manifest.json}.
 *
 * @param runId the same for equal configurations
 * @param status running or finished
 * @param attempt how many times the run was started
 * @param config everything the results depend on, by key
 * @param versions program, git commit, Spark, Java, operating system
 * @param datasets the data, with the SHA-256 of every file, and how the user's own were understood
 * @param missingDatasets named by the configuration, but not found and skipped
 * @param cells number of cells of the whole study
 * @param failedCells number of cells that failed in the last attempt
 * @param started start of the first attempt, ISO 8601
 * @param finished end of the last attempt, ISO 8601; null while it runs
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

  private static final int RUN_ID_DIGITS = 12;
  private static final String SEPARATOR = ", then ";

  // Some 250 bytes each, of the 64 MB that are read of a manifest.
  private static final int MOST_COLUMNS = 100_000;

  /** Status while cells are being run; stays if the run dies. */
  public static final String RUNNING = "running";

  /** Status once every cell has a row. */
  public static final String FINISHED = "finished";

  /**
   * What identifies a dataset's data.
   *
   * @param key the key of its random streams
   * @param sha256 of the file, in hexadecimal
   * @param reading how the file was understood; null for the catalog's and synthetic datasets, in
   *     manifests of versions that did not record it, and for more than {@value #MOST_COLUMNS}
   *     columns in all
   */
  public record DatasetFacts(
      @JsonProperty("key") String key,
      @JsonProperty("name") String name,
      @JsonProperty("rows") int rows,
      @JsonProperty("features") int features,
      @JsonProperty("classes") int classes,
      @JsonProperty("sha256") String sha256,
      @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("reading") FileReading reading) {}

  public Manifest {
    config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    datasets = List.copyOf(datasets);
    missingDatasets = List.copyOf(missingDatasets);
  }

  /**
   * Returns the manifest of an attempt that begins.
   *
   * @param before manifest of the previous attempt, if there was one
   */
  static Manifest ofAttempt(Optional<Manifest> before, PlannedAttempt attempt) {
    return new Manifest(
        runId(attempt.config()),
        RUNNING,
        before.map(Manifest::attempt).orElse(0) + 1,
        attempt.config().identity(),
        versions(before, attempt.sparkVersion()),
        facts(before, attempt.selection()),
        attempt.selection().missing(),
        attempt.cells(),
        0,
        before.map(Manifest::started).orElseGet(Manifest::now),
        null);
  }

  /**
   * Returns the experiment's name and a digest of everything the results depend on: equal
   * configurations have equal ids.
   */
  public static String runId(ExperimentConfig config) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(config.identity().toString().getBytes(StandardCharsets.UTF_8));
      return config.name() + "-" + HexFormat.of().formatHex(digest).substring(0, RUN_ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static DatasetFacts facts(Dataset dataset, FileReading reading) {
    return new DatasetFacts(
        dataset.key(),
        dataset.name(),
        dataset.rows(),
        dataset.features().size(),
        dataset.classCount(),
        dataset.checksum(),
        reading);
  }

  /**
   * Returns the data of this attempt, and data of earlier ones that this one did not find, as their
   * rows are still there.
   */
  private static List<DatasetFacts> facts(Optional<Manifest> before, DatasetSelection selection) {
    Map<String, DatasetFacts> facts = new LinkedHashMap<>();
    before.ifPresent(
        manifest -> manifest.datasets().forEach(known -> facts.put(known.key(), known)));
    Map<String, FileReading> readings = readings(selection);
    for (Dataset dataset : selection.datasets()) {
      facts.put(dataset.key(), facts(dataset, readings.get(dataset.key())));
    }
    return List.copyOf(facts.values());
  }

  /** Returns the readings to be kept: none if they have so many columns that nobody reads them. */
  private static Map<String, FileReading> readings(DatasetSelection selection) {
    Map<String, FileReading> readings = new HashMap<>();
    selection.readings().forEach((key, reading) -> readings.put(key, reading.forManifest()));
    long columns = readings.values().stream().mapToLong(kept -> kept.columns().size()).sum();
    return columns <= MOST_COLUMNS ? readings : Map.of();
  }

  /**
   * Returns the versions that ran this attempt; where an earlier attempt ran on another one, both.
   */
  private static SortedMap<String, String> versions(
      Optional<Manifest> before, String sparkVersion) {
    SortedMap<String, String> versions = versions(sparkVersion);
    before.ifPresent(
        manifest ->
            manifest
                .versions()
                .forEach(
                    (part, earlier) ->
                        versions.merge(
                            part,
                            earlier,
                            (now, then) ->
                                List.of(then.split(SEPARATOR)).contains(now)
                                    ? then
                                    : then + SEPARATOR + now)));
    return versions;
  }

  private static SortedMap<String, String> versions(String sparkVersion) {
    ProgramVersion program = ProgramVersion.current();
    return new TreeMap<>(
        Map.of(
            "genlabel",
            program.version(),
            "git-commit",
            program.commit(),
            "spark",
            sparkVersion,
            "java",
            System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
            "os",
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch")));
  }

  /** Returns this manifest at the end of the attempt. */
  Manifest finished(int failed) {
    return new Manifest(
        runId,
        FINISHED,
        attempt,
        config,
        versions,
        datasets,
        missingDatasets,
        cells,
        failed,
        started,
        now());
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * Reads a manifest's text.
   *
   * @throws JsonProcessingException if it is not a manifest
   */
  static Manifest parse(String json) throws JsonProcessingException {
    Manifest manifest = mapper().readValue(json, Manifest.class);
    if (manifest == null) {
      throw new JsonMappingException(null, "null is not a manifest");
    }
    return manifest;
  }

  /** Returns the manifest's text. */
  String toJson() throws JsonProcessingException {
    return mapper().writeValueAsString(this) + "\n";
  }

  private static ObjectMapper mapper() {
    return new ObjectMapper()
        .configure(SerializationFeature.INDENT_OUTPUT, true)
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
  }
}

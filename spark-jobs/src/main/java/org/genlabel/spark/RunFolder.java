package org.genlabel.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.DatasetSelection;
import org.genlabel.experiment.ExperimentConfig;
import org.genlabel.experiment.InvalidConfigException;
import org.genlabel.experiment.ProgramVersion;

/**
 * Opens the folder of a run: a new one, or one that holds the same study already. Data of another
 * study is never touched.
 */
public final class RunFolder implements AutoCloseable {
  private static final int RUN_ID_DIGITS = 12;
  private static final String SEPARATOR = ", then ";

  private final ResultStore store;
  private final Configuration configuration;
  private final Optional<String> movedTo;
  private final RunLock lock;
  private Manifest manifest;

  private RunFolder(
      ResultStore store,
      Configuration configuration,
      Manifest manifest,
      Optional<String> movedTo,
      RunLock lock) {
    this.movedTo = movedTo;
    this.lock = lock;
    this.store = store;
    this.configuration = configuration;
    this.manifest = manifest;
  }

  /**
   * Makes the folder ready for an attempt at a study, holds it against other runs until it is
   * closed, and marks it as running.
   *
   * @param fresh move what is there aside and start anew
   * @param notices hears why this takes time
   * @throws InvalidConfigException if the folder holds something else, another run writes to it, or
   *     it cannot be written to
   */
  public static RunFolder open(
      ResultStore store,
      ExperimentConfig config,
      DatasetSelection selection,
      int cells,
      String sparkVersion,
      boolean fresh,
      Configuration configuration,
      Consumer<String> notices) {
    try {
      Optional<String> movedTo = Optional.empty();
      if (fresh && !store.isVacant(configuration)) {
        RunLock.requireStale(store, configuration, RunLock.BEAT, notices);
        String suffix =
            DateTimeFormatter.ofPattern("'.until-'yyyyMMdd-HHmmss-SSS")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        movedTo = Optional.of(store.moveAside(suffix, configuration));
      }
      OutputFolderCheck.requireNoLinkOut(store.folder());
      // Nothing is written to a folder that is somebody else's, not even a lock.
      readManifestOfSameStudy(store, config, selection, configuration);
      store.create(configuration);
      RunLock lock = RunLock.acquire(store, configuration, RunLock.BEAT, notices);
      try {
        // Again: whoever held the lock until now may have gone on.
        Optional<Manifest> before =
            readManifestOfSameStudy(store, config, selection, configuration);
        Manifest manifest = newManifest(before, config, selection, cells, sparkVersion);
        RunFiles files = store.files(configuration);
        new Compaction(files).complete();
        store.dropFailedAndUnfinished(configuration);
        Journal.recover(files, manifest.runId(), manifest.attempt());
        store.writeManifest(manifest.toJson(), configuration);
        return new RunFolder(store, configuration, manifest, movedTo, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      // Hadoop reports an unknown host as the latter.
      throw new InvalidConfigException(
          store.displayName()
              + ": cannot be used as output folder: "
              + OutputException.firstLine(e),
          e);
    }
  }

  private static Optional<Manifest> readManifestOfSameStudy(
      ResultStore store,
      ExperimentConfig config,
      DatasetSelection selection,
      Configuration configuration)
      throws IOException {
    boolean holdsFiles = holdsOtherFiles(store, configuration);
    Optional<Manifest> before = readManifest(store, configuration);
    if (before.isEmpty() && holdsFiles) {
      throw new InvalidConfigException(
          store.displayName()
              + ": holds files, but no manifest.json of a run; choose another folder with --out, or move these aside with --fresh");
    }
    before.ifPresent(manifest -> checkSameStudy(manifest, config, selection, store));
    return before;
  }

  /** Whether there is more than a run makes before it has a manifest. */
  private static boolean holdsOtherFiles(ResultStore store, Configuration configuration)
      throws IOException {
    RunFiles files = store.files(configuration);
    for (String name : files.names("")) {
      boolean ownFolder =
          Stream.of(ResultSchema.CELLS, ResultSchema.CV_SCORES)
                  .anyMatch(schema -> schema.table().equals(name))
              && files.names(name).isEmpty();
      if (!ownFolder && !name.startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Manifest> readManifest(ResultStore store, Configuration configuration)
      throws IOException {
    Optional<String> text = store.readManifest(configuration);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Manifest.parse(text.get()));
    } catch (JsonProcessingException e) {
      throw new InvalidConfigException(
          store.displayName()
              + "/manifest.json: is not the manifest of a run; choose another folder with --out, or move this one aside with --fresh",
          e);
    }
  }

  /**
   * Reads the manifest of a finished or running run.
   *
   * @throws InvalidConfigException if the folder holds none
   */
  public static Manifest requireManifest(ResultStore store, Configuration configuration)
      throws IOException {
    return manifest(store, configuration)
        .orElseThrow(
            () ->
                new InvalidConfigException(
                    store.displayName() + ": is not the folder of a run: it has no manifest.json"));
  }

  /** Reads the manifest of a finished or running run; empty if the folder holds none. */
  public static Optional<Manifest> manifest(ResultStore store, Configuration configuration)
      throws IOException {
    return readManifest(store, configuration);
  }

  private static void checkSameStudy(
      Manifest before, ExperimentConfig config, DatasetSelection selection, ResultStore store) {
    TreeSet<String> keys = new TreeSet<>(config.identity().keySet());
    keys.addAll(before.config().keySet());
    String differences =
        keys.stream()
            .filter(
                key -> !String.valueOf(config.identity().get(key)).equals(before.config().get(key)))
            .map(
                key ->
                    key
                        + " was "
                        + before.config().get(key)
                        + " and is "
                        + config.identity().get(key))
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw new InvalidConfigException(
          store.displayName()
              + ": holds a run of another configuration ("
              + differences
              + "); choose another folder with --out, or move this one aside with --fresh");
    }
    Map<String, String> checksums = new HashMap<>();
    before.datasets().forEach(facts -> checksums.put(facts.key(), facts.sha256()));
    for (Dataset dataset : selection.datasets()) {
      String checksum = checksums.get(dataset.key());
      if (checksum != null && !checksum.equals(dataset.checksum())) {
        throw new InvalidConfigException(
            store.displayName()
                + ": holds a run on other data: the file of dataset "
                + dataset.key()
                + " has changed since; choose another folder with --out, or move this one aside with --fresh");
      }
    }
  }

  private static Manifest newManifest(
      Optional<Manifest> before,
      ExperimentConfig config,
      DatasetSelection selection,
      int cells,
      String sparkVersion) {
    return new Manifest(
        runId(config),
        Manifest.RUNNING,
        before.map(Manifest::attempt).orElse(0) + 1,
        config.identity(),
        versions(before, sparkVersion),
        facts(before, selection),
        selection.missing(),
        cells,
        0,
        before.map(Manifest::started).orElseGet(RunFolder::now),
        null);
  }

  /**
   * The experiment's name and a digest of everything the results depend on: equal configurations
   * have equal ids.
   */
  static String runId(ExperimentConfig config) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(config.identity().toString().getBytes(StandardCharsets.UTF_8));
      return config.name() + "-" + HexFormat.of().formatHex(digest).substring(0, RUN_ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Manifest.DatasetFacts facts(Dataset dataset) {
    return new Manifest.DatasetFacts(
        dataset.key(),
        dataset.name(),
        dataset.rows(),
        dataset.features().size(),
        dataset.classCount(),
        dataset.checksum());
  }

  /**
   * The data of this attempt, and of earlier ones that this one did not find again: their rows are
   * still there.
   */
  private static List<Manifest.DatasetFacts> facts(
      Optional<Manifest> before, DatasetSelection selection) {
    Map<String, Manifest.DatasetFacts> facts = new LinkedHashMap<>();
    before.ifPresent(
        manifest -> manifest.datasets().forEach(known -> facts.put(known.key(), known)));
    selection.datasets().forEach(dataset -> facts.put(dataset.key(), facts(dataset)));
    return List.copyOf(facts.values());
  }

  /** What ran this attempt; where an earlier one ran on something else, both. */
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

  /** Shuts out all tasks that were begun so far, and moves what they had finished to the tables. */
  void recover() throws IOException {
    try {
      lock.shutOutTasks();
      Journal.recover(store.files(configuration), manifest.runId(), manifest.attempt());
    } catch (IOException e) {
      throw OutputException.of(store, e);
    }
  }

  /**
   * Writes the row of a cell that no task could run.
   *
   * @param task a number that no task has
   */
  void writeFailed(int task, CellOutcome failed) throws IOException {
    try {
      store.write(
          String.format(Locale.ROOT, "%03d-%05d", manifest.attempt(), task),
          manifest.runId(),
          manifest.attempt(),
          "driver",
          List.of(failed),
          configuration);
    } catch (IOException e) {
      throw OutputException.of(store, e);
    }
  }

  /** What this run's tasks may write by. */
  Fence fence() {
    return lock.fence(store);
  }

  /**
   * Puts the result files together and marks the run as finished.
   *
   * @throws OutputException if that cannot be written
   */
  void finish(int failedCells) throws IOException {
    try {
      // A speculative copy of a task may still be about to write what has been written.
      lock.shutOutTasks();
      RunFiles files = store.files(configuration);
      new Compaction(files).run(manifest.attempt());
      Journal.delete(files);
      manifest =
          new Manifest(
              manifest.runId(),
              Manifest.FINISHED,
              manifest.attempt(),
              manifest.config(),
              manifest.versions(),
              manifest.datasets(),
              manifest.missingDatasets(),
              manifest.cells(),
              failedCells,
              manifest.started(),
              now());
      store.writeManifest(manifest.toJson(), configuration);
    } catch (IOException e) {
      throw OutputException.of(store, e);
    }
  }

  /** Gives the folder free for other runs. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  public ResultStore store() {
    return store;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Where the folder's former contents are now; empty if there were none or they stayed. */
  public Optional<String> movedTo() {
    return movedTo;
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

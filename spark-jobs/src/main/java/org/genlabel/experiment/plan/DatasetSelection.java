package org.genlabel.experiment.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.genlabel.cost.Shape;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.PrintableText;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.data.catalog.ReadDataset;
import org.genlabel.data.format.FileReading;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.experiment.PreparedDataset;
import org.genlabel.experiment.Protocol;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.train.protocol.Randomness;

/**
 * The datasets of a study, found and read.
 *
 * @param datasets in the order they were named, each once
 * @param missing named, but not found: "id (name)", empty unless missing ones are skipped
 * @param readings how the files of those were understood that are neither the catalog's nor
 *     synthetic, by {@link Dataset#key}, in the order of the datasets
 */
public record DatasetSelection(
    List<Dataset> datasets, List<String> missing, Map<String, FileReading> readings) {
  // A quarter of a GB of covariances at a time.
  private static final long MOST_COVARIANCES = 1L << 25;

  /** The authors' preparation of data, on which the set "fit" has the paper's 82 members. */
  private static final Protocol AUTHORS_PREPARATION =
      new Protocol(
          Split.Rule.AUTHORS, Scaling.ALL_ROWS, FeatureHandling.NUMERIC, Randomness.AUTHORS);

  /** Sets of datasets that a configuration can name. */
  private enum DatasetSet {
    BUNDLED,
    PAPER,
    ROBUSTNESS,
    BALANCED,
    FIT,
    SYNTHETIC;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> keys() {
      return Arrays.stream(values()).map(DatasetSet::key).toList();
    }

    static Optional<DatasetSet> byKey(String key) {
      for (DatasetSet set : values()) {
        if (set.key().equals(key)) {
          return Optional.of(set);
        }
      }
      return Optional.empty();
    }

    /** Ids and names. */
    List<String> members(DatasetCatalog catalog) {
      return switch (this) {
        case BUNDLED, PAPER, ROBUSTNESS -> ids(catalog.inSet(key()));
        case BALANCED ->
            ids(
                catalog.inSet(PAPER.key()).stream()
                    .filter(DatasetCatalog.Entry::balanced)
                    .toList());
        // Which of them fit is only known once they are read.
        case FIT -> ids(catalog.inSet(PAPER.key()));
        case SYNTHETIC ->
            Arrays.stream(SyntheticDataset.values()).map(SyntheticDataset::key).toList();
      };
    }

    private static List<String> ids(List<DatasetCatalog.Entry> entries) {
      return entries.stream().map(entry -> Integer.toString(entry.id())).toList();
    }
  }

  public DatasetSelection {
    datasets = List.copyOf(datasets);
    missing = List.copyOf(missing);
    readings = Collections.unmodifiableMap(new LinkedHashMap<>(readings));
  }

  /**
   * Finds and reads the datasets that a configuration names.
   *
   * @param skipMissing go on without the datasets that are not found
   * @throws InvalidConfigException if datasets are missing (all are named, and how to get them), or
   *     none is left; if a name stands for a set and a file; or if {@code data.files} names a
   *     dataset that is neither in the study nor in any folder
   * @throws org.genlabel.data.InvalidDataException if a file cannot be used
   */
  public static DatasetSelection of(
      ExperimentConfig config, DatasetCatalog catalog, DatasetStore store, boolean skipMissing) {
    requireNoFilesOfSets(config, store);
    Map<String, Boolean> references = references(config, catalog);
    requireNamesOfFiles(config, references.keySet(), catalog, store);
    Map<String, ReadDataset> chosen = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Boolean> reference : references.entrySet()) {
      Optional<DatasetStore.Located> located = store.find(reference.getKey());
      if (located.isEmpty()) {
        missing.add(reference.getKey());
      } else if (missing.isEmpty() || skipMissing) {
        boolean onlyIfFit = reference.getValue();
        ReadDataset read = read(store, located.get(), config.protocol().features());
        if (!onlyIfFit || isFit(store, located.get(), read.dataset(), config)) {
          chosen.putIfAbsent(read.dataset().key(), read);
        }
      }
    }
    if (!missing.isEmpty() && !skipMissing) {
      throw new InvalidConfigException(missingMessage(missing, catalog, store));
    }
    if (chosen.isEmpty()) {
      boolean noneFound = missing.size() == references.size();
      throw new InvalidConfigException(
          "experiment.datasets = "
              + config.datasets()
              + (noneFound
                  ? ": none of these datasets was found on data.path or --data; " + searched(store)
                  : ": no density fits any of the datasets that were found"));
    }
    Map<String, FileReading> readings = new LinkedHashMap<>();
    chosen.forEach((key, read) -> read.reading().ifPresent(reading -> readings.put(key, reading)));
    return new DatasetSelection(
        chosen.values().stream().map(ReadDataset::dataset).toList(),
        missing.stream().map(reference -> described(reference, catalog)).toList(),
        readings);
  }

  /**
   * Checks that no file has the name of a set that the study names: which of them is meant is not
   * known.
   */
  private static void requireNoFilesOfSets(ExperimentConfig config, DatasetStore store) {
    for (String key : config.datasets()) {
      boolean isSet = DatasetSet.byKey(key).isPresent();
      Optional<DatasetStore.Located> file = isSet ? store.find(key) : Optional.empty();
      if (file.isPresent()) {
        throw new InvalidConfigException(
            "experiment.datasets = "
                + config.datasets()
                + ": '"
                + key
                + "' is a set of datasets, and also "
                + file.get().uri()
                + "; rename the file");
      }
    }
  }

  /**
   * Checks that the names in {@code data.files} are names of datasets. They need not be in this
   * study, since studies can share a configuration.
   */
  private static void requireNamesOfFiles(
      ExperimentConfig config, Set<String> references, DatasetCatalog catalog, DatasetStore store) {
    for (String name : new TreeSet<>(config.data().byName().keySet())) {
      if (!references.contains(name) && store.find(name).isEmpty()) {
        throw new InvalidConfigException(
            "data.files: no dataset "
                + InvalidDataException.quoted(name)
                + " was found"
                + KnownNames.of(catalog, store, List.of()).suggestion(name)
                + "; "
                + searched(store));
      }
    }
  }

  /**
   * Returns the named datasets, in order; the value says whether one is wanted only if a density
   * fits it.
   */
  private static Map<String, Boolean> references(ExperimentConfig config, DatasetCatalog catalog) {
    Map<String, Boolean> references = new LinkedHashMap<>();
    for (String key : config.datasets()) {
      Optional<DatasetSet> set = DatasetSet.byKey(key);
      if (set.isEmpty()) {
        references.put(key, false);
      } else {
        for (String member : set.get().members(catalog)) {
          references.merge(member, set.get() == DatasetSet.FIT, (before, now) -> before && now);
        }
      }
    }
    return references;
  }

  private static ReadDataset read(
      DatasetStore store, DatasetStore.Located located, FeatureHandling features) {
    try {
      ReadDataset read = store.read(located, features);
      requireDensities(located, read.dataset());
      return read;
    } catch (IOException e) {
      throw new InvalidConfigException(located.uri() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Checks the size of the Gaussian densities: every cell fits one to each class, with a covariance
   * matrix of features x features.
   */
  private static void requireDensities(DatasetStore.Located located, Dataset dataset) {
    Shape shape = ExperimentPlan.shapeOf(dataset);
    long features = shape.features();
    if (shape.classes() * features * features > MOST_COVARIANCES) {
      throw InvalidDataException.in(
          located.uri(),
          features
              + " features (with nominal ones expanded) and "
              + shape.classes()
              + " classes: the square of the features times the classes may be at most "
              + MOST_COVARIANCES);
    }
  }

  private static boolean isFit(
      DatasetStore store, DatasetStore.Located located, Dataset dataset, ExperimentConfig config) {
    Dataset numeric =
        config.protocol().features() == AUTHORS_PREPARATION.features()
            ? dataset
            : read(store, located, AUTHORS_PREPARATION.features()).dataset();
    return PreparedDataset.of(numeric, AUTHORS_PREPARATION, config.seed()).isFit();
  }

  private static String described(String reference, DatasetCatalog catalog) {
    boolean isId = reference.chars().allMatch(Character::isDigit) && reference.length() < 10;
    Optional<DatasetCatalog.Entry> entry =
        isId ? catalog.byId(Integer.parseInt(reference)) : Optional.empty();
    return entry.map(known -> known.id() + " (" + known.name() + ")").orElse(reference);
  }

  private static String missingMessage(
      List<String> missing, DatasetCatalog catalog, DatasetStore store) {
    return notFound(missing, catalog, store)
        + ", name another folder with data.path or --data, or go on without them with"
        + " --skip-missing; sets are "
        + String.join(", ", DatasetSet.keys());
  }

  /**
   * Returns which datasets were not found and which may have been meant, where they were searched,
   * and where to put them.
   *
   * @param missing ids and names, as written
   */
  public static String notFound(List<String> missing, DatasetCatalog catalog, DatasetStore store) {
    KnownNames known = KnownNames.of(catalog, store, DatasetSet.keys());
    return PrintableText.counted(missing.size(), "dataset")
        + (missing.size() == 1 ? " was" : " were")
        + " not found: "
        + missing.stream()
            .map(name -> described(name, catalog) + known.suggestion(name))
            .collect(Collectors.joining(", "))
        + "; "
        + searched(store)
        + "; put each as "
        + DatasetStore.places()
        + " into one of these";
  }

  /** Returns the folders that were searched, as a clause. */
  private static String searched(DatasetStore store) {
    Set<String> absent = new HashSet<>(store.missingFolders());
    return "searched were "
        + store.folders().stream()
            .distinct()
            .map(folder -> absent.contains(folder) ? folder + " (no such folder)" : folder)
            .collect(Collectors.joining(", "));
  }
}

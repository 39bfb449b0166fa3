package org.genlabel.experiment.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.genlabel.data.ComposedName;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.catalog.DataSettings;
import org.genlabel.density.Bandwidth;
import org.genlabel.experiment.CellEngines;
import org.genlabel.experiment.Protocol;
import org.genlabel.learner.Model;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;

/**
 * The configuration of a study: everything its results depend on, and how it is run.
 *
 * @param name names the run
 * @param datasets ids, names and sets, as written
 * @param model what is trained
 * @param schemes in the order of the table of schemes
 * @param alphas shapes of the mixing distribution
 * @param trials repetitions
 * @param seed of every random stream
 * @param protocol how data is treated
 * @param training how candidates are trained and chosen
 * @param dataPath folders and URIs that are searched for datasets
 * @param data what is known of data files
 * @param partitionSeconds estimated work of a partition
 * @param cellTimeoutSeconds how long a cell may take
 */
public record ExperimentConfig(
    String name,
    List<String> datasets,
    Model model,
    List<Scheme> schemes,
    List<Double> alphas,
    int trials,
    long seed,
    Protocol protocol,
    TrainingSettings training,
    List<String> dataPath,
    DataSettings data,
    double partitionSeconds,
    double cellTimeoutSeconds) {

  private static final String MODEL = "experiment.model";
  private static final String SCHEMES = "experiment.schemes";
  private static final String PRECISION = "training.precision";
  // Run folders of earlier versions, which had double precision too, name it in their identity.
  private static final String SINGLE_PRECISION = "single";

  private static final Pattern SEVERAL_NAMES = Pattern.compile("[,\"\\[\\]]");

  private static final String ALL = "all";
  private static final String DEFAULTS = "defaults.conf";
  private static final int MOST_TRIALS = 100_000;
  private static final int MOST_EPOCHS = 1_000_000;
  private static final int MOST_FOLDS = 1_000;
  private static final int MOST_CANDIDATES = 10_000;
  // Far beyond these bounds kernels degenerate in double precision, to points or to constants.
  private static final double LEAST_BANDWIDTH = 0.001;
  private static final double LARGEST_BANDWIDTH = 1000;

  /**
   * Reads a configuration.
   *
   * @param file HOCON
   * @param settings {@code key=value} each, over the file
   * @throws InvalidConfigException on a missing file, a syntax error, an unknown key or a bad value
   */
  public static ExperimentConfig read(File file, List<String> settings) {
    return read(file, settings, CellEngines.installed());
  }

  /** Reads a configuration for the given engines. */
  public static ExperimentConfig read(File file, List<String> settings, CellEngines engines) {
    return of(ConfigReader.of(file, settings, defaults()), engines);
  }

  private static ExperimentConfig of(ConfigReader reader, CellEngines engines) {
    String name = reader.word("experiment.name");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw reader.invalid(
          "experiment.name",
          "at most 100 letters, digits, '.', '_' and '-', the first a letter or digit");
    }
    Protocol protocol =
        new Protocol(
            choice(reader, "protocol.split", Split.Rule.values(), Split.Rule::key),
            choice(reader, "protocol.scaling", Scaling.values(), Scaling::key),
            choice(reader, "protocol.features", FeatureHandling.values(), FeatureHandling::key),
            choice(reader, "protocol.randomness", Randomness.values(), Randomness::key));
    requireSinglePrecision(reader);
    TrainingSettings training =
        new TrainingSettings(
            (int) reader.wholeNumber("training.epochs", 1, MOST_EPOCHS),
            (int) reader.wholeNumber("training.batch-size", 1, Integer.MAX_VALUE),
            choice(
                reader,
                "training.optimizer",
                TrainingSettings.OptimizerKind.values(),
                kind -> kind.name().toLowerCase(Locale.ROOT)),
            reader.numbers("training.learning-rates", 0, false, 1000),
            reader.numbers("training.gammas", 0, true, 1),
            (int) reader.wholeNumber("training.folds", 2, MOST_FOLDS),
            reader.number("training.weight-decay", 0, true, 1000),
            bandwidth(reader));
    if (training.learningRates().size() * training.gammas().size() > MOST_CANDIDATES) {
      throw reader.invalid(
          "training.gammas",
          "so few that with training.learning-rates there are at most "
              + MOST_CANDIDATES
              + " candidates");
    }
    Model model = model(reader, engines);
    return new ExperimentConfig(
        name,
        reader.words("experiment.datasets").stream().map(ComposedName::of).toList(),
        model,
        schemes(reader, model, engines.of(model).schemes(model)),
        reader.numbers("experiment.alphas", 0, false, 1000),
        (int) reader.wholeNumber("experiment.trials", 1, MOST_TRIALS),
        reader.wholeNumber("experiment.seed", 0, Long.MAX_VALUE),
        protocol,
        training,
        reader.words("data.path"),
        DataKeys.read(reader),
        reader.number("run.partition-seconds", 0, false, 86_400),
        reader.number("run.cell-timeout", 0, false, 864_000));
  }

  /**
   * Restores the configuration of a run from its manifest. The data path and the partitioning are
   * not kept there and have their defaults. The datasets come as one text.
   *
   * @param identity see {@link #identity()}
   * @param origin where it comes from, for errors
   * @throws InvalidConfigException if no configuration of this version has this identity
   */
  public static ExperimentConfig ofIdentity(Map<String, String> identity, String origin) {
    Map<String, String> values = new TreeMap<>(identity);
    // Names given by users may contain HOCON syntax.
    for (String key : List.of("experiment.name", "experiment.datasets")) {
      values.computeIfPresent(key, (ignored, value) -> ConfigUtil.quoteString(value));
    }
    return of(ConfigReader.of(values, origin, defaults()), CellEngines.installed());
  }

  private static Config defaults() {
    try (InputStream stream = ExperimentConfig.class.getResourceAsStream(DEFAULTS);
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(
          reader, ConfigParseOptions.defaults().setOriginDescription(DEFAULTS));
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + DEFAULTS + " is not readable", e);
    }
  }

  private static <T> T choice(
      ConfigReader reader, String path, T[] values, Function<T, String> word) {
    List<String> words = Arrays.stream(values).map(word).toList();
    return values[words.indexOf(reader.choice(path, words))];
  }

  private static void requireSinglePrecision(ConfigReader reader) {
    if (!reader.word(PRECISION).equals(SINGLE_PRECISION)) {
      throw reader.invalid(
          PRECISION,
          SINGLE_PRECISION + "; networks in double precision are no longer part of the program");
    }
  }

  private static Bandwidth bandwidth(ConfigReader reader) {
    OptionalDouble fixed =
        reader.numberUnless(
            "training.bandwidth", Bandwidth.SCOTT.key(), LEAST_BANDWIDTH, LARGEST_BANDWIDTH);
    return fixed.isPresent() ? new Bandwidth(fixed.getAsDouble()) : Bandwidth.SCOTT;
  }

  private static Model model(ConfigReader reader, CellEngines engines) {
    String key = reader.word(MODEL);
    return engines.model(key).orElseThrow(() -> reader.invalid(MODEL, engines.allowedFor(key)));
  }

  /**
   * @param possible the schemes that the model can be combined with
   */
  private static List<Scheme> schemes(ConfigReader reader, Model model, List<Scheme> possible) {
    Set<Scheme> chosen = new LinkedHashSet<>();
    for (String word : reader.words(SCHEMES)) {
      if (word.equals(ALL)) {
        chosen.addAll(possible);
      } else {
        Scheme scheme =
            Scheme.byKey(word)
                .orElseThrow(
                    () ->
                        reader.invalid(
                            SCHEMES,
                            "names among all, " + Scheme.keys() + "; '" + word + "' is none"));
        if (!possible.contains(scheme)) {
          throw reader.invalid(
              SCHEMES,
              String.format(
                  "schemes that %s = %s can be combined with, which are %s; '%s' is none of them",
                  MODEL,
                  model.key(),
                  possible.stream().map(Scheme::key).collect(Collectors.joining(", ")),
                  word));
        }
        chosen.add(scheme);
      }
    }
    return chosen.stream().sorted().toList();
  }

  /**
   * Returns the datasets as text. Names that could be read as several are quoted; runs from before
   * such names were allowed have none.
   */
  private String datasetNames() {
    return datasets.stream()
        .map(name -> SEVERAL_NAMES.matcher(name).find() ? ConfigUtil.quoteString(name) : name)
        .toList()
        .toString();
  }

  /**
   * Returns everything the results depend on, as text, by key: two runs with equal entries (and
   * equal data) have equal rows.
   */
  public SortedMap<String, String> identity() {
    SortedMap<String, String> identity = new TreeMap<>();
    identity.put("experiment.name", name);
    identity.put("experiment.datasets", datasetNames());
    identity.put(MODEL, model.key());
    identity.put(SCHEMES, schemes.stream().map(Scheme::key).toList().toString());
    identity.put("experiment.alphas", alphas.toString());
    identity.put("experiment.trials", Integer.toString(trials));
    identity.put("experiment.seed", Long.toString(seed));
    identity.put("protocol.randomness", protocol.randomness().key());
    identity.put("protocol.split", protocol.split().key());
    identity.put("protocol.scaling", protocol.scaling().key());
    identity.put("protocol.features", protocol.features().key());
    identity.put("training.epochs", Integer.toString(training.epochs()));
    identity.put("training.batch-size", Integer.toString(training.batchSize()));
    identity.put("training.optimizer", training.optimizer().name().toLowerCase(Locale.ROOT));
    identity.put(PRECISION, SINGLE_PRECISION);
    identity.put("training.learning-rates", training.learningRates().toString());
    identity.put("training.gammas", training.gammas().toString());
    identity.put("training.folds", Integer.toString(training.folds()));
    identity.put("training.weight-decay", Double.toString(training.weightDecay()));
    // Runs from before the key existed have no such entry, and are the same studies.
    if (!training.bandwidth().equals(Bandwidth.SCOTT)) {
      identity.put("training.bandwidth", training.bandwidth().key());
    }
    identity.putAll(DataKeys.identity(data));
    return identity;
  }
}

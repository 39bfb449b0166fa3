package org.genlabel.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.format.ReadingSettings;
import org.genlabel.density.Bandwidth;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentConfigTest {
  private static final Path SHIPPED =
      Path.of(System.getProperty("genlabel.home", "..")).resolve("conf");

  /** Keys that can have one value only, so far. */
  private static final Set<String> SINGLE_VALUED = Set.of("experiment.model", "training.precision");

  /** Keys that no result depends on. */
  private static final Set<String> NOT_IN_IDENTITY =
      Set.of("data.path", "run.partition-seconds", "run.cell-timeout");

  /** A value other than the default of every key. */
  @SuppressWarnings("unused") // by JUnit
  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("experiment.name", "other", ExperimentConfig::name, "other"),
          new Setting(
              "experiment.datasets", "[48, tae]", ExperimentConfig::datasets, words("48", "tae")),
          new Setting(
              "experiment.model",
              "softmax-regression",
              ExperimentConfig::model,
              ModelKind.SOFTMAX_REGRESSION),
          new Setting(
              "experiment.schemes",
              "[mixup, vanilla]",
              ExperimentConfig::schemes,
              List.of(Scheme.VANILLA, Scheme.MIXUP)),
          new Setting("experiment.alphas", "[0.5, 3]", ExperimentConfig::alphas, List.of(0.5, 3.0)),
          new Setting("experiment.trials", "7", ExperimentConfig::trials, 7),
          // 2^53 + 1, which a double cannot hold.
          new Setting(
              "experiment.seed", "9007199254740993", ExperimentConfig::seed, 9007199254740993L),
          new Setting(
              "protocol.randomness",
              "authors",
              config -> config.protocol().randomness(),
              Randomness.AUTHORS),
          new Setting(
              "protocol.split",
              "stratified",
              config -> config.protocol().split(),
              Split.Rule.STRATIFIED),
          new Setting(
              "protocol.scaling",
              "all-rows",
              config -> config.protocol().scaling(),
              Scaling.ALL_ROWS),
          new Setting(
              "protocol.features",
              "one-hot",
              config -> config.protocol().features(),
              FeatureHandling.ONE_HOT),
          new Setting("training.epochs", "3", config -> config.training().epochs(), 3),
          new Setting("training.batch-size", "16", config -> config.training().batchSize(), 16),
          new Setting(
              "training.optimizer",
              "sgd",
              config -> config.training().optimizer(),
              TrainingSettings.OptimizerKind.SGD),
          new Setting(
              "training.learning-rates",
              "[0.3, 1e-2]",
              config -> config.training().learningRates(),
              List.of(0.3, 0.01)),
          new Setting(
              "training.gammas", "[0, 1]", config -> config.training().gammas(), List.of(0.0, 1.0)),
          new Setting("training.folds", "2", config -> config.training().folds(), 2),
          new Setting("training.weight-decay", "0", config -> config.training().weightDecay(), 0.0),
          new Setting(
              "training.bandwidth",
              "0.2",
              config -> config.training().bandwidth(),
              new Bandwidth(0.2)),
          new Setting(
              "training.precision",
              "single",
              config -> config.identity().get("training.precision"),
              "single"),
          new Setting(
              "data.path",
              "[\"s3a://bucket/data\", here]",
              ExperimentConfig::dataPath,
              words("s3a://bucket/data", "here")),
          new Setting(
              "data.class",
              "species",
              common(ReadingSettings::classColumn),
              Optional.of("species")),
          new Setting("data.class-values", "exact", common(ReadingSettings::exactClasses), true),
          new Setting(
              "data.separator", "tab", common(ReadingSettings::separator), Optional.of('\t')),
          new Setting(
              "data.decimal", "comma", common(ReadingSettings::decimalMark), Optional.of(',')),
          new Setting(
              "data.missing",
              "[-999, \"n. v.\"]",
              common(ReadingSettings::missing),
              words("-999", "n. v.")),
          new Setting("data.ignore", "[id, 7]", common(ReadingSettings::ignored), words("id", "7")),
          new Setting(
              "data.encoding",
              "latin1",
              common(ReadingSettings::encoding),
              Optional.of(StandardCharsets.ISO_8859_1)),
          new Setting("run.partition-seconds", "0.25", ExperimentConfig::partitionSeconds, 0.25),
          new Setting("run.cell-timeout", "90", ExperimentConfig::cellTimeoutSeconds, 90.0));

  @TempDir private Path folder;

  /**
   * One key with a value other than its default.
   *
   * @param value as written after --set key=
   * @param read the key's value in a configuration
   * @param expected what is to arrive
   */
  private record Setting(
      String key, String value, Function<ExperimentConfig, Object> read, Object expected) {
    String text() {
      return key + "=" + value;
    }

    @Override
    public String toString() {
      return text();
    }
  }

  private static Function<ExperimentConfig, Object> common(Function<ReadingSettings, Object> read) {
    return config -> read.apply(config.data().common());
  }

  private static List<String> words(String... words) {
    return List.of(words);
  }

  static Stream<Path> shippedFiles() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      // spark-defaults.conf is Spark's, in another format.
      return files
          .filter(
              file -> file.toString().endsWith(".conf") && !file.endsWith("spark-defaults.conf"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void quickAndPaperAndAuthorsAreShipped() throws IOException {
    assertThat(shippedFiles())
        .contains(
            SHIPPED.resolve("quick.conf"),
            SHIPPED.resolve("paper.conf"),
            SHIPPED.resolve("authors.conf"));
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void readsEveryShippedConfiguration(Path file) {
    String expectedName = file.getFileName().toString().replace(".conf", "");

    assertThat(ExperimentConfig.read(file.toFile(), List.of()).name()).isEqualTo(expectedName);
  }

  @Test
  void thePapersStudyIsTheQuickOneOnMoreDatasetsWithEveryScheme() {
    ExperimentConfig quick =
        ExperimentConfig.read(SHIPPED.resolve("quick.conf").toFile(), List.of());
    ExperimentConfig paper =
        ExperimentConfig.read(SHIPPED.resolve("paper.conf").toFile(), List.of());

    assertThat(paper.datasets()).containsExactly("paper");
    assertThat(paper.schemes()).containsExactly(Scheme.values());
    assertThat(paper.training()).isEqualTo(quick.training());
    assertThat(paper.protocol()).isEqualTo(quick.protocol());
    assertThat(paper.alphas()).isEqualTo(quick.alphas());
    assertThat(paper.trials()).isEqualTo(quick.trials());
    assertThat(paper.seed()).isEqualTo(quick.seed());
  }

  @Test
  void anEmptyFileIsTheDefaults() throws IOException {
    ExperimentConfig config = read("");

    assertThat(config.name()).isEqualTo("experiment");
    assertThat(config.datasets()).containsExactly("bundled");
    assertThat(config.schemes()).containsExactly(Scheme.values());
    assertThat(config.alphas()).containsExactly(1.0, 2.0);
    assertThat(config.training().gammas()).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    assertThat(config.dataPath()).containsExactly("datasets/bundled", "datasets/openml");
  }

  @Test
  void theSettingsOfThisTestAreAllKeysThereAre() throws IOException {
    try (InputStream in = ExperimentConfig.class.getResourceAsStream("defaults.conf");
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      Config defaults = ConfigFactory.parseReader(reader, ConfigParseOptions.defaults());
      Set<String> keys =
          defaults.entrySet().stream()
              .map(entry -> entry.getKey())
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(SETTINGS.stream().map(Setting::key)).containsExactlyInAnyOrderElementsOf(keys);
    }
  }

  @ParameterizedTest
  @FieldSource("SETTINGS")
  void everyKeyCanBeSetAndArrives(Setting setting) throws IOException {
    ExperimentConfig before = read("");
    ExperimentConfig config = read("", setting.text());

    assertThat(setting.read().apply(config)).isEqualTo(setting.expected());
    if (!SINGLE_VALUED.contains(setting.key())) {
      assertThat(setting.read().apply(before)).isNotEqualTo(setting.expected());
    }
  }

  @ParameterizedTest
  @FieldSource("SETTINGS")
  void everyKeyCanBeWrittenInTheFile(Setting setting) throws IOException {
    ExperimentConfig config = read(setting.key() + " = " + setting.value() + "\n");

    assertThat(setting.read().apply(config)).isEqualTo(setting.expected());
  }

  @ParameterizedTest
  @FieldSource("SETTINGS")
  void identityChangesWithExactlyTheKeysThatResultsDependOn(Setting setting) throws IOException {
    ExperimentConfig before = read("");
    ExperimentConfig config = read("", setting.text());

    if (SINGLE_VALUED.contains(setting.key()) || NOT_IN_IDENTITY.contains(setting.key())) {
      assertThat(config.identity()).isEqualTo(before.identity());
    } else {
      assertThat(config.identity().entrySet())
          .as("all entries but one are equal")
          .filteredOn(entry -> !entry.getValue().equals(before.identity().get(entry.getKey())))
          .singleElement()
          .satisfies(entry -> assertThat(entry.getKey()).isEqualTo(setting.key()));
    }
  }

  @Test
  void identityNamesEveryKeyThatResultsDependOn() throws IOException {
    Set<String> expected = SETTINGS.stream().map(Setting::key).collect(Collectors.toSet());
    expected.removeAll(NOT_IN_IDENTITY);

    assertThat(
            read("""
            training.bandwidth = 0.2
            data { class = a, class-values = exact, separator = ";", decimal = ","
              missing = -1, ignore = b, encoding = UTF-8 }
            """)
                .identity()
                .keySet())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void identityIsThatOfRunsFromBeforeTheBandwidthCouldBeChosen() throws IOException {
    assertThat(read("").identity()).doesNotContainKey("training.bandwidth");
    assertThat(read("training.bandwidth = scott").identity()).isEqualTo(read("").identity());
  }

  @Test
  void theStudyOfAnIdentityHasItsBandwidth() throws IOException {
    for (String bandwidth : List.of("scott", "0.2")) {
      ExperimentConfig config = read("training.bandwidth = " + bandwidth);

      assertThat(ExperimentConfig.ofIdentity(config.identity(), "manifest.json").training())
          .isEqualTo(config.training());
    }
  }

  @Test
  void identityIsThatOfRunsFromBeforeFilesHadSettings() throws IOException {
    ExperimentConfig config =
        read(
            """
            data { class = "", class-values = names, separator = auto, decimal = auto, missing = []
              ignore = [], encoding = auto, files { a {}, "b c" { class = "", ignore = [] } } }
            """);

    assertThat(config.identity()).isEqualTo(read("").identity());
    assertThat(config.identity().keySet()).noneMatch(key -> key.startsWith("data."));
    assertThat(config.data().byName().keySet()).containsExactlyInAnyOrder("a", "b c");
  }

  @Test
  void whatAFileLeavesOutIsAsForAllFiles() throws IOException {
    ExperimentConfig config =
        read(
            """
            data { class = species, missing = [-999], separator = comma }
            data.files { "my flowers" { missing = [], class = 7 }, trees { decimal = . } }
            """,
            "data.files.\"my flowers\".ignore=[id,\"a b\"]",
            "data.class=kind",
            "data.files.2024.class=y");
    ReadingSettings flowers = config.data().byName().get("my flowers");

    assertThat(flowers.classColumn()).contains("7");
    assertThat(flowers.missing()).isEmpty();
    assertThat(flowers.ignored()).containsExactly("id", "a b");
    assertThat(flowers.separator()).contains(',');
    assertThat(config.data().byName().get("trees"))
        .isEqualTo(
            new ReadingSettings(
                Optional.of("kind"),
                false,
                Optional.of(','),
                Optional.of('.'),
                words("-999"),
                words(),
                Optional.empty()));
    assertThat(config.data().byName().get("2024").classColumn()).contains("y");
    assertThat(config.data().common().ignored()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      quoteCharacter = '`',
      value = {
        "data.separator=\",\" / ,",
        "data.separator=;     / ;",
        "data.separator=semicolon / ;",
        "data.separator=|     / |",
        "data.separator=\"|\" / |",
        "data.separator=bar   / |",
        "data.separator=\" tab \" / `\t`",
        "data.separator=\"\\t\" / `\t`",
        "data.separator=\" \" / ` `",
        "data.separator=blank / ` `",
        "data.separator=~     / ~",
        "data.decimal=.       / .",
        "data.decimal=point   / .",
        "data.decimal=\",\" / ,",
      })
  void marksAreWrittenAsWordsOrAsTheyAre(String setting, char expected) throws IOException {
    ReadingSettings settings = read("", setting).data().common();

    assertThat(settings.separator().or(settings::decimalMark)).contains(expected);
  }

  @Test
  void anEmptyTextSaysNothing() throws IOException {
    ReadingSettings settings =
        read("data { class = species, missing = [-9] }", "data.class=\" \"", "data.missing=\"\"")
            .data()
            .common();

    assertThat(settings).isEqualTo(ReadingSettings.AUTOMATIC);
  }

  @Test
  void theStudyOfAnIdentityHasItsSettingsOfFiles() throws IOException {
    ExperimentConfig config =
        read(
            """
            experiment.datasets = [flowers, "a, b", "c]", "d\\"e"]
            data { class = "a \\"quoted\\" ${x}", class-values = exact, separator = ~, decimal = comma
              missing = ["a,b", -999, "]", "null", "\\n"], ignore = ["1.0", true-ish], encoding = GBK
              files { "my, \\"flowers\\".x" { class = species, missing = [] }, same.class = z
                "\u6843" { separator = blank, encoding = auto }, "2024" {}, plain.ignore = a }
            }
            """
                .replace("${x}", "$x{}"));

    ExperimentConfig restored = ExperimentConfig.ofIdentity(config.identity(), "manifest.json");

    assertThat(restored.data()).isEqualTo(config.data());
    assertThat(config.identity())
        .containsEntry("data.class", "\"a \\\"quoted\\\" $x{}\"")
        .containsEntry("data.separator", "\"~\"")
        .containsEntry("data.files.\"my, \\\"flowers\\\".x\".class", "\"species\"")
        .containsEntry("data.files.\u6843.separator", "blank")
        .containsEntry("experiment.datasets", "[flowers, \"a, b\", \"c]\", \"d\\\"e\"]");
    assertThat(restored.identity())
        .as("but for the datasets, which come as one text")
        .containsAllEntriesOf(
            config.identity().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("experiment.datasets"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Test
  void aFileWithTheClassOfAllFilesIsInTheIdentity() throws IOException {
    // For a dataset of the catalog the common class does not count, but that of its own group does.
    assertThat(read("data { class = a, files.iris.class = a }").identity())
        .isNotEqualTo(read("data.class = a").identity());
  }

  @Test
  void namesAreTheSameInBothUnicodeForms() throws IOException {
    ExperimentConfig composed = read("experiment.datasets = \u00e9\ndata.files.\u00e9.class = a");
    ExperimentConfig decomposed =
        read("experiment.datasets = e\u0301\ndata.files.\"e\u0301\".class = a");

    assertThat(decomposed.identity()).isEqualTo(composed.identity());
    assertThat(decomposed.data()).isEqualTo(composed.data());
  }

  @Test
  void identityDoesNotDependOnHowAValueIsWritten() throws IOException {
    ExperimentConfig first =
        read(
            """
            experiment { schemes = [mixup, vanilla], alphas = 1.0, seed = 2 }
            training.weight-decay = 0.0001
            """);
    ExperimentConfig second =
        read(
            "training { weight-decay = 1e-4 }",
            "experiment.schemes=[vanilla,mixup]",
            "experiment.alphas=[1]",
            "experiment.seed=\"2\"");

    assertThat(first.identity()).isEqualTo(second.identity());
  }

  @Test
  void aScalarIsAListOfOne() throws IOException {
    ExperimentConfig config =
        read(
            """
            experiment { datasets = 48, schemes = mixup, alphas = 2 }
            training { learning-rates = 0.1, gammas = 0.5 }
            data.path = somewhere
            """);

    assertThat(config.datasets()).containsExactly("48");
    assertThat(config.schemes()).containsExactly(Scheme.MIXUP);
    assertThat(config.alphas()).containsExactly(2.0);
    assertThat(config.training().learningRates()).containsExactly(0.1);
    assertThat(config.training().gammas()).containsExactly(0.5);
    assertThat(config.dataPath()).containsExactly("somewhere");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiment.datasets=paper     | paper",
        "experiment.datasets=[48,187]  | 48,187",
        "experiment.datasets=[48, tae] | 48,tae",
        "experiment.datasets=[\"48\"]  | 48",
        "experiment.datasets = 61      | 61",
      })
  void settingsAreWrittenAsInTheFile(String setting, String expected) throws IOException {
    assertThat(read("", setting).datasets()).isEqualTo(Arrays.asList(expected.split(",")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiment.datasets=48,187          | 48;187",
        "experiment.datasets = tae , my data | tae;my data",
        "experiment.datasets=\"a,b\",c       | a,b;c",
        "experiment.datasets=\"a,b\"         | a,b",
        "experiment.datasets=[\"a,b\"]       | a,b",
        "\"experiment\".datasets=48,tae      | 48;tae",
        "experiment.datasets=48,             | 48",
      })
  void aListOfASettingMayGoWithoutItsBrackets(String setting, String expected) throws IOException {
    assertThat(read("", setting).datasets()).isEqualTo(Arrays.asList(expected.split(";")));
  }

  @Test
  void everyListMayGoWithoutItsBrackets() throws IOException {
    ExperimentConfig config =
        read(
            "",
            "experiment.alphas=0.5,1",
            "experiment.schemes=vanilla,mixup",
            "training.learning-rates=0.1,0.01",
            "training.gammas=0,1",
            "data.path=a,b");

    assertThat(config.alphas()).containsExactly(0.5, 1.0);
    assertThat(config.schemes()).containsExactly(Scheme.VANILLA, Scheme.MIXUP);
    assertThat(config.training().learningRates()).containsExactly(0.1, 0.01);
    assertThat(config.training().gammas()).containsExactly(0.0, 1.0);
    assertThat(config.dataPath()).containsExactly("a", "b");
  }

  @Test
  void aSettingOfSeveralKeysIsNoList() throws IOException {
    ExperimentConfig config = read("", "experiment.alphas=0.5, experiment.trials=7");

    assertThat(config.alphas()).containsExactly(0.5);
    assertThat(config.trials()).isEqualTo(7);
  }

  @Test
  void theLaterSettingWinsAndAllWinOverTheFile() throws IOException {
    ExperimentConfig config =
        read(
            "experiment { trials = 2, seed = 3, alphas = [1, 2, 4] }",
            "experiment.trials=4",
            "experiment.alphas=[8]",
            "experiment.trials=6");

    assertThat(config.trials()).isEqualTo(6);
    assertThat(config.alphas()).as("a list replaces a list").containsExactly(8.0);
    assertThat(config.seed()).isEqualTo(3);
  }

  @Test
  void includesAnotherFileAndOverridesIt() throws IOException {
    Files.writeString(folder.resolve("base.conf"), "experiment { trials = 2, seed = 3 }\n");

    ExperimentConfig config = read("include \"base.conf\"\nexperiment.trials = 4\n");

    assertThat(config.trials()).isEqualTo(4);
    assertThat(config.seed()).isEqualTo(3);
  }

  @Test
  void substitutesValuesOfTheFileAndOfSettings() throws IOException {
    ExperimentConfig config =
        read("experiment { seed = 3, trials = ${experiment.seed} }\n", "experiment.seed=9");

    assertThat(config.trials()).isEqualTo(9);
  }

  @Test
  void allSchemesBesideOneIsAllSchemesOnce() throws IOException {
    assertThat(read("experiment.schemes = [mixup, all, mixup]").schemes())
        .containsExactly(Scheme.values());
  }

  private ExperimentConfig read(String text, String... settings) throws IOException {
    File file = Files.writeString(folder.resolve("study.conf"), text).toFile();
    return ExperimentConfig.read(file, List.of(settings));
  }
}

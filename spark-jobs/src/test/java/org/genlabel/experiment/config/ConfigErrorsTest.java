package org.genlabel.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genlabel.experiment.CellEngines;
import org.genlabel.learner.Model;
import org.genlabel.train.Scheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error of a configuration is one line with location, key, value and what is allowed. */
class ConfigErrorsTest {
  @TempDir private Path folder;
  private File file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("study.conf").toFile();
  }

  @Test
  void unknownKeyIsNamedWithItsLineAndTheNearestOne() throws IOException {
    assertThat(messageOf("experiment {\n  name = a\n  trails = 3\n}\n"))
        .isEqualTo(file + ":3: unknown key 'experiment.trails'; did you mean 'experiment.trials'?");
  }

  @Test
  void unknownKeyOfASettingIsNamedWithTheSetting() throws IOException {
    assertThat(messageOf("", "experiment.trails=3"))
        .isEqualTo(
            "--set experiment.trails=3: unknown key 'experiment.trails';"
                + " did you mean 'experiment.trials'?");
  }

  @Test
  void unknownKeyUnlikeAnyOtherListsTheKeysOfItsGroup() throws IOException {
    assertThat(messageOf("run.something = 3"))
        .isEqualTo(
            file
                + ":1: unknown key 'run.something'; keys of 'run' are cell-timeout,"
                + " partition-seconds");
    assertThat(messageOf("", "protocol.something=3"))
        .isEqualTo(
            "--set protocol.something=3: unknown key 'protocol.something';"
                + " keys of 'protocol' are features, randomness, scaling, split");
  }

  @Test
  void unknownKeyOfAnIncludedFileIsPlacedInThatFile() throws IOException {
    Path included = Files.writeString(folder.resolve("base.conf"), "\nexperiment.trails = 3\n");

    assertThat(messageOf("include \"base.conf\"\n"))
        .isEqualTo(
            included + ":2: unknown key 'experiment.trails'; did you mean 'experiment.trials'?");
  }

  @Test
  void unknownGroupListsTheGroups() throws IOException {
    String groups = "groups are data, experiment, protocol, run, training";

    assertThat(messageOf("\nstudy {\n  trials = 3\n}\n"))
        .isEqualTo(file + ":2: unknown key 'study'; " + groups);
    assertThat(messageOf("", "study.trials=3"))
        .isEqualTo("--set study.trials=3: unknown key 'study'; " + groups);
  }

  @Test
  void aValueWhereAGroupIsListsTheGroupsKeys() throws IOException {
    assertThat(messageOf("run = 3"))
        .isEqualTo(
            file
                + ":1: 'run' is a group of keys, not a value; keys of 'run' are cell-timeout,"
                + " partition-seconds");
    assertThat(messageOf("", "data=/data"))
        .isEqualTo(
            "--set data=/data: 'data' is a group of keys, not a value; keys of 'data' are class,"
                + " class-values, decimal, encoding, files, ignore, missing, path, separator");
  }

  @Test
  void aGroupWhereAValueIsIsRefused() throws IOException {
    assertThat(messageOf("experiment {\n  trials { most = 3 }\n}"))
        .isEqualTo(file + ":2: key 'experiment.trials' takes a value, not a group of keys");
    assertThat(messageOf("", "experiment.trials.most=3"))
        .isEqualTo(
            "--set experiment.trials.most=3: key 'experiment.trials' takes a value, not a group of"
                + " keys");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiment.trials      | 0         | a whole number between 1 and 100000",
        "experiment.trials      | -1        | a whole number between 1 and 100000",
        "experiment.trials      | 100001    | a whole number between 1 and 100000",
        "experiment.trials      | 1.5       | a whole number between 1 and 100000",
        "experiment.trials      | \"many\"  | a whole number between 1 and 100000",
        "experiment.trials      | [3]       | a whole number between 1 and 100000",
        "experiment.trials      | true      | a whole number between 1 and 100000",
        "experiment.trials      | null      | a whole number between 1 and 100000",
        "experiment.seed        | -1        | a whole number between 0 and 9223372036854775807",
        "experiment.seed        | 1.0E30     | a whole number between 0 and 9223372036854775807",
        "training.epochs        | 1000001   | a whole number between 1 and 1000000",
        "training.batch-size    | 0         | a whole number between 1 and 2147483647",
        "training.batch-size    | 2147483648| a whole number between 1 and 2147483647",
        "training.folds         | 1         | a whole number between 2 and 1000",
        "training.bandwidth     | \"silverman\" | scott, or a number from 0.001 up to 1000",
        "training.bandwidth     | 0         | scott, or a number from 0.001 up to 1000",
        "training.bandwidth     | [1]       | scott, or a number from 0.001 up to 1000",
        "training.weight-decay  | -0.1      | a number from 0 up to 1000",
        "training.weight-decay  | \"NaN\"   | a number from 0 up to 1000",
        "training.weight-decay  | \"Infinity\" | a number from 0 up to 1000",
        "training.weight-decay  | [0, 1]    | a number from 0 up to 1000",
        "run.partition-seconds  | 0         | a number above 0 up to 86400",
        "run.partition-seconds  | null      | a number above 0 up to 86400",
        "run.cell-timeout       | 0         | a number above 0 up to 864000",
      })
  void aBadNumberNamesTheRange(String key, String value, String allowed) throws IOException {
    String rendered = value.replace(", ", ",");

    assertThat(messageOf("\n\n" + key + " = " + value))
        .isEqualTo(file + ":3: " + key + " = " + rendered + ": must be " + allowed);
    assertThat(messageOf("", key + "=" + value))
        .isEqualTo(
            "--set " + key + "=" + value + ": " + key + " = " + rendered + ": must be " + allowed);
  }

  @Test
  void aSeedThatNoLongHoldsIsRefusedAndNotRounded() throws IOException {
    // 2^63, one more than the largest.
    assertThat(messageOf("experiment.seed = 9223372036854775808"))
        .endsWith("must be a whole number between 0 and 9223372036854775807");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiment.alphas       | [1, 0]        | 0     | a number above 0 up to 1000",
        "experiment.alphas       | [1001]        | 1001  | a number above 0 up to 1000",
        "experiment.alphas       | [1, [2]]      | [2]   | a number above 0 up to 1000",
        "experiment.alphas       | [1, null]     | null  | a number above 0 up to 1000",
        "experiment.alphas       | x             | \"x\" | a number above 0 up to 1000",
        "training.learning-rates | [0]           | 0     | a number above 0 up to 1000",
        "training.gammas         | [0, 1.5]      | 1.5   | a number from 0 up to 1",
        "training.gammas         | -0.5          | -0.5  | a number from 0 up to 1",
        "experiment.alphas       | [1, 2, 1.0]   | 1     | different from the other values of the"
            + " list",
        "training.gammas         | [0.5, 5e-1]   | 0.5   | different from the other values of the"
            + " list",
        "training.gammas         | [0, -0.0]     | 0     | different from the other values of the"
            + " list",
      })
  void aBadNumberOfAListIsTheOneNamed(String key, String value, String bad, String allowed)
      throws IOException {
    assertThat(messageOf(key + " = " + value))
        .isEqualTo(file + ":1: " + key + " = " + bad + ": must be " + allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "experiment.datasets",
        "experiment.schemes",
        "experiment.alphas",
        "training.learning-rates",
        "training.gammas",
        "data.path"
      })
  void anEmptyListIsRefused(String key) throws IOException {
    assertThat(messageOf(key + " = []"))
        .isEqualTo(file + ":1: " + key + " = []: must be a list of at least one value");
    assertThat(messageOf(key + " = null")).startsWith(file + ":1: " + key + " = null: must be ");
  }

  @Test
  void anUnknownModelListsThoseThatThereAre() throws IOException {
    List<String> models = CellEngines.installed().models().stream().map(Model::key).toList();

    assertThat(messageOf("experiment.model = no-model"))
        .startsWith(file + ":1: experiment.model = \"no-model\": must be ")
        .endsWith(String.join(", ", models));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol.randomness | none         | one of paired, authors",
        "protocol.split      | random       | one of authors, stratified",
        "protocol.scaling    | none         | one of training-rows, all-rows",
        "protocol.features   | all          | one of numeric, one-hot",
        "training.optimizer  | Adam         | one of adam, sgd",
        "data.class-values   | all          | one of names, exact",
        "data.separator      | colon        | one of auto, comma, semicolon, tab, bar, blank, or"
            + " another character that is part of no number, name or quotation",
        "data.separator      | x            | one of auto, comma, semicolon, tab, bar, blank, or"
            + " another character that is part of no number, name or quotation",
        "data.decimal        | ;            | one of auto, point, comma",
        "data.encoding       | utf8mb4      | auto, or an encoding that Java knows, as are UTF-8,"
            + " UTF-16, windows-1252, ISO-8859-1, ISO-8859-15, windows-1250, windows-1251,"
            + " Shift_JIS, GB18030, Big5, EUC-KR",
        "data.encoding       | \u00fc       | auto, or an encoding that Java knows, as are UTF-8,"
            + " UTF-16, windows-1252, ISO-8859-1, ISO-8859-15, windows-1250, windows-1251,"
            + " Shift_JIS, GB18030, Big5, EUC-KR",
        "training.precision  | half         | single; networks in double precision are no longer"
            + " part of the program",
        "training.precision  | double       | single; networks in double precision are no longer"
            + " part of the program",
      })
  void aWrongWordListsWhatIsAllowed(String key, String value, String allowed) throws IOException {
    assertThat(messageOf("\n" + key + " = " + value))
        .isEqualTo(file + ":2: " + key + " = \"" + value + "\": must be " + allowed);
  }

  @Test
  void keysOfASingleFileAreThoseOfAllFiles() throws IOException {
    assertThat(messageOf("data.files {\n  \"my flowers\" { clas = x }\n}"))
        .isEqualTo(
            file
                + ":2: unknown key 'data.files.\"my flowers\".clas'; did you mean"
                + " 'data.files.\"my flowers\".class'?");
    assertThat(messageOf("", "data.files.flowers.path=x"))
        .isEqualTo(
            "--set data.files.flowers.path=x: unknown key 'data.files.flowers.path'; keys of"
                + " 'data.files.flowers' are class, class-values, decimal, encoding, ignore,"
                + " missing, separator");
    assertThat(messageOf("data.files.\"a.b\".\"c.d\" = x"))
        .isEqualTo(
            file
                + ":1: unknown key 'data.files.\"a.b\".\"c.d\"'; keys of 'data.files.\"a.b\"' are"
                + " class, class-values, decimal, encoding, ignore, missing, separator");
    assertThat(messageOf("", "data.files.flowers=species"))
        .startsWith(
            "--set data.files.flowers=species: 'data.files.flowers' is a group of keys, not a"
                + " value; keys of 'data.files.flowers' are class, ");
    assertThat(messageOf("data.files = species"))
        .isEqualTo(
            file
                + ":1: 'data.files' is a group of keys, not a value; keys of 'data.files' are"
                + " NAME");
  }

  @Test
  void aValueOfASingleFileIsPlaced() throws IOException {
    assertThat(messageOf("data {\n files { a { class = x }\n b { decimal = x } }\n}"))
        .isEqualTo(file + ":3: data.files.b.decimal = \"x\": must be one of auto, point, comma");
    assertThat(messageOf("data.decimal = x\ndata.files.b.class = y")).startsWith(file + ":1: data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.class   | null       | null   | a text or a number",
        "data.class   | true       | true   | a text or a number",
        "data.class   | [a, b]     | [\"a\",\"b\"] | a text or a number",
        "data.missing | [a, null]  | null   | a text or a number",
        "data.missing | [[a]]      | [\"a\"] | a text or a number",
        "data.ignore  | null       | null   | a text or a number",
        "data.ignore  | \"\"       | \"\"   | names of columns, or [] for none",
        "data.ignore  | [a, \" \"] | [\"a\",\" \"] | names of columns, or [] for none",
      })
  void aTextOrNumberIsNeeded(String key, String value, String bad, String allowed)
      throws IOException {
    assertThat(messageOf("\n" + key + " = " + value))
        .isEqualTo(file + ":2: " + key + " = " + bad + ": must be " + allowed);
  }

  @Test
  void oneFileInTwoUnicodeFormsIsRefused() throws IOException {
    assertThat(messageOf("data.files { \"\u00e9\".class = a, \"e\u0301\".class = b }"))
        .startsWith(file + ":1: data.files.\u00e9 = ")
        .endsWith(": must be one group; the same name, in another Unicode form, has one already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "experiment.model",
        "protocol.randomness",
        "protocol.split",
        "protocol.scaling",
        "protocol.features",
        "training.optimizer",
        "training.precision",
        "experiment.name"
      })
  void noWordAtAllIsRefusedAtItsPlace(String key) throws IOException {
    for (String value : List.of("null", "\"\"", "true", "[a]")) {
      assertThat(messageOf(key + " = " + value))
          .startsWith(file + ":1: " + key + " = " + value.replace("[a]", "[\"a\"]") + ": must be ");
    }
  }

  @Test
  void anUnknownSchemeListsAllSchemes() throws IOException {
    assertThat(messageOf("experiment {\n  schemes = [mixup, mixupp]\n}"))
        .startsWith(file + ":2: experiment.schemes = [\"mixup\",\"mixupp\"]: must be ")
        .contains("'mixupp' is none", "all")
        .contains(Scheme.keys());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"  \"", "a/b", "../b", "\"a b\"", ".hidden", "a\\\\b", "\"ä\""})
  void aNameThatIsNoFoldersNameIsRefused(String name) throws IOException {
    String message =
        name.contains("\\\\")
            ? messageOf("experiment.name = \"" + name + "\"")
            : messageOf("experiment.name = " + name);

    assertThat(message).startsWith(file + ":1: experiment.name = ").contains(": must be ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"experiment.trials", "=3", "", "experiment.trials:3"})
  void aSettingWithoutKeyOrValueSaysHowItIsWritten(String setting) throws IOException {
    assertThat(messageOf("", setting))
        .isEqualTo("--set " + setting + ": not of the form key=value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "experiment.datasets=[48,187",
        "experiment.trials=",
        "experiment..trials=3",
        "a b{=3"
      })
  void anUnreadableSettingIsQuoted(String setting) throws IOException {
    assertThat(messageOf("", setting))
        .startsWith("--set " + setting + ": not readable as key=value");
  }

  @Test
  void aSettingOfSeveralLinesIsReportedOnOne() throws IOException {
    assertThat(messageOf("", "experiment.trials=\n0")).contains("experiment.trials");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiment {^  trials = 3^                   | 3",
        "experiment {^  trials = [1, 2^}^             | 3",
        "experiment {^  trials = ^}^                  | 2",
        "experiment^trials = 3^                       | 2",
        "experiment.name = \"never closed^            | 1",
        "}                                            | 1",
      })
  void aSyntaxErrorIsOneLineWithItsPlace(String text, int line) throws IOException {
    assertThat(messageOf(text.replace('^', '\n')))
        // The reader notices some errors a line late.
        .matches(
            message -> placedAt(message, line) || placedAt(message, line + 1), "at line " + line)
        .doesNotContain("ConfigException");
  }

  private boolean placedAt(String message, int line) {
    return message.startsWith(file + ":" + line + ": ");
  }

  @Test
  void anUnresolvedSubstitutionIsPlaced() throws IOException {
    assertThat(messageOf("\nexperiment.trials = ${x}\n"))
        .startsWith(file + ":2: ")
        .contains("${x}");
    assertThat(messageOf("", "experiment.trials=${x}"))
        .startsWith("--set experiment.trials=${x}: ")
        .contains("${x}");
  }

  @Test
  void environmentVariablesAreNoConfiguration() throws IOException {
    assertThat(messageOf("experiment.name = ${PATH}"))
        .startsWith(file + ":1: ")
        .contains("${PATH}");
  }

  @Test
  void anIncludedFileThatIsMissingIsAnError() throws IOException {
    assertThat(messageOf("include \"quikc.conf\"\n")).contains("quikc.conf");
  }

  @Test
  void aMissingFileIsNamed() {
    InvalidConfigException error =
        catchThrowableOfType(
            InvalidConfigException.class, () -> ExperimentConfig.read(file, List.of()));

    assertThat(error).hasMessage(file + ": no such configuration file");
  }

  @Test
  void aFolderIsNoConfigurationFile() {
    InvalidConfigException error =
        catchThrowableOfType(
            InvalidConfigException.class, () -> ExperimentConfig.read(folder.toFile(), List.of()));

    assertThat(error).hasMessage(folder + ": is a folder; a configuration file is needed");
  }

  @Test
  void aLongValueIsCut() throws IOException {
    assertThat(messageOf("experiment.name = \"" + "a b".repeat(100) + "\""))
        .hasSizeLessThan(file.toString().length() + 200)
        .contains("...");
  }

  /** Returns the message of the error that a file of this text and these settings cause. */
  private String messageOf(String text, String... settings) throws IOException {
    Files.writeString(file.toPath(), text);
    InvalidConfigException error =
        catchThrowableOfType(
            InvalidConfigException.class, () -> ExperimentConfig.read(file, List.of(settings)));
    assertThat(error).as(text + List.of(settings)).isNotNull();
    assertThat(error.getMessage()).doesNotContain("\n", "\r");
    return error.getMessage();
  }
}

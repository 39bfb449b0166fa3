package org.genlabel.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.spark.SmallStudy;
import org.genlabel.testing.OneLineMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Configuration files and settings that are malformed, endless, too large, or reach for what is not
 * theirs: each is refused with one line.
 */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MalformedConfigurationsTest {
  private static final int DEEP = 10_000;

  @TempDir private static Path home;
  private static SmallStudy study;

  @BeforeAll
  static void writeStudy() throws IOException {
    study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    Files.writeString(home.resolve("self.conf"), "include \"self.conf\"\n");
    Files.writeString(home.resolve("a.conf"), "include \"b.conf\"\ninclude \"b.conf\"\n");
    Files.writeString(home.resolve("b.conf"), "include \"c.conf\"\ninclude \"c.conf\"\n");
    Files.writeString(home.resolve("c.conf"), "include \"a.conf\"\ninclude \"a.conf\"\n");
    Files.writeString(home.resolve("secret.txt"), "root:x:0:0\n");
  }

  /** Texts of a file; the line is placed in it. */
  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("unclosed brace", "experiment {\n trials = 3\n", "bad.conf:"),
        arguments("too many braces", "experiment { trials = 3 } }\n", "bad.conf:1: "),
        arguments("unclosed bracket", "experiment.alphas = [1, 2\n", "bad.conf:"),
        arguments("unclosed quote", "experiment.name = \"abc\n", "bad.conf:1: "),
        arguments("unclosed triple quote", "experiment.name = \"\"\"abc\n", "bad.conf:"),
        arguments("a bad escape", "experiment.name = \"\\q\"\n", "bad.conf:1: "),
        arguments("no value", "experiment.trials =\n", "bad.conf:"),
        arguments("a web page", "<html><body>no</body></html>\n", "bad.conf:2: Key"),
        arguments("NUL bytes", "\0\0\0\0", "bad.conf:1: "),
        arguments("a byte order mark of UTF-16", "\ufffd\ufffde\0x\0", "bad.conf:1: "),
        arguments("a list", "[1, 2, 3]\n", "bad.conf:1: "),
        arguments("a word", "bananas\n", "bad.conf:2: Key"),
        arguments(
            "a cycle",
            "experiment.trials = ${experiment.seed}\nexperiment.seed = ${experiment.trials}\n",
            "bad.conf:"),
        arguments(
            "a cycle of one",
            "experiment.trials = ${experiment.trials}${experiment.trials.x}\n",
            "bad.conf:1: "),
        arguments("an unknown substitution", "experiment.trials = ${nosuch}\n", "bad.conf:1: "),
        arguments("an environment variable", "experiment.name = ${PATH}\n", "bad.conf:1: "),
        arguments(
            "an optional one",
            "experiment.trials = ${?PATH}x\n",
            "bad.conf:1: experiment.trials = \"x\""),
        arguments("an unclosed substitution", "experiment.trials = ${x\n", "bad.conf:1: "),
        arguments(
            "doubling",
            doubling("experiment.alphas = [1,2]", "experiment.alphas"),
            "more than 16 substitutions"),
        arguments(
            "doubling of text",
            doubling("experiment.name = ab", "experiment.name"),
            "more than 16 substitutions"),
        arguments(
            "adding without end",
            "experiment.alphas = []\n" + "experiment.alphas += 1\n".repeat(DEEP),
            "substitutions ${...} and +="),
        arguments(
            "deep lists",
            "experiment.alphas = " + "[".repeat(DEEP) + "]".repeat(DEEP),
            "bad.conf: nested too deeply"),
        arguments(
            "deep groups",
            "{a:".repeat(DEEP) + "1" + "}".repeat(DEEP),
            "bad.conf: nested too deeply"),
        arguments("a deep path", "a.".repeat(DEEP) + "a = 1\n", "bad.conf"),
        arguments(
            "a long line", "experiment.name = " + "x".repeat(1_000_000), "at most 262144 are"),
        arguments("a long key", "k".repeat(100_000) + " = 1\n", "bad.conf:1: unknown key 'kkk"),
        arguments(
            "a long number",
            "experiment.trials = " + "9".repeat(100_000),
            "bad.conf:1: experiment.trials"),
        arguments(
            "a long list",
            "experiment.alphas = [" + numbers(40_000) + "]\n",
            "bad.conf:1: experiment.alphas = [0,1,"),
        arguments("an unknown key", "experiment.trails = 3\n", "did you mean 'experiment.trials'?"),
        arguments(
            "a group of another kind", "experiment = 3\n", "bad.conf:1: 'experiment' is a group"),
        arguments(
            "a value with keys",
            "experiment.trials { a = 1 }\n",
            "bad.conf:1: key 'experiment.trials'"),
        arguments(
            "an include of a password file",
            "include \"/etc/passwd\"\n",
            "bad.conf: include \"/etc/passwd\": must be"),
        arguments(
            "an include from above",
            "include \"../../etc/passwd\"\n",
            "bad.conf: include \"../../etc/passwd\": must be"),
        arguments(
            "an include by file", "include file(\"/etc/passwd\")\n", "bad.conf: include file("),
        arguments(
            "a required one",
            "include required(file(\"/etc/passwd\"))\n",
            "bad.conf: include file("),
        arguments(
            "an include from the class path",
            "include classpath(\"reference.conf\")\n",
            "bad.conf: include classpath("),
        arguments("an include by backslashes", "include \"..\\\\x\"\n", "bad.conf: include "),
        arguments("an include with NUL", "include \"a\\u0000b\"\n", "bad.conf: include "),
        arguments("an include of a folder", "include \"data\"\n", home("data") + ": is a folder"),
        arguments("an include of what is none", "include \"secret.txt\"\n", "secret.txt"),
        arguments("an include of nothing", "include \"nosuch.conf\"\n", "nosuch.conf"),
        arguments("an include of itself", "include \"self.conf\"\n", "self.conf"),
        arguments("includes in a circle", "include \"a.conf\"\n", ".conf: more than 50 files"));
  }

  /** Settings of the command line; the line names them. */
  static Stream<Arguments> settings() {
    return Stream.of(
        arguments("experiment.trials=-1", "between 1 and 100000"),
        arguments("experiment.trials=1000000000", "between 1 and 100000"),
        arguments("experiment.trials=1e400", "between 1 and 100000"),
        arguments("experiment.trials=1e999999999", "between 1 and 100000"),
        arguments("experiment.trials=1e-999999999", "between 1 and 100000"),
        arguments("experiment.trials=NaN", "between 1 and 100000"),
        arguments("experiment.trials=2.5", "between 1 and 100000"),
        arguments("experiment.trials=true", "between 1 and 100000"),
        arguments("experiment.trials=[1]", "between 1 and 100000"),
        arguments("experiment.trials=٣", "between 1 and 100000"),
        arguments("experiment.seed=-1", "between 0 and 9223372036854775807"),
        arguments("experiment.seed=9223372036854775808", "between 0 and 9223372036854775807"),
        arguments("experiment.alphas=0", "above 0 up to 1000"),
        arguments("experiment.alphas=-1", "above 0 up to 1000"),
        arguments("experiment.alphas=inf", "above 0 up to 1000"),
        arguments("experiment.alphas=NaN", "above 0 up to 1000"),
        arguments("experiment.alphas=[1,1.0]", "different from the other values"),
        arguments("experiment.alphas=[]", "at least one value"),
        arguments("experiment.alphas=[[1]]", "above 0 up to 1000"),
        arguments("experiment.alphas=null", "above 0 up to 1000"),
        arguments("training.epochs=1e12", "between 1 and 1000000"),
        arguments("training.folds=1", "between 2 and 1000"),
        arguments("training.learning-rates=[1e-400]", "above 0 up to 1000"),
        arguments("training.gammas=1.1", "from 0 up to 1"),
        arguments("training.weight-decay=-0.1", "from 0 up to 1000"),
        arguments("experiment.model=gpt", "softmax-regression"),
        arguments("experiment.schemes=[]", "at least one value"),
        arguments("experiment.schemes=[all,\"\"]", "must be a name"),
        arguments("experiment.name=../../etc", "experiment.name"),
        arguments("experiment.name=/etc", "experiment.name"),
        arguments("experiment.name=..", "experiment.name"),
        arguments("experiment.name=\"a\\u0000b\"", "experiment.name"),
        arguments("experiment.name=" + "n".repeat(5000), "at most 100 letters"),
        arguments("experiment.name=\"a\\nb\"", "experiment.name"),
        arguments("run.partition-seconds=0", "above 0 up to 86400"),
        arguments("include \"/etc/passwd\"\nx=1", "only a configuration file can include others"),
        arguments(
            "include file(\"/etc/passwd\")\nx=1", "only a configuration file can include others"),
        arguments("include classpath(\"reference.conf\")\nx=1", "only a configuration file"),
        arguments("=1", "not of the form key=value"),
        arguments("a", "not of the form key=value"),
        arguments("experiment.alphas=" + "[".repeat(DEEP), "--set experiment.alphas=[[["),
        arguments("experiment.name=${PATH}", "PATH"),
        arguments("experiment.trails=3", "did you mean 'experiment.trials'?"),
        arguments("study.trials=3", "groups are"),
        arguments("experiment.trials=0", "between 1 and 100000"),
        arguments("experiment.trials=null", "between 1 and 100000"),
        arguments("experiment.trials", "not of the form key=value"),
        arguments("training.optimizer=adagrad", "one of adam, sgd"),
        arguments("experiment.schemes=mixxup", "mixup-logistic"),
        arguments("experiment.datasets=[]", "at least one"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void aFileIsRefused(String what, String text, String named) throws IOException {
    Files.writeString(home.resolve("bad.conf"), text);

    assertRefused("bad.conf", named);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aSettingIsRefused(String setting, String named) {
    assertRefused(study.file(), List.of(setting), named);
  }

  @Test
  void aFileOfNoiseIsRefused() throws IOException {
    byte[] noise = new byte[4096];
    new Random(2).nextBytes(noise);
    Files.write(home.resolve("noise.conf"), noise);

    assertRefused("noise.conf", "noise.conf:");
  }

  @Test
  void textInUtf16IsRefused() throws IOException {
    Files.write(
        home.resolve("utf16.conf"), "experiment.trials = 3\n".getBytes(StandardCharsets.UTF_16));

    assertRefused("utf16.conf", "utf16.conf:1: ");
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException, InterruptedException {
    Path pipe = home.resolve("pipe.conf");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertRefused("nosuch.conf", "nosuch.conf: no such configuration file");
    assertRefused("data", "data: is a folder; a configuration file is needed");
    assertRefused("pipe.conf", "pipe.conf: is no regular file");
    assertRefused(Path.of("/dev/zero"), List.of(), "/dev/zero: is no regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"include url(\"%s\")", "include \"%s\"", "include required(url(\"%s\"))"})
  void aSettingDoesNotFetchAnything(String setting) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x?y=z";

      assertRefused(
          study.file(),
          List.of(String.format(setting, url)),
          "only a configuration file can include others");

      assertNobodyCame(server);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"include url(\"%s\")\n", "include \"%s\"\n", "include required(url(\"%s\"))\n"})
  void aFileDoesNotFetchAnything(String text) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x.conf";
      Files.writeString(home.resolve("bad.conf"), String.format(text, url));

      assertRefused("bad.conf", url, "must be the name of a file beside bad.conf");

      assertNobodyCame(server);
    }
  }

  private static void assertNobodyCame(ServerSocket server) throws IOException {
    server.setSoTimeout(1);
    assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void tooManyCandidatesAreRefused() {
    assertRefused(
        study.file(),
        List.of(
            "training.learning-rates=[" + numbers(999).substring(2) + "]",
            "training.gammas=[0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1]"),
        "training.gammas = ",
        "at most 10000 candidates");
  }

  private static void assertRefused(String file, String... named) {
    assertRefused(home.resolve(file), List.of(), named);
  }

  private static void assertRefused(Path file, List<String> settings, String... named) {
    OneLineMessage.assertRefused(
        InvalidConfigException.class, () -> ExperimentConfig.read(file.toFile(), settings), named);
  }

  private static String home(String name) {
    return home.resolve(name).toString();
  }

  private static String doubling(String first, String key) {
    return first + "\n" + (key + " = ${" + key + "}${" + key + "}\n").repeat(40);
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }
}

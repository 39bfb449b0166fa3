package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests submit/standalone.sh with a fake Java that only prints what Spark's processes would print.
 */
class StandaloneScriptTest {
  private static final String FAKE_JAVA =
      """
      #!/usr/bin/env bash
      [ "$1" != -version ] || { echo 'openjdk version "17.0.15"' >&2; exit; }
      [ -z "${FAKE_FAILURE:-}" ] || { echo "$FAKE_FAILURE"; exit 1; }
      case "$*" in
        *Master*) echo 'Starting Spark master at spark://127.0.0.1:7077'; echo 'I have been elected leader! New state: ALIVE' ;;
        *) echo 'Successfully registered with master spark://127.0.0.1:7077' ;;
      esac
      sleep 60 &
      trap 'kill $!; exit' TERM
      wait
      """;

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();
  private Path cluster;

  @BeforeEach
  void fakeJavaAndSpark() throws IOException {
    Path java = home.resolve("fake/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, FAKE_JAVA);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(home.resolve("spark/jars"));
    cluster = home.resolve("my cluster");
    environment.put("JAVA_HOME", home.resolve("fake").toString());
    environment.put("SPARK_HOME", home.resolve("spark").toString());
    environment.put("GENLABEL_CLUSTER_DIR", cluster.toString());
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    environment.remove("FAKE_FAILURE");
    script("stop");
  }

  @Test
  void startShowsWhereTheMasterIsAndHowToRunAStudyOnIt() throws IOException, InterruptedException {
    ProcessRun run = script("start", "--workers", "2");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.outLines()).hasSize(5);
    assertThat(run.outLines().get(0)).startsWith("master    spark://127.0.0.1:7077 ");
    assertThat(run.outLines().get(1)).startsWith("worker-1 ");
    assertThat(run.outLines().get(2)).startsWith("worker-2 ");
    assertThat(run.outLines().get(3)).isEqualTo("logs      " + cluster);
    assertThat(run.outLines().get(4))
        .endsWith("/submit/genlabel run --master spark://127.0.0.1:7077");
    assertThat(script("status").exitCode()).isZero();
    assertThat(script("status").out()).isEqualTo(run.out());
  }

  @Test
  void startingAgainStartsOnlyWhatIsMissing() throws IOException, InterruptedException {
    script("start", "--workers=2");
    long master = pid("master");
    long first = pid("worker-1");
    long second = pid("worker-2");
    kill(second);

    ProcessRun broken = script("status");
    ProcessRun again = script("start", "--workers=2");

    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.out()).contains("worker-2  does not run");
    assertThat(again.exitCode()).as(again.errors()).isZero();
    assertThat(pid("master")).isEqualTo(master);
    assertThat(pid("worker-1")).isEqualTo(first);
    assertThat(pid("worker-2")).isNotEqualTo(second);
    assertThat(script("status").exitCode()).isZero();
  }

  @Test
  void workersOfAMasterThatIsGoneAreStartedAnew() throws IOException, InterruptedException {
    script("start", "--workers", "1");
    long worker = pid("worker-1");
    kill(pid("master"));

    ProcessRun again = script("start", "--workers", "1");

    assertThat(again.exitCode()).as(again.errors()).isZero();
    assertThat(runs(worker)).isFalse();
    assertThat(pid("worker-1")).isNotEqualTo(worker);
  }

  @Test
  void stopEndsEveryProcess() throws IOException, InterruptedException {
    script("start", "--workers", "2");
    List<Long> all = List.of(pid("master"), pid("worker-1"), pid("worker-2"));

    ProcessRun stopped = script("stop");
    ProcessRun again = script("stop");

    assertThat(stopped.exitCode()).isZero();
    assertThat(stopped.errors()).isEqualTo("genlabel: stopped\n");
    assertThat(all).noneMatch(StandaloneScriptTest::runs);
    assertThat(again.exitCode()).isZero();
    assertThat(again.errors()).isEqualTo("genlabel: no cluster runs in " + cluster + "\n");
    assertThat(script("status").exitCode()).isEqualTo(1);
  }

  @Test
  void anotherProcessWithTheSameIdIsLeftAlone() throws IOException, InterruptedException {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Files.createDirectories(cluster);
      Files.writeString(cluster.resolve("master.pid"), other.pid() + "\n");
      Files.writeString(cluster.resolve("worker-1.pid"), "no number\n");

      ProcessRun status = script("status");
      ProcessRun stop = script("stop");

      assertThat(status.exitCode()).isEqualTo(1);
      assertThat(stop.errors()).isEqualTo("genlabel: no cluster runs in " + cluster + "\n");
      assertThat(other.waitFor(200, TimeUnit.MILLISECONDS)).as("it ended").isFalse();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException, InterruptedException {
    environment.put("FAKE_FAILURE", "java.net.BindException: Address already in use");

    ProcessRun run = script("start", "--port", "7099");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errorLines())
        .containsExactly(
            "genlabel: port 7099 of 127.0.0.1 is taken: name another with --port (0: any that is"
                + " free)");
    assertThat(cluster.resolve("master.pid")).doesNotExist();
  }

  @Test
  void aProcessThatDoesNotStartIsQuoted() throws IOException, InterruptedException {
    environment.put("FAKE_FAILURE", "Error: no memory");

    ProcessRun run = script("start");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errorLines())
        .containsExactly(
            "genlabel: the master did not start; it says in "
                + cluster
                + "/master.log: Error: no memory");
  }

  @ParameterizedTest
  @CsvSource({
    "strt, strt: no such command",
    "start --foo 1, --foo: no such option",
    "start --workers, --workers: its value is missing",
    "start --workers 0, --workers 0: must be a whole number from 1 to 99",
    "start --cores x, --cores x: must be a whole number from 1 to 9999",
    "start --port=99999, --port 99999: must be a whole number from 0 to 65535",
    "start --memory 1, '--memory 1: must be a number and m or g, e.g. 1g'",
    "status now, status now: takes no options"
  })
  void wrongUsageEndsWithTwoAndOneLine(String words, String message)
      throws IOException, InterruptedException {
    ProcessRun run = script(words.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: " + message + " (submit/standalone.sh ");
    assertThat(cluster).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"SPARK_HOME, jars", "JAVA_HOME, bin/java"})
  void aHomeWithoutWhatIsNeededIsNamed(String variable, String needed)
      throws IOException, InterruptedException {
    environment.put(variable, home.toString());

    ProcessRun run = script("start");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: " + variable + " is " + home + ", which has no " + needed);
  }

  @Test
  void aJavaThatIsTooOldIsNamed() throws IOException, InterruptedException {
    Path java = home.resolve("fake/bin/java");
    Files.writeString(
        java, "#!/usr/bin/env bash\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

    ProcessRun run = script("start");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .containsExactly(
            "genlabel: "
                + java
                + " is too old, of version 11: Java 17 to 25 is needed; set JAVA_HOME");
  }

  @Test
  void theSearchPathOfCdDoesNotMisleadIt() throws IOException, InterruptedException {
    environment.put("CDPATH", System.getProperty("genlabel.home"));
    environment.remove("GENLABEL_CLUSTER_DIR");

    ProcessRun run =
        ProcessRun.of(
            Path.of(System.getProperty("genlabel.home")),
            Installation.environment(environment),
            List.of("bash", "submit/standalone.sh", "status"));

    assertThat(run.outLines()).singleElement().asString().startsWith("no cluster runs in /");
  }

  private ProcessRun script(String... words) throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("genlabel.home"), "submit/standalone.sh");
    return ProcessRun.of(
        home,
        Installation.environment(environment),
        Stream.concat(Stream.of(script.toRealPath().toString()), Stream.of(words)).toList());
  }

  private long pid(String name) throws IOException {
    return Long.parseLong(Files.readString(cluster.resolve(name + ".pid")).strip());
  }

  private static void kill(long pid) throws InterruptedException {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    while (runs(pid)) {
      Thread.sleep(10);
    }
  }

  /**
   * Returns whether a process runs: one that has ended keeps its id until its exit code is read,
   * but has no command.
   */
  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }
}

package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** submit/genlabel where the environment, or the path of the checkout, is unusual. */
class LauncherEnvironmentIT {
  @TempDir private static Path home;
  private static Installation installation;

  @BeforeAll
  static void install() throws IOException {
    installation = new Installation(home.resolve("check out"));
  }

  @Test
  void theSearchPathOfCdDoesNotMisleadIt() throws IOException, InterruptedException {
    Path checkout = installation.home();

    ProcessRun run =
        ProcessRun.of(
            checkout,
            Installation.environment(Map.of("CDPATH", checkout.toString())),
            List.of("bash", "submit/genlabel", "--version"));

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void howListsOfFilesAreShownDoesNotChangeTheClassPath() throws IOException, InterruptedException {
    ProcessRun run =
        installation.run(
            Map.of(
                "QUOTING_STYLE", "shell-always",
                "BLOCK_SIZE", "human-readable",
                "BASH_FUNC_ls%%", "() { echo nothing; }"),
            "datasets",
            "list");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"JAVA_HOME, bin/java", "SPARK_HOME, bin/spark-submit"})
  void aHomeWithoutWhatIsNeededIsNamed(String variable, String needed)
      throws IOException, InterruptedException {
    ProcessRun run = installation.run(Map.of(variable, home.toString()), "--version");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: " + variable + " is " + home + ", which has no " + needed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2GB", "0", "0g", "-1g", "2 g", "500", "99999999999g"})
  void memoryThatIsNoAmountIsRefused(String memory) throws IOException, InterruptedException {
    ProcessRun run = installation.run(Map.of("GENLABEL_MEMORY", memory), "--version");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .containsExactly(
            "genlabel: GENLABEL_MEMORY is " + memory + ": must be a number and m or g, e.g. 2g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m", "900000000g"})
  void memoryThatJavaCannotHaveIsRefusedInJavasWords(String memory)
      throws IOException, InterruptedException {
    ProcessRun run = installation.run(Map.of("GENLABEL_MEMORY", memory), "--version");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains(" does not start with GENLABEL_MEMORY=" + memory + ": ")
        .contains(" heap");
  }

  @Test
  void memoryThatIsTooLittleForSparkIsRefused() throws IOException, InterruptedException {
    ProcessRun run = installation.run(Map.of("GENLABEL_MEMORY", "100m"), "sql", "x", "SELECT 1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .matches("genlabel: \\d+ MB of heap are too few for Spark, .*GENLABEL_MEMORY=1g.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"at 10:30", "done!"})
  void aCheckoutFromWhichJavaLoadsNoClassesIsRefused(String name)
      throws IOException, InterruptedException {
    Installation unusable = new Installation(home.resolve(name));

    ProcessRun run = unusable.run("--version");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: " + unusable.home() + ": Java cannot load classes from ");
  }

  /** By way of a shell, because Java could not name the files if the tests run in that locale. */
  @Test
  void inTheLocaleOfPosixPathsAndQueriesKeepTheirLetters()
      throws IOException, InterruptedException {
    ProcessRun run =
        shell(
            Map.of("LC_ALL", "POSIX"),
            """
            letters=$'\\xc3\\xa9!\\xe6\\xa1\\x83'
            trap 'rm -rf "$letters"' EXIT
            cp -a 'check out' "$letters"
            "$letters/submit/genlabel" run --set experiment.datasets=945 --set experiment.trials=1 \
              --set training.epochs=1 --set experiment.schemes=vanilla --out "$letters/run $letters" >/dev/null
            "$letters/submit/genlabel" sql "$letters/run $letters" --format csv \
              "SELECT count(*), length('$letters'), hex('$letters') FROM cells"
            """);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.outLines()).last().isEqualTo("1,3,C3A921E6A183");
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: study quick on 1 dataset, ");
  }

  @Test
  void withoutALocaleInUtf8OtherLettersAreRefusedAndNotDamaged()
      throws IOException, InterruptedException {
    Installation.script(
        home.resolve("only posix/locale"), "[ $1 = charmap ] && echo ASCII || echo POSIX");

    ProcessRun run =
        shell(
            Map.of(
                "LC_ALL",
                "POSIX",
                "PATH",
                home.resolve("only posix") + ":" + System.getenv("PATH")),
            "'check out/submit/genlabel' sql x \"SELECT '$(printf '\\303\\251')'\"");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .matches("genlabel: SELECT '.+': not ASCII, and this machine has no locale in UTF-8.*");
  }

  private static ProcessRun shell(Map<String, String> environment, String script)
      throws IOException, InterruptedException {
    return ProcessRun.of(
        home, Installation.environment(environment), List.of("bash", "-ec", script));
  }
}

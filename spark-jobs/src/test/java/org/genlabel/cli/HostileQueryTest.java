package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code genlabel sql} reads, whatever it is asked to do. */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileQueryTest {
  @TempDir private static Path home;
  private static Path finished;

  @BeforeAll
  static void runStudy() throws IOException {
    SmallStudy study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    finished = home.resolve("finished");
    CommandRun run =
        CommandRun.of(
            "run",
            "--config",
            study.file().toString(),
            "--data",
            study.data().toString(),
            "--out",
            finished.toString(),
            "--master",
            "local[2]");
    assertThat(run.exitCode()).as(run.errors()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t AS SELECT * FROM cells",
        "DROP VIEW cells",
        "INSERT OVERWRITE DIRECTORY '%s' USING parquet SELECT * FROM cells",
        "WITH c AS (SELECT 1 AS x) INSERT OVERWRITE DIRECTORY '%s' USING csv SELECT * FROM c",
        "SELECT TRANSFORM(scheme) USING 'tee %s' FROM cells",
        "SELECT 1; DROP VIEW cells",
        "SELECT * FROM parquet.`%s`",
        "",
        ";",
        "SELECT 'x",
        "SELECT \u0000",
        "@arguments"
      })
  void whatDoesMoreThanReadIsRefusedAndLeavesNothingBehind(String pattern) throws IOException {
    Path target = home.resolve("target");
    List<Path> before = files();

    CommandRun run = sql(String.format(pattern, target));

    Refusal.assertRefused(run, "genlabel: query: ");
    assertThat(target).doesNotExist();
    assertThat(files()).isEqualTo(before);
    assertThat(Path.of("spark-warehouse")).doesNotExist();
    assertThat(Path.of("metastore_db")).doesNotExist();
  }

  @Test
  void aQueryThatWouldKeepTheParserBusyIsRefused() {
    Refusal.assertRefused(
        sql("SELECT " + "(".repeat(5_000) + "1" + ")".repeat(5_000)), "5000 parentheses", "50 are");
    Refusal.assertRefused(sql("SELECT 1" + " + 1".repeat(20_000)), "80008 characters", "20000");
    Refusal.assertRefused(
        sql("SELECT " + "((((((((((')))))))))',".repeat(10) + "1" + ")".repeat(100)),
        "100 parentheses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv", "json"})
  void whateverCanBeReadCanBePrinted(String format) {
    CommandRun run =
        sql(
            "WITH c AS (SELECT map(1, 2), array(1), struct(1), X'00', DATE '2026-01-01') FROM c"
                + " SELECT *",
            "--format",
            format);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).contains("2026-01-01", "AA==").doesNotContain("ArraySeq", "[B@", "->");
  }

  @Test
  void tablesAndColumnsAreShown() {
    assertThat(sql("SHOW TABLES").out()).contains("cells", "cv_scores");
    assertThat(sql("DESCRIBE cells").out()).contains("test_accuracy", "double");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.sorted().toList();
    }
  }

  private static CommandRun sql(String query, String... options) {
    String[] arguments = new String[5 + options.length];
    arguments[0] = "sql";
    arguments[1] = finished.toString();
    arguments[2] = query;
    arguments[3] = "--master";
    arguments[4] = "local[1]";
    System.arraycopy(options, 0, arguments, 5, options.length);
    return CommandRun.of(arguments);
  }
}

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
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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
        "CREATE TABLE t USING parquet LOCATION '%s' AS SELECT 1 AS x",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TEMPORARY VIEW v AS SELECT 1",
        "CREATE DATABASE d LOCATION '%s'",
        "DROP TABLE cells",
        "DROP VIEW cells",
        "INSERT INTO cells SELECT * FROM cells",
        "INSERT OVERWRITE DIRECTORY '%s' USING parquet SELECT * FROM cells",
        "INSERT OVERWRITE LOCAL DIRECTORY '%s' USING csv SELECT * FROM cells",
        "WITH c AS (SELECT 1 AS x) INSERT OVERWRITE DIRECTORY '%s' USING csv SELECT * FROM c",
        "FROM cells INSERT OVERWRITE DIRECTORY '%s' USING parquet SELECT *",
        "FROM cells INSERT INTO t SELECT * INSERT INTO u SELECT *",
        "SELECT TRANSFORM(scheme) USING 'tee %s' FROM cells",
        "SELECT * FROM (SELECT TRANSFORM(scheme) USING 'tee %s' AS (x) FROM cells)",
        "WITH c AS (SELECT TRANSFORM(scheme) USING 'tee %s' AS (x) FROM cells) SELECT * FROM c",
        "SELECT (SELECT first(x) FROM (SELECT TRANSFORM(scheme) USING 'tee %s' AS (x) FROM cells))",
        "EXECUTE IMMEDIATE 'CREATE TABLE t AS SELECT 1'",
        "BEGIN CREATE TABLE t AS SELECT 1; END",
        "ADD JAR '%s'",
        "SET spark.sql.warehouse.dir=%s",
        "CACHE TABLE cells",
        "TRUNCATE TABLE cells",
        "DELETE FROM cells",
        "UPDATE cells SET trial = 0",
        "ANALYZE TABLE cells COMPUTE STATISTICS",
        "USE nosuch",
        "SELECT 1; DROP VIEW cells",
        "SELECT * FROM parquet.`%s`",
        "",
        ";",
        "-- nothing",
        "SELECT 'x",
        "SELECT \"x",
        "SELECT `x",
        "SELECT (((1)",
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
  void aQueryThatIsNestedTooDeeplyIsRefused() {
    Refusal.assertRefused(
        sql("SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000)), "genlabel: query: ");
    Refusal.assertRefused(sql("SELECT 1" + " + 1".repeat(20_000)), "genlabel: query: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        "WITH c AS (SELECT * FROM cells) SELECT count(*) FROM c",
        "FROM cells SELECT count(*)",
        "VALUES (1), (2)",
        "TABLE cells",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "SHOW TABLES",
        "SHOW COLUMNS IN cells",
        "DESCRIBE cells",
        "DESC cv_scores",
        "DESCRIBE FUNCTION avg",
        "DESCRIBE QUERY SELECT 1",
        "EXPLAIN SELECT 1",
        "SELECT * FROM cells WHERE trial = (SELECT max(trial) FROM cells)",
        "SELECT map(1, 2), array(1), struct(1), X'00', INTERVAL 1 DAY, DATE '2026-01-01'"
      })
  void whatReadsIsAnswered(String query) {
    for (String format : List.of("table", "csv", "json")) {
      CommandRun run = sql(query, "--format", format);

      assertThat(run.exitCode()).as(run.errors()).isZero();
      assertThat(run.out()).isNotEmpty();
    }
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

package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genlabel.spark.SmallStudy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCommandTest {
  @TempDir private static Path home;
  private static Path finished;

  @BeforeAll
  static void runStudy() throws IOException {
    SmallStudy study = new SmallStudy(Files.createDirectory(home.resolve("data")));
    finished = home.resolve("finished run");
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

  @Test
  void printsATableByDefault() {
    CommandRun run =
        sql("SELECT scheme, count(*) AS n FROM cells GROUP BY scheme ORDER BY n, scheme");

    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            scheme          n
            gm-classifier   6
            vanilla         6
            genlabel-gm    12
            mixup          12
            """);
  }

  @Test
  void printsCsv() {
    CommandRun run =
        sql(
            "SELECT 'a,b' AS text, CAST(NULL AS INT) AS nothing, count(*) AS n FROM cv_scores WHERE"
                + " chosen",
            "--format",
            "csv");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("text,nothing,n\n\"a,b\",," + SmallStudy.TRAINED_CELLS + "\n");
  }

  @Test
  void printsJson() throws JsonProcessingException {
    CommandRun run =
        sql(
            "SELECT dataset, alpha FROM cells WHERE scheme = 'vanilla' AND trial = 0 AND dataset ="
                + " 'near'",
            "--format",
            "JSON");

    assertThat(run.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(run.out()))
        .isEqualTo(new ObjectMapper().readTree("[{\"dataset\": \"near\", \"alpha\": null}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- it's a \"comment\"; with `quotes` (\nSELECT 8 AS n",
        "--one\n--two\r\n  SELECT 8 AS n",
        "--\nSELECT 8 AS n",
        "---- heading ----\nSELECT 8 AS n;",
        "/* it's; /* nested \" */ -- */ SELECT 8 AS n",
        "SELECT 8 AS n; -- the end; 'really",
        "SELECT 8 AS n;; /* ; */ ;\n",
        "\n  (SELECT 8 AS n)",
        "-- c\nWITH c AS (SELECT 8 AS n) SELECT * FROM c",
        "-- c\nVALUES (8) AS t(n)",
        "-- c\nFROM VALUES (8) AS t(n) SELECT n",
      })
  void commentsAndSemicolonsAroundAQueryDoNotMatter(String query) {
    CommandRun run = sql(query);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).isEqualTo("n\n8\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHOW VIEWS", "DESCRIBE gains", "EXPLAIN SELECT 1 FROM VALUES (0)"})
  void informationIsGivenAfterACommentToo(String query) {
    CommandRun run = sql("-- the views\n" + query);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).isNotEmpty();
    assertThat(run.out().replaceAll("#[0-9]+L?", ""))
        .isEqualTo(sql(query).out().replaceAll("#[0-9]+L?", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nosuch", "--formt=csv", "--nosuch x"})
  void aMistypedOptionIsNoComment(String option) {
    CommandRun run = sql("SELECT 1", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).contains("Unknown option: '" + option + "'");
  }

  @Test
  void aResultWithoutRowsHasItsHeader() {
    assertThat(sql("SELECT scheme, alpha FROM cells WHERE trial = 99").out())
        .isEqualTo("scheme  alpha\n");
  }

  @Test
  void timesArePrintedInUtc() {
    assertThat(sql("SELECT TIMESTAMP '2026-07-01 12:00:00' AS t", "--format", "csv").out())
        .isEqualTo("t\n2026-07-01T12:00:00Z\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1                                    | SELEC",
        "SELECT                                     | syntax error",
        "SELECT nosuch FROM cells                   | nosuch",
        "SELECT * FROM nosuch                       | nosuch",
        "SELECT * FROM gain                         | SHOW VIEWS lists them.",
        "-- a comment is no statement               | syntax error",
        "SELECT count(*) FROM cells; SELECT 1       | extra input",
        "SELECT 1 / 0                               | zero",
        "SELECT 1 / trial FROM cells WHERE trial = 0 | zero",
        "SELECT CAST(scheme AS INT) FROM cells      | cast",
        "SELECT raise_error('my own error')         | my own error",
      })
  void anErrorInAQueryIsOneLine(String query, String named) {
    CommandRun run = sql(query);

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("genlabel: query: ")
        .containsIgnoringCase(named)
        .doesNotContain("\tat ", "SparkException");
  }

  @Test
  void anEmptyQueryIsOneLineToo() {
    CommandRun run = sql("  ");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines()).hasSize(1);
  }

  @Test
  void aFolderWithoutARunIsRefused() throws IOException {
    for (Path folder :
        new Path[] {
          home.resolve("nosuch"),
          home,
          Files.writeString(home.resolve("file"), "not a folder"),
          home.resolve("file/below")
        }) {
      CommandRun run = CommandRun.of("sql", folder.toString(), "SELECT 1", "--master", "local[1]");

      assertThat(run.exitCode()).as(folder + ": " + run.errors()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.errorLines())
          .singleElement()
          .asString()
          .startsWith("genlabel: " + folder + ": ");
    }
    assertThat(home.resolve("nosuch")).doesNotExist();
  }

  @Test
  void aRunWithoutRowsYetHasEmptyViews() throws IOException {
    Path begun = Files.createDirectory(home.resolve("begun"));
    Files.copy(finished.resolve("manifest.json"), begun.resolve("manifest.json"));

    CommandRun run =
        CommandRun.of(
            "sql", begun.toString(), "SELECT count(*) AS n FROM cells", "--master", "local[1]");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).isEqualTo("n\n0\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cells",
        "cv_scores",
        "means",
        "gains",
        "scheme_means",
        "win_tie_loss",
        "histogram",
        "fit_datasets",
        "populations"
      })
  void viewIsThereAndHelpNamesItsColumns(String view) {
    CommandRun run = sql("SELECT * FROM " + view + " LIMIT 0", "--format", "csv");
    String help = CommandRun.of("sql", "--help").out().replaceAll("\\s+", " ");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    String of = help.substring(help.indexOf(" " + view + " "));
    List<String> columns = List.of(run.out().strip().split(","));
    if (!view.equals("cv_scores")) {
      assertThat(of.replaceAll("\\([^)]*\\)", "").replaceAll(" ,", ","))
          .contains(": " + String.join(", ", columns));
    }
    assertThat(columns).allMatch(help::contains);
  }

  @Test
  void showListsTheViews() {
    assertThat(sql("SHOW VIEWS").out())
        .contains(
            "cells",
            "cv_scores",
            "means",
            "gains",
            "scheme_means",
            "win_tie_loss",
            "histogram",
            "fit_datasets");
  }

  @Test
  void gainsAddUpToTheirComparison() {
    assertThat(
            sql(
                    "SELECT sum(datasets) = (SELECT sum(higher + on_par + lower) FROM win_tie_loss)"
                        + " AS equal FROM histogram",
                    "--format",
                    "csv")
                .out())
        .isEqualTo("equal\ntrue\n");
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

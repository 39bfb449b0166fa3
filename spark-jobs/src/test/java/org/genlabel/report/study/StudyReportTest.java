package org.genlabel.report.study;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.format.ColumnReading;
import org.genlabel.data.format.ColumnReading.Role;
import org.genlabel.data.format.CsvRecords;
import org.genlabel.data.format.FileReading;
import org.genlabel.results.Manifest;
import org.genlabel.spark.HandMadeCells;
import org.genlabel.spark.ResultViews;
import org.genlabel.spark.TestSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Compares every table of a report with a separate query over the cells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class StudyReportTest {
  private static final DatasetCatalog CATALOG = new DatasetCatalog();
  private static final List<String> SCHEMES =
      List.of("vanilla", "mixup", "mixup-exclude-mi", "genlabel-cv");

  private SparkSession spark;
  private StudyReport report;
  private Map<String, byte[]> files;

  @BeforeAll
  void writeReport() {
    spark = TestSession.start("local[1]");
    report = StudyReport.of(study().table(spark), manifest(Manifest.FINISHED), CATALOG);
    files = report.files().files();
  }

  @AfterAll
  void stopSpark() {
    spark.stop();
  }

  /** Recreates the study's views, because the last report has replaced the session's. */
  private void useStudy() {
    ResultViews.over(study().table(spark));
  }

  /** Returns 14 datasets, one without an id and one that fails, with gains, losses and ties. */
  public static HandMadeCells study() {
    HandMadeCells cells = new HandMadeCells();
    SplittableRandom random = new SplittableRandom(7);
    List<DatasetCatalog.Entry> entries = CATALOG.inSet("paper").subList(0, 13);
    for (int i = 0; i <= entries.size(); i++) {
      Integer id = i == entries.size() ? null : (Integer) entries.get(i).id();
      String name = id == null ? "my <own>, \"data\"" : entries.get(i).name();
      cells.withAccuracies(0.9, i % 3 == 0 ? 0.99 : 0.7, 0.8 + 0.01 * i);
      int tested = 20 + 5 * i;
      for (String scheme : SCHEMES) {
        for (Double alpha :
            scheme.equals("vanilla") ? new Double[] {null} : new Double[] {1.0, 2.0}) {
          int[] correct = random.ints(5, tested / 2, tested / 2 + 4).toArray();
          cells
              .choosing(0.1 / (1 + i % 2), scheme.equals("genlabel-cv") ? 0.2 * (i % 4) : null)
              .add(id, name, scheme, alpha, tested, correct);
        }
      }
    }
    return cells.addFailed(
        18, "mfeat-morphological", "adamixup", 1.0, 3, "ArithmeticException: a < b & c");
  }

  public static Manifest manifest(String status) {
    return manifest(status, List.of());
  }

  private static Manifest manifest(String status, List<Manifest.DatasetFacts> datasets) {
    TreeMap<String, String> config =
        new TreeMap<>(Map.of("protocol.randomness", "paired", "protocol.scaling", "training-rows"));
    return new Manifest(
        "hand-made",
        status,
        1,
        config,
        new TreeMap<>(Map.of("genlabel", "1")),
        datasets,
        List.of("7 (x)"),
        500,
        1,
        "2026-01-01T00:00:00Z",
        null);
  }

  private String text(String file) {
    return new String(files.get(file), StandardCharsets.UTF_8);
  }

  /** Returns the rows of a table's CSV file, by column. */
  private List<Map<String, String>> csv(String table) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    CsvRecords records = new CsvRecords(new StringReader(text(table + ".csv")), table, ',');
    List<String> header = records.read().orElseThrow().cells();
    for (Optional<CsvRecords.Row> row = records.read(); row.isPresent(); row = records.read()) {
      Map<String, String> byColumn = new TreeMap<>();
      for (int column = 0; column < header.size(); column++) {
        byColumn.put(header.get(column), row.get().cells().get(column));
      }
      rows.add(byColumn);
    }
    return rows;
  }

  private List<Row> query(String sql) {
    return spark.sql(sql).collectAsList();
  }

  /** One row per dataset, scheme and alpha at which it is compared, from the cells only. */
  private static final String AT_ALPHA =
      """
      WITH at_alpha AS (
        SELECT dataset, scheme, a.alpha, sum(rint(test_accuracy * n_test)) AS hits, sum(n_test) AS asked,
               max(gm_train_accuracy > 0.95 OR kde_train_accuracy > 0.95) AS fit
        FROM cells CROSS JOIN (VALUES (1.0D), (2.0D)) AS a(alpha)
        WHERE status = 'ok' AND (cells.alpha = a.alpha OR cells.alpha IS NULL)
        GROUP BY dataset, scheme, a.alpha
      ),
      pair AS (
        SELECT x.dataset, x.alpha, x.scheme, y.scheme AS other, x.fit, x.hits / x.asked AS ours, y.hits / y.asked AS theirs,
               (x.hits - y.hits) / x.asked AS gain
        FROM at_alpha x JOIN at_alpha y USING (dataset, alpha) WHERE x.scheme <> y.scheme
      )
      """;

  @Test
  void schemesAreComparedAsAQueryOverTheCellsDoes() throws IOException {
    List<Map<String, String>> rows = csv("schemes");

    List<Row> expected =
        query(
            AT_ALPHA
                + """
                SELECT alpha, scheme, p.population, count(*), avg(100 * ours), avg(100 * theirs), avg(100 * gain),
                       sum(int(gain > 0)), sum(int(gain = 0)), sum(int(gain < 0))
                FROM pair JOIN (VALUES ('all', false), ('fit', true)) AS p(population, only) ON fit OR NOT only
                WHERE other = 'mixup' GROUP BY alpha, scheme, p.population
                """);
    assertThat(rows).hasSize(expected.size()).hasSize(12);
    for (Row row : expected) {
      Map<String, String> found =
          only(
              rows,
              Map.of(
                  "alpha", row.getDouble(0) == 1 ? "1" : "2",
                  "scheme", row.getString(1),
                  "datasets", row.getString(2)));
      assertThat(found.get("number")).isEqualTo(Long.toString(row.getLong(3)));
      assertThat(number(found, "accuracy %")).isCloseTo(row.getDouble(4), within(1e-9));
      assertThat(number(found, "mixup's %")).isCloseTo(row.getDouble(5), within(1e-9));
      assertThat(number(found, "gain in points")).isCloseTo(row.getDouble(6), within(1e-9));
      assertThat(List.of(found.get("higher"), found.get("on par"), found.get("lower")))
          .containsExactly(
              Long.toString(row.getLong(7)),
              Long.toString(row.getLong(8)),
              Long.toString(row.getLong(9)));
    }
  }

  @Test
  void pairsAreComparedAsAQueryOverTheCellsDoes() throws IOException {
    List<Map<String, String>> rows = csv("pairs");

    List<Row> expected =
        query(
            AT_ALPHA
                + """
                SELECT alpha, scheme, other, p.population, count(*), avg(100 * gain), sum(int(gain > 0)), sum(int(gain < 0))
                FROM pair JOIN (VALUES ('all', false), ('fit', true)) AS p(population, only) ON fit OR NOT only
                GROUP BY alpha, scheme, other, p.population
                """);
    // Both directions are in the query, one in the report.
    assertThat(rows).hasSize(expected.size() / 2).hasSize(24);
    for (Map<String, String> row : rows) {
      Row found =
          expected.stream()
              .filter(
                  other ->
                      other.getDouble(0) == number(row, "alpha")
                          && other.getString(1).equals(row.get("scheme"))
                          && other.getString(2).equals(row.get("minus"))
                          && other.getString(3).equals(row.get("datasets")))
              .findFirst()
              .orElseThrow();
      assertThat(row.get("number")).isEqualTo(Long.toString(found.getLong(4)));
      assertThat(number(row, "difference in points")).isCloseTo(found.getDouble(5), within(1e-9));
      assertThat(row.get("higher")).isEqualTo(Long.toString(found.getLong(6)));
      assertThat(row.get("lower")).isEqualTo(Long.toString(found.getLong(7)));
      assertThat(number(row, "95% from")).isLessThanOrEqualTo(number(row, "difference in points"));
      assertThat(number(row, "to")).isGreaterThanOrEqualTo(number(row, "difference in points"));
      assertThat(number(row, "Wilcoxon p, Holm")).isBetween(number(row, "Wilcoxon p"), 1.0);
      assertThat(number(row, "sign test p, Holm")).isBetween(number(row, "sign test p"), 1.0);
    }
  }

  @Test
  void histogramCountsWhatAQueryOverTheCellsDoes() throws IOException {
    List<Map<String, String>> rows = csv("fig6-bins");

    List<Row> expected =
        query(
            AT_ALPHA
                + """
                SELECT alpha, p.population, int(sign(gain) * ceil(round(abs(100 * gain), 9))), count(*)
                FROM pair JOIN (VALUES ('all', false), ('fit', true)) AS p(population, only) ON fit OR NOT only
                WHERE scheme = 'genlabel-cv' AND other = 'mixup' GROUP BY ALL
                """);
    assertThat(rows).hasSize(expected.size());
    for (Row row : expected) {
      Map<String, String> found =
          only(
              rows,
              Map.of(
                  "alpha", row.getDouble(0) == 1 ? "1" : "2",
                  "datasets", row.getString(1),
                  "gain in points", Integer.toString(row.getInt(2))));
      assertThat(found.get("number")).isEqualTo(Long.toString(row.getLong(3)));
    }
  }

  @Test
  void everyDatasetHasItsMeansAtEachAlpha() throws IOException {
    List<Map<String, String>> rows = csv("datasets");

    assertThat(rows).hasSize(28);
    for (Row row :
        query(AT_ALPHA + "SELECT dataset, alpha, scheme, 100 * hits / asked, fit FROM at_alpha")) {
      Map<String, String> found =
          only(
              rows,
              Map.of("dataset", row.getString(0), "alpha", row.getDouble(1) == 1 ? "1" : "2"));
      assertThat(number(found, row.getString(2))).isCloseTo(row.getDouble(3), within(1e-9));
      assertThat(found.get("density fits")).isEqualTo(row.getBoolean(4) ? "yes" : "no");
    }
    for (Row row :
        query(
            AT_ALPHA
                + "SELECT dataset, alpha, 100 * gain FROM pair WHERE scheme = 'genlabel-cv' AND"
                + " other = 'mixup'")) {
      Map<String, String> found =
          only(
              rows,
              Map.of("dataset", row.getString(0), "alpha", row.getDouble(1) == 1 ? "1" : "2"));
      assertThat(number(found, "gain of genlabel-cv")).isCloseTo(row.getDouble(2), within(1e-9));
    }
  }

  @Test
  void choicesAndCostsAreThoseOfTheCells() throws IOException {
    List<Map<String, String>> choices = csv("choices");
    List<Row> chosen =
        query(
            "SELECT scheme, string(alpha), string(learning_rate), string(gamma), count(*) FROM"
                + " cells WHERE status = 'ok' GROUP BY ALL");
    assertThat(choices).hasSize(chosen.size());
    for (Row row : chosen) {
      Map<String, String> found =
          only(
              choices,
              Map.of(
                  "scheme",
                  row.getString(0),
                  "alpha",
                  row.isNullAt(1) ? "" : row.getString(1).replace(".0", ""),
                  "learning rate",
                  row.getString(2),
                  "gamma",
                  row.isNullAt(3) ? "" : row.getString(3)));
      assertThat(found.get("cells")).isEqualTo(Long.toString(row.getLong(4)));
    }

    List<Map<String, String>> costs = csv("costs");
    List<Row> spent =
        query(
            "SELECT dataset, count(*), sum(fit_seconds) FROM cells WHERE status = 'ok' GROUP BY"
                + " ALL");
    assertThat(costs).hasSize(spent.size());
    for (Row row : spent) {
      Map<String, String> found = only(costs, Map.of("dataset", row.getString(0)));
      assertThat(found.get("cells")).isEqualTo(Long.toString(row.getLong(1)));
      assertThat(number(found, "seconds of one core")).isCloseTo(row.getDouble(2), within(1e-9));
    }
  }

  @Test
  void numbersBesideThePapersAreMeansOfTheCells() throws IOException {
    int compared = 0;
    for (String table : List.of("table1", "table2", "table4", "table8", "table9")) {
      for (Map<String, String> row : csv(table)) {
        boolean isTrain = row.get("scheme").endsWith("(training rows)");
        if (!row.get("ours").isEmpty()) {
          double expected =
              query(
                      String.format(
                          "SELECT avg(100 * %s) FROM cells WHERE dataset_id = %s AND scheme = '%s'"
                              + " AND (alpha = 1 OR alpha IS NULL)",
                          isTrain ? "train_accuracy" : "test_accuracy",
                          row.get("dataset"),
                          row.get("scheme").replace(" (training rows)", "")))
                  .get(0)
                  .getDouble(0);
          int decimals = row.get("ours").length() - row.get("ours").indexOf('.') - 1;
          assertThat(number(row, "ours"))
              .isCloseTo(expected, within(0.5000001 * Math.pow(10, -decimals)));
          compared++;
        }
      }
    }
    assertThat(compared).as("published cells of the datasets of this run").isPositive();
  }

  @Test
  void meanRanksAreThoseOfTheAccuracies() throws IOException {
    assertThat(csv("friedman")).hasSize(2);
    List<Row> ranks =
        query(
            AT_ALPHA
                + """
                SELECT scheme, avg(r) FROM (
                  SELECT x.scheme, x.dataset, 0.5 + sum(if(y.hits > x.hits, 1, if(y.hits = x.hits, 0.5, 0))) AS r
                  FROM at_alpha x JOIN at_alpha y USING (dataset, alpha) WHERE alpha = 1 GROUP BY x.scheme, x.dataset
                ) GROUP BY scheme
                """);
    String diagram = text("ranks-alpha-1.svg");
    for (Row row : ranks) {
      double rank = ((Number) row.get(1)).doubleValue();
      Matcher shown = Pattern.compile(">" + row.getString(0) + " ([0-9.]+)<").matcher(diagram);
      assertThat(shown.find()).as(row.getString(0)).isTrue();
      assertThat(Double.parseDouble(shown.group(1))).isCloseTo(rank, within(0.00501));
    }
  }

  @Test
  void everyTableAndPictureOfThePageLiesBesideIt() {
    String page = text("index.html");

    Matcher links = Pattern.compile("href=\"([^\"#]+\\.(csv|svg|png))\"").matcher(page);
    List<String> linked = new ArrayList<>();
    while (links.find()) {
      linked.add(links.group(1));
    }
    assertThat(linked).doesNotHaveDuplicates();
    assertThat(files.keySet())
        .as(report.files().warnings().toString())
        .containsExactlyInAnyOrderElementsOf(with(linked, "index.html"));
  }

  private static List<String> with(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return all;
  }

  @Test
  void pageNeedsNothingFromElsewhere() {
    String page = text("index.html");

    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "//www", "@import", "url(");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void namesAreTextAndNoMarkup() {
    assertThat(text("index.html"))
        .contains("my &lt;own&gt;, &quot;data&quot;")
        .contains("a &lt; b &amp; c")
        .doesNotContain("my <own>");
  }

  @Test
  void idsInThePageAreUnique() {
    Matcher ids = Pattern.compile(" id=\"([^\"]+)\"").matcher(text("index.html"));
    List<String> found = new ArrayList<>();
    while (ids.find()) {
      found.add(ids.group(1));
    }
    assertThat(found).hasSizeGreaterThan(40).doesNotHaveDuplicates();
  }

  @Test
  void failedCellsAreListedAndLeftOutOfTheResults() throws IOException {
    assertThat(csv("failures"))
        .containsExactly(
            new TreeMap<>(
                Map.of(
                    "dataset", "mfeat-morphological",
                    "id", "18",
                    "scheme", "adamixup",
                    "alpha", "1",
                    "trial", "3",
                    "error", "ArithmeticException: a < b & c")));
    assertThat(text("index.html"))
        .contains("One cell failed; it is left out of all means and counts")
        .doesNotContain("not finished");
  }

  @Test
  void unfinishedRunSaysSo() {
    StudyReport unfinished =
        StudyReport.of(
            new HandMadeCells()
                .withAccuracies(0.9, 0.5, 0.5)
                .add(48, "tae", "mixup", 1.0, 10, 5)
                .table(spark),
            manifest(Manifest.RUNNING),
            CATALOG);
    try {
      String page =
          new String(unfinished.files().files().get("index.html"), StandardCharsets.UTF_8);
      assertThat(page)
          .contains("This run is not finished: 1 of its 500 cells are here.")
          .contains("lacks mixup or every scheme of GenLabel");
      assertThat(unfinished.text()).contains("The run is not finished.\n");
    } finally {
      useStudy();
    }
  }

  @Test
  void ownFilesAreShownAsTheyWereUnderstood() throws IOException {
    assertThat(text("index.html")).doesNotContain("What was read", "readings.csv");

    Map<String, byte[]> before = files;
    files =
        StudyReport.of(
                new HandMadeCells().table(spark),
                manifest(
                    Manifest.RUNNING,
                    List.of(
                        new Manifest.DatasetFacts("48", "tae", 151, 3, 3, "ab", null),
                        new Manifest.DatasetFacts("mine", "mine", 12, 14, 2, "cd", reading()))),
                CATALOG)
            .files()
            .files();
    try {
      String features =
          IntStream.range(0, 13).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
      assertThat(csv("readings"))
          .containsExactly(
              new TreeMap<>(
                  Map.ofEntries(
                      entry("dataset", "mine"),
                      entry("file", "<my>.csv"),
                      entry("encoding", "UTF-8"),
                      entry("separator", ";"),
                      entry("decimal mark", ","),
                      entry("rows", "12"),
                      entry("class", "kind"),
                      entry("classes (rows)", "a (6), b (6)"),
                      entry("number of features", "13"),
                      entry("features", features),
                      entry("left out (reason)", "day (dates, e.g. '2.1.2026')"),
                      entry("missing cells", "26"),
                      entry("notes", "first; second"))));
      assertThat(text("index.html"))
          .contains("What was read", "How your own files were understood", "&lt;my&gt;.csv")
          .contains("x11, ... (13)<", "day (dates, e.g. '2.1.2026')")
          .doesNotContain("<my>");
    } finally {
      files = before;
      useStudy();
    }
  }

  private static FileReading reading() {
    List<ColumnReading> columns = new ArrayList<>();
    IntStream.range(0, 13)
        .mapToObj(i -> column("x" + i, Role.NUMERIC, "numbers", ""))
        .forEach(columns::add);
    columns.add(column("day", Role.LEFT_OUT, "dates", "dates, e.g. '2.1.2026'"));
    columns.add(column("kind", Role.CLASS, "categories", ""));
    return new FileReading(
        "<my>.csv",
        "UTF-8",
        ";",
        ",",
        12,
        columns,
        new TreeMap<>(Map.of("a", 6, "b", 6)),
        List.of("first", "second"),
        "ef");
  }

  private static ColumnReading column(String name, Role role, String values, String reason) {
    return new ColumnReading(name, role, values, 2, 3, List.of("1"), reason);
  }

  @Test
  void runWithoutACellHasAPage() {
    StudyReport empty =
        StudyReport.of(new HandMadeCells().table(spark), manifest(Manifest.RUNNING), CATALOG);
    try {
      assertThat(new String(empty.files().files().get("index.html"), StandardCharsets.UTF_8))
          .contains("0 of its 500 cells");
    } finally {
      useStudy();
    }
  }

  @Test
  void sameCellsGiveTheSamePageInWhateverOrderTheyCome() {
    StudyReport again =
        StudyReport.of(
            study().table(spark).orderBy("test_accuracy", "scheme").repartition(3),
            manifest(Manifest.FINISHED),
            CATALOG);

    Map<String, byte[]> files = again.files().files();
    assertThat(files.keySet()).isEqualTo(this.files.keySet());
    files.forEach(
        (name, bytes) -> assertThat(Arrays.equals(bytes, this.files.get(name))).as(name).isTrue());
    useStudy();
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static Map<String, String> only(
      List<Map<String, String>> rows, Map<String, String> where) {
    List<Map<String, String>> found =
        rows.stream().filter(row -> row.entrySet().containsAll(where.entrySet())).toList();
    assertThat(found).as(where.toString()).hasSize(1);
    return found.get(0);
  }
}

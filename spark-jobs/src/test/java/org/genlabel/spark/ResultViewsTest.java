package org.genlabel.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.PreparedSplit;
import org.genlabel.density.DensityKind;
import org.genlabel.experiment.PreparedDataset;
import org.genlabel.spark.ResultViews.View;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResultViewsTest {
  private SparkSession spark;

  @BeforeAll
  void startSpark() {
    spark = TestSession.start("local[1]");
  }

  @AfterAll
  void stopSpark() {
    spark.stop();
  }

  @Test
  void meansAreOverTrialsOfADatasetSchemeAndAlpha() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(48, "tae", "mixup", 1.0, 4, 1, 2, 3)
            .add(48, "tae", "mixup", 2.0, 4, 4)
            .add(48, "tae", "vanilla", null, 4, 2, 3)
            .add(null, "mine", "mixup", 1.0, 8, 7)
            .table(spark);

    assertThat(
            rows(
                view(View.MEANS, cells)
                    .orderBy("dataset", "scheme", "alpha")
                    .select(
                        "dataset_id",
                        "dataset",
                        "scheme",
                        "alpha",
                        "trials",
                        "correct",
                        "test_accuracy")))
        .containsExactly(
            "null,mine,mixup,1.0,1,7,0.875",
            "48,tae,mixup,1.0,3,6,0.5",
            "48,tae,mixup,2.0,1,4,1.0",
            "48,tae,vanilla,null,2,5,0.625");
  }

  @Test
  void twoDatasetsOfOneNameStayApart() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(48, "tae", "mixup", 1.0, 4, 1)
            .add(955, "tae", "mixup", 1.0, 4, 3)
            .add(48, "tae", "vanilla", null, 4, 2)
            .add(955, "tae", "vanilla", null, 4, 2)
            .table(spark);

    assertThat(
            rows(
                gains(cells)
                    .where("scheme = 'vanilla'")
                    .select("dataset_id", "gain", "comparison")))
        .containsExactly("48,0.25,1", "955,-0.25,-1");
  }

  @Test
  void gainsAreAgainstTheBaselineAtTheSameAlpha() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(48, "tae", "mixup", 1.0, 4, 1, 2)
            .add(48, "tae", "mixup", 2.0, 4, 4, 4)
            .add(48, "tae", "genlabel-gm", 1.0, 4, 3, 2)
            .add(48, "tae", "genlabel-gm", 2.0, 4, 3, 2)
            .table(spark);

    assertThat(gains(cells).columns())
        .containsExactly(
            "dataset_id",
            "dataset",
            "model",
            "alpha",
            "scheme",
            "baseline",
            "trials",
            "tested",
            "correct",
            "baseline_correct",
            "test_accuracy",
            "baseline_accuracy",
            "gain",
            "comparison",
            "published_comparison");
    assertThat(rows(gains(cells).drop("dataset_id", "dataset", "model")))
        .containsExactly(
            "1.0,genlabel-gm,mixup,2,8,5,3,0.625,0.375,0.25,1,1",
            "2.0,genlabel-gm,mixup,2,8,5,8,0.625,1.0,-0.375,-1,-1");
  }

  @Test
  void aSchemeWithoutAlphaIsComparedAtEachAlpha() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(48, "tae", "mixup", 1.0, 4, 1)
            .add(48, "tae", "mixup", 2.0, 4, 3)
            .add(48, "tae", "vanilla", null, 4, 2)
            .table(spark);

    assertThat(rows(gains(cells).where("scheme = 'vanilla'").select("alpha", "gain", "comparison")))
        .containsExactly("1.0,0.25,1", "2.0,-0.25,-1");
  }

  @Test
  void againstABaselineWithoutAlphaEachAlphaIsCompared() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(48, "tae", "mixup", 1.0, 4, 1)
            .add(48, "tae", "mixup", 2.0, 4, 3)
            .add(48, "tae", "vanilla", null, 4, 2)
            .table(spark);

    assertThat(
            rows(
                view(View.GAINS, cells)
                    .where("baseline = 'vanilla'")
                    .orderBy("alpha")
                    .select("alpha", "gain", "comparison")))
        .containsExactly("1.0,-0.25,-1", "2.0,0.25,1");
  }

  @Test
  void equalTotalsAreATieInWhateverOrderTheTrialsCame() {
    // As sums of doubles the two differ in the last bit, which must not count as a gain.
    assertThat(0.1 + 0.2 + 0.3).isNotEqualTo(0.3 + 0.2 + 0.1);
    Dataset<Row> cells =
        new HandMadeCells()
            .add(48, "tae", "mixup", 1.0, 10, 3, 2, 1)
            .add(48, "tae", "genlabel-gm", 1.0, 10, 1, 2, 3)
            .table(spark);

    assertThat(rows(gains(cells).where("scheme = 'genlabel-gm'").select("gain", "comparison")))
        .containsExactly("0.0,0");
  }

  @Test
  void everyPossibleCountComesBackFromItsAccuracy() {
    // cells has no column correct; the view rounds accuracy times rows, for any number of rows.
    HandMadeCells cells = new HandMadeCells();
    for (int tested : new int[] {3, 7, 30, 49, 231, 999}) {
      int[] correct = new int[tested + 1];
      for (int i = 0; i <= tested; i++) {
        correct[i] = i;
      }
      cells.add(tested, "d" + tested, "mixup", 1.0, tested, correct);
    }

    assertThat(
            rows(
                view(View.MEANS, cells.table(spark))
                    .orderBy("dataset_id")
                    .select("dataset_id", "correct", "test_accuracy")))
        .containsExactly(
            "3,6,0.5", "7,28,0.5", "30,465,0.5", "49,1225,0.5", "231,26796,0.5", "999,499500,0.5");
  }

  @Test
  void unequalNumbersOfTrialsAreNotCompared() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(48, "tae", "mixup", 1.0, 4, 1, 2)
            .add(48, "tae", "genlabel-gm", 1.0, 4, 4)
            .add(48, "tae", "vanilla", null, 4, 2, 2)
            .table(spark);

    assertThat(rows(gains(cells).select("scheme"))).containsExactly("vanilla");
  }

  @Test
  void failedCellsCountNowhereAndAreListed() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(48, "tae", "mixup", 1.0, 4, 1, 2)
            .add(48, "tae", "vanilla", null, 4, 3)
            .addFailed(48, "tae", "vanilla", null, 1, "IllegalStateException: no luck")
            .addFailed(7, "other", "mixup", 2.0, 0, "x")
            .table(spark);

    assertThat(rows(view(View.MEANS, cells).orderBy("scheme").select("scheme", "trials")))
        .containsExactly("mixup,2", "vanilla,1");
    assertThat(rows(gains(cells).select("scheme"))).as("vanilla has one trial of two").isEmpty();
    assertThat(ResultTables.failures(cells).columns())
        .containsExactly("dataset_id", "dataset", "scheme", "alpha", "trial", "error");
    assertThat(rows(ResultTables.failures(cells)))
        .containsExactly(
            "7,other,mixup,2.0,0,x", "48,tae,vanilla,null,1,IllegalStateException: no luck");
  }

  @Test
  void datasetsWithoutIdAreComparedByName() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(null, "mine", "mixup", 1.0, 4, 1)
            .add(null, "mine", "vanilla", null, 4, 2)
            .add(null, "yours", "mixup", 1.0, 4, 4)
            .add(null, "yours", "vanilla", null, 4, 1)
            .table(spark);

    assertThat(
            rows(
                gains(cells)
                    .where("scheme = 'vanilla'")
                    .select("dataset_id", "dataset", "comparison")))
        .containsExactly("null,mine,1", "null,yours,-1");
  }

  @Test
  void winsTiesAndLossesAreCountedOverDatasets() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(1, "a", "mixup", 1.0, 4, 2)
            .add(2, "b", "mixup", 1.0, 4, 2)
            .add(3, "c", "mixup", 1.0, 4, 2)
            .add(4, "d", "mixup", 1.0, 4, 2)
            .add(1, "a", "genlabel-gm", 1.0, 4, 4)
            .add(2, "b", "genlabel-gm", 1.0, 4, 2)
            .add(3, "c", "genlabel-gm", 1.0, 4, 1)
            .add(4, "d", "genlabel-gm", 1.0, 4, 3)
            .table(spark);

    Dataset<Row> table = view(View.WIN_TIE_LOSS, cells).where("scheme = 'genlabel-gm'");

    assertThat(table.columns())
        .containsExactly(
            "model",
            "alpha",
            "scheme",
            "baseline",
            "population",
            "datasets",
            "higher",
            "on_par",
            "lower",
            "published_higher",
            "published_on_par",
            "published_lower",
            "test_accuracy",
            "baseline_accuracy",
            "gain");
    // genlabel-gm: mean of 1, 0.5, 0.25, 0.75; gain mean of 0.5, 0, -0.25, 0.25.
    assertThat(rows(table.drop("model")))
        .containsExactly("1.0,genlabel-gm,mixup,all,4,2,1,1,2,1,1,0.625,0.5,0.125");
  }

  @Test
  void populationFitHasTheDatasetsThatADensityFits() {
    Dataset<Row> cells =
        new HandMadeCells()
            .withAccuracies(1, 0.96, 0.1)
            .add(1, "a", "mixup", 1.0, 4, 2)
            .add(1, "a", "vanilla", null, 4, 3)
            .add(null, "mine", "mixup", 1.0, 4, 2)
            .add(null, "mine", "vanilla", null, 4, 2)
            .withAccuracies(1, 0.5, 0.5)
            .add(2, "b", "mixup", 1.0, 4, 2)
            .add(2, "b", "vanilla", null, 4, 1)
            .table(spark);

    assertThat(
            rows(
                view(View.WIN_TIE_LOSS, cells)
                    .where("baseline = 'mixup'")
                    .orderBy("population")
                    .select("population", "datasets", "higher", "on_par", "lower")))
        .containsExactly("all,3,1,1,1", "fit,2,1,1,0");
  }

  @Test
  void binsOfTheHistogramAreOnePointWideAndClosedAwayFromZero() {
    // Each of 100 test rows is one point; 7/100 * 100 is above 7 in float64, but belongs to bin 7.
    HandMadeCells cells = new HandMadeCells();
    int[] gains = {-8, -7, -1, 0, 0, 1, 7};
    for (int i = 0; i < gains.length; i++) {
      cells.add(i, "d" + i, "mixup", 1.0, 100, 50);
      cells.add(i, "d" + i, "vanilla", null, 100, 50 + gains[i]);
    }
    cells.add(99, "half", "mixup", 1.0, 200, 100).add(99, "half", "vanilla", null, 200, 101);
    assertThat(0.07 * 100).isGreaterThan(7);

    assertThat(
            rows(
                view(View.HISTOGRAM, cells.table(spark))
                    .where("baseline = 'mixup' AND population = 'all'")
                    .orderBy("bin")
                    .select("bin", "datasets")))
        .containsExactly("-8,1", "-7,1", "-1,1", "0,2", "1,2", "7,1");
  }

  @Test
  void publishedMeanSumsTheTrialsInTheirOrder() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(1, "a", "mixup", 1.0, 10, 1, 2, 3)
            .add(1, "a", "vanilla", null, 10, 3, 2, 1)
            .table(spark);

    // In float64 0.1 + 0.2 + 0.3 is one unit in the last place above 0.3 + 0.2 + 0.1.
    assertThat(
            rows(
                view(View.MEANS, cells)
                    .orderBy("scheme")
                    .select("scheme", "correct", "test_accuracy", "published_accuracy")))
        .containsExactly(
            "mixup,6,0.2," + (0.1 + 0.2 + 0.3) / 3, "vanilla,6,0.2," + (0.3 + 0.2 + 0.1) / 3);
    assertThat((0.1 + 0.2 + 0.3) / 3).isGreaterThan((0.3 + 0.2 + 0.1) / 3);
  }

  @Test
  void publishedComparisonIsThatOfTheFloatingPointMeans() {
    // By trial, of 10 rows: equal totals whose means differ in the last bit, in either direction or
    // not at all, and totals that differ by a row.
    int[][] ours = {{1, 2, 3}, {3, 2, 1}, {1, 2, 3}, {1, 2, 4}, {1, 2, 3}};
    int[][] theirs = {{3, 2, 1}, {1, 2, 3}, {2, 1, 3}, {3, 2, 1}, {4, 2, 1}};
    HandMadeCells cells = new HandMadeCells();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < ours.length; i++) {
      cells.add(i, "d" + i, "mixup", 1.0, 10, theirs[i]);
      cells.add(i, "d" + i, "vanilla", null, 10, ours[i]);
      int rows = IntStream.of(ours[i]).sum() - IntStream.of(theirs[i]).sum();
      expected.add(
          String.join(
              ",",
              Integer.toString(i),
              Integer.toString(Integer.signum(rows)),
              Integer.toString(Double.compare(mean(ours[i], 10), mean(theirs[i], 10)))));
    }
    assertThat(expected).containsExactly("0,0,1", "1,0,-1", "2,0,0", "3,1,1", "4,-1,-1");

    Dataset<Row> table = cells.table(spark);

    assertThat(
            rows(
                gains(table)
                    .where("scheme = 'vanilla'")
                    .select("dataset_id", "comparison", "published_comparison")))
        .containsExactlyElementsOf(expected);
    assertThat(
            rows(
                view(View.WIN_TIE_LOSS, table)
                    .where("scheme = 'vanilla' AND population = 'all'")
                    .select(
                        "higher",
                        "on_par",
                        "lower",
                        "published_higher",
                        "published_on_par",
                        "published_lower")))
        .containsExactly("1,3,1,2,1,2");
  }

  /** Compares with Java's comparison, on all means of five trials that have equal totals. */
  @Test
  void publishedComparisonHasNoTolerance() {
    HandMadeCells cells = new HandMadeCells();
    SplittableRandom random = new SplittableRandom(1);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int tested = 7 + random.nextInt(90);
      int[] theirs = random.ints(5, 0, tested + 1).toArray();
      int[] ours = {theirs[4], theirs[2], theirs[0], theirs[3], theirs[1]};
      cells.add(i, "d" + i, "mixup", 1.0, tested, theirs);
      cells.add(i, "d" + i, "vanilla", null, tested, ours);
      expected.add(i + "," + Double.compare(mean(ours, tested), mean(theirs, tested)));
    }
    assertThat(expected)
        .anyMatch(line -> line.endsWith(",1"))
        .anyMatch(line -> line.endsWith("-1"));

    assertThat(
            rows(
                gains(cells.table(spark))
                    .where("scheme = 'vanilla' AND comparison = 0")
                    .select("dataset_id", "published_comparison")))
        .containsExactlyElementsOf(expected);
  }

  private static double mean(int[] correct, int tested) {
    double sum = 0;
    for (int rows : correct) {
      sum += (double) rows / tested;
    }
    return sum / correct.length;
  }

  @Test
  void meanOverDatasetsDoesNotDependOnTheirOrder() {
    HandMadeCells cells = new HandMadeCells().withAccuracies(1, 0.99, 0.2);
    int[] correct = {3, 1, 2};
    for (int i = 0; i < correct.length; i++) {
      cells.add(i, "d" + i, "mixup", 1.0, 10, correct[i]);
    }
    cells.withAccuracies(1, 0.5, 0.2).add(9, "other", "mixup", 1.0, 10, 10);

    Dataset<Row> table = view(View.SCHEME_MEANS, cells.table(spark));

    assertThat(table.columns())
        .containsExactly("model", "alpha", "scheme", "population", "datasets", "test_accuracy");
    // Summed in order of size.
    assertThat(rows(table.where("population = 'fit'").drop("model")))
        .containsExactly("1.0,mixup,fit,3," + (0.1 + 0.2 + 0.3) / 3);
    assertThat(rows(table.where("population = 'all'").select("datasets"))).containsExactly("4");
  }

  @Test
  void furtherPopulationsAreCountedLikeThoseOfTheViews() {
    Dataset<Row> cells =
        new HandMadeCells()
            .withAccuracies(1, 0.99, 0.2)
            .add(1, "a", "mixup", 1.0, 4, 2)
            .add(1, "a", "vanilla", null, 4, 3)
            .add(2, "b", "mixup", 1.0, 4, 2)
            .add(2, "b", "vanilla", null, 4, 1)
            .add(null, "mine", "mixup", 1.0, 4, 2)
            .add(null, "mine", "vanilla", null, 4, 1)
            .withAccuracies(1, 0.5, 0.2)
            .add(3, "c", "mixup", 1.0, 4, 2)
            .add(3, "c", "vanilla", null, 4, 2)
            .table(spark);
    ResultViews views =
        ResultViews.over(
            cells,
            List.of(
                new Population("odd", Population.ALL, Set.of(1, 3, 5)),
                new Population("odd, fit", Population.FIT, Set.of(1, 3, 5))));

    assertThat(views.winTieLoss(col("scheme").equalTo("vanilla")))
        .extracting(WinTieLoss::population, WinTieLoss::byRows)
        .containsExactlyInAnyOrder(
            tuple("all", new WinTieLoss.Counts(1, 1, 2)),
            tuple("fit", new WinTieLoss.Counts(1, 0, 2)),
            tuple("odd", new WinTieLoss.Counts(1, 1, 0)),
            tuple("odd, fit", new WinTieLoss.Counts(1, 0, 0)));
    assertThat(
            views.histogram(col("population").equalTo("odd").and(col("scheme").equalTo("vanilla"))))
        .extracting(GainBin::bin, GainBin::datasets)
        .containsExactlyInAnyOrder(tuple(25, 1L), tuple(0, 1L));
  }

  @Test
  void fetchedViewsAreThoseOfTheScript() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(1, "a", "mixup", 1.0, 10, 3, 2, 1)
            .add(1, "a", "mixup", 2.0, 10, 3, 2, 2)
            .add(1, "a", "vanilla", null, 10, 1, 2, 3)
            .add(null, "mine", "mixup", 1.0, 10, 7)
            .add(null, "mine", "vanilla", null, 10, 8)
            .table(spark);
    Map<View, List<String>> ofTheScript = new EnumMap<>(View.class);
    for (View view : View.values()) {
      ofTheScript.put(view, rows(view(view, cells)));
    }

    // Each view is derived from those that were fetched before it.
    ResultViews views = ResultViews.over(cells);
    for (View view : View.values()) {
      assertThat(views.fetch(view).stream().map(row -> row.mkString(",")))
          .as(view.key())
          .containsExactlyInAnyOrderElementsOf(ofTheScript.get(view));
    }
  }

  /** Users look the columns up in docs/sql.md. */
  @Test
  void everyColumnOfAViewIsInTheDocumentation() throws IOException {
    Path documentation = Path.of(System.getProperty("genlabel.home")).resolve("docs/sql.md");
    List<String> lines = Files.readAllLines(documentation);
    Dataset<Row> cells = new HandMadeCells().table(spark);
    for (View view : View.values()) {
      String[] row =
          lines.stream()
              .filter(line -> line.startsWith("| `" + view.key() + "` |"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(view.key() + " is not in " + documentation))
              .split("\\|", -1);
      assertThat(row[3].split("`", -1)).as(view.key()).contains(view(view, cells).columns());
    }
  }

  @Test
  void datasetFitsWhereEitherDensityIsRightOnMoreThan95Percent() {
    Dataset<Row> cells =
        new HandMadeCells()
            .withAccuracies(1, 0.96, 0.1)
            .add(1, "a", "mixup", 1.0, 4, 1)
            .add(1, "a", "vanilla", null, 4, 1)
            .withAccuracies(1, 0.1, 0.951)
            .add(2, "b", "mixup", 1.0, 4, 1)
            .withAccuracies(1, 0.95, 0.95)
            .add(3, "c", "mixup", 1.0, 4, 1)
            .addFailed(4, "d", "mixup", 1.0, 0, "no luck")
            .table(spark);

    assertThat(rows(view(View.FIT_DATASETS, cells).orderBy("dataset_id")))
        .containsExactly("1,a,0.96,0.1", "2,b,0.1,0.951");
  }

  /** The set fit of a configuration is computed without the view, before there are any cells. */
  @ParameterizedTest
  @ValueSource(doubles = {0.94, 0.95, 0.9500000000000001, 0.96, 1})
  void datasetsThatAConfigurationTakesForFitAreThoseOfTheView(double trainAccuracy) {
    Dataset<Row> cells =
        new HandMadeCells()
            .withAccuracies(1, 0.2, trainAccuracy)
            .add(1, "a", "mixup", 1.0, 4, 1)
            .table(spark);

    LabeledRows row = new LabeledRows(new double[][] {{0}}, new int[] {0}, 2);
    PreparedDataset dataset =
        new PreparedDataset(
            new PreparedSplit(row, row),
            Map.of(DensityKind.GM, 0.2, DensityKind.KDE, trainAccuracy));

    assertThat(dataset.isFit()).isEqualTo(!view(View.FIT_DATASETS, cells).isEmpty());
  }

  @Test
  void withoutTheBaselineThereAreNoGains() {
    Dataset<Row> cells = new HandMadeCells().add(1, "a", "vanilla", null, 4, 2).table(spark);

    assertThat(rows(gains(cells))).isEmpty();
    assertThat(rows(view(View.WIN_TIE_LOSS, cells))).isEmpty();
  }

  @Test
  void viewsAreMadeForQueriesThatMayBeAboutThem() {
    assertThat(ResultViews.areIn("SELECT * FROM Gains WHERE alpha = 1")).isTrue();
    assertThat(ResultViews.areIn(" SHOW VIEWS")).isTrue();
    assertThat(ResultViews.areIn("-- which views?\nSHOW VIEWS")).isTrue();
    assertThat(ResultViews.areIn("SELECT scheme, avg(test_accuracy) FROM cells")).isFalse();
  }

  private static Dataset<Row> view(View view, Dataset<Row> cells) {
    return ResultViews.over(cells).rows(view);
  }

  private static Dataset<Row> gains(Dataset<Row> cells) {
    return view(View.GAINS, cells)
        .where("baseline = 'mixup'")
        .orderBy("dataset_id", "dataset", "alpha", "scheme");
  }

  private static List<String> rows(Dataset<Row> table) {
    return table.collectAsList().stream().map(row -> row.mkString(",")).toList();
  }
}

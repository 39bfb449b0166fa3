package org.genlabel.report.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.results.Manifest;
import org.genlabel.spark.HandMadeCells;
import org.genlabel.spark.TestSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaperReportTest {
  private static final DatasetCatalog CATALOG = new DatasetCatalog();
  private static final int PUBLISHED = PublishedCell.all().size();

  private SparkSession spark;

  @BeforeAll
  void startSpark() {
    spark = TestSession.start("local[1]");
  }

  @AfterAll
  void stopSpark() {
    spark.stop();
  }

  private static Manifest manifest(String randomness, String scaling) {
    SortedMap<String, String> config = new TreeMap<>();
    config.put("protocol.randomness", randomness);
    config.put("protocol.scaling", scaling);
    return new Manifest(
        "run", Manifest.FINISHED, 1, config, new TreeMap<>(), List.of(), List.of(), 1, 0, "", "");
  }

  private String report(HandMadeCells cells) {
    return PaperReport.of(cells.table(spark), manifest("authors", "all-rows"), CATALOG);
  }

  private static String line(String report, String beginning) {
    return report
        .lines()
        .filter(line -> line.strip().replaceAll(" +", " ").startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line '" + beginning + "' in\n" + report))
        .strip()
        .replaceAll(" +", " ");
  }

  @Test
  void accuraciesAreComparedAtThePrintedDigitsAndInTestRows() {
    // Table 2: 468 prints 82.73 (91 of 110) and 83.64 (92 of 110).
    String report =
        report(
            new HandMadeCells()
                .add(468, "confidence", "mixup-exclude-mi", 1.0, 22, 18, 18, 18, 18, 19)
                .add(468, "confidence", "mixup", 1.0, 22, 18, 18, 18, 18, 18));

    assertThat(line(report, "468 confidence mixup-exclude-mi"))
        .isEqualTo("468 confidence mixup-exclude-mi 82.73 82.73 = 0 of 110");
    assertThat(line(report, "468 confidence mixup 83.64"))
        .isEqualTo("468 confidence mixup 83.64 81.82 -2 of 110");
    assertThat(line(report, "18 mfeat-morphological mixup 72.93"))
        .isEqualTo("18 mfeat-morphological mixup 72.93 - -");
    assertThat(report).endsWith("1 of " + PUBLISHED + " published cells equal to the digit\n");
    assertThat(report).contains("dataset 18 (mfeat-morphological) (2)");
  }

  @Test
  void otherModelsAreNotComparedWithThePublishedNumbers() {
    String report =
        report(
            new HandMadeCells()
                .of("another-model")
                .add(468, "confidence", "mixup", 1.0, 22, 18, 18, 18, 18, 19));

    assertThat(line(report, "468 confidence mixup 83.64"))
        .isEqualTo("468 confidence mixup 83.64 - -");
    assertThat(report).endsWith("0 of " + PUBLISHED + " published cells equal to the digit\n");
  }

  @Test
  void schemeWithoutAlphaAnswersAndOtherAlphasDoNot() {
    // Table 1: 48 prints 39.1 (90 of 230) and 30.9 (71 of 230).
    String report =
        report(
            new HandMadeCells()
                .add(48, "tae", "vanilla", null, 46, 18, 18, 18, 18, 18)
                .add(48, "tae", "mixup", 2.0, 46, 14, 14, 14, 14, 15));

    assertThat(line(report, "48 tae vanilla")).isEqualTo("48 tae vanilla 39.1 39.1 = 0 of 230");
    assertThat(line(report, "48 tae mixup")).isEqualTo("48 tae mixup 30.9 - -");
  }

  @Test
  void numberThatNoCountOfTestRowsGivesIsMarked() {
    // Table 8: wine has 270 test rows in five trials, and prints 97.40.
    String report =
        report(
            new HandMadeCells()
                .add(187, "wine", "cutmix-genlabel-gm", 1.0, 54, 53, 53, 53, 52, 52));

    assertThat(line(report, "187 wine cutmix-genlabel-gm"))
        .isEqualTo("187 wine cutmix-genlabel-gm 97.40 97.41 0 of 270 *");
    assertThat(report)
        .contains("* wine cutmix-genlabel-gm: no number of 270 test rows gives 97.40\n");
  }

  @Test
  void trainAccuracyIsThatOfTheDensityAsAClassifier() {
    String report =
        report(
            new HandMadeCells()
                .withAccuracies(0.984, 0.9, 0.9)
                .add(61, "iris", "gm-classifier", null, 45, 44, 44, 44, 44, 44));

    assertThat(line(report, "61 iris gm-classifier (training rows)"))
        .isEqualTo("61 iris gm-classifier (training rows) 98 98 = - *");
  }

  /** Returns all datasets of the paper, of which the given number, the first ones, fit. */
  private static HandMadeCells allDatasets(int fitting, int higher, int onPar) {
    HandMadeCells cells = new HandMadeCells();
    int position = 0;
    for (DatasetCatalog.Entry entry : CATALOG.inSet("paper")) {
      cells.withAccuracies(1, position < fitting ? 0.5 : 0.95, position < fitting ? 0.96 : 0.2);
      int gain = position < higher ? 1 : position < higher + onPar ? 0 : -1;
      int[] correct = {5 + gain, 5, 5, 5, 5};
      cells.add(entry.id(), entry.name(), "vanilla", null, 10, 5, 5, 5, 5, 5);
      cells.add(entry.id(), entry.name(), "genlabel-cv", 1.0, 10, correct);
      position++;
    }
    return cells;
  }

  @Test
  void sharesOfDatasetsAreOverThoseThatFit() {
    // 39, 6 and 37 of 82 are the shares that Table 3 prints against vanilla.
    String report = report(allDatasets(82, 39, 6));

    assertThat(line(report, "genlabel-cv vanilla 1 higher 47.56"))
        .isEqualTo("genlabel-cv vanilla 1 higher 47.56 47.56 = 0 of 82 47.56");
    assertThat(line(report, "genlabel-cv vanilla 1 on par 7.32"))
        .isEqualTo("genlabel-cv vanilla 1 on par 7.32 7.32 = 0 of 82 7.32");
    assertThat(line(report, "genlabel-cv vanilla 1 lower 45.12"))
        .isEqualTo("genlabel-cv vanilla 1 lower 45.12 45.12 = 0 of 82 45.12");
    assertThat(report)
        .contains(
            "% of 82 datasets: those of the 133 of the paper's 133 in this run that a density");
  }

  @Test
  void oneMoreDatasetThatFitsChangesTheShares() {
    String report = report(allDatasets(83, 39, 6));

    assertThat(line(report, "genlabel-cv vanilla 1 higher 47.56"))
        .isEqualTo("genlabel-cv vanilla 1 higher 47.56 46.99 0 of 83 46.99");
  }

  @Test
  void sharesOfARunWithoutAllDatasetsAreShownButNotCounted() {
    String report =
        report(
            new HandMadeCells()
                .withAccuracies(1, 0.96, 0.2)
                .add(48, "tae", "vanilla", null, 10, 5)
                .add(48, "tae", "genlabel-cv", 1.0, 10, 6));

    assertThat(line(report, "genlabel-cv vanilla 1 higher 47.56"))
        .isEqualTo("genlabel-cv vanilla 1 higher 47.56 100.00 - 100.00");
    assertThat(report).contains("five trials of all 133 datasets of the paper (35)");
    assertThat(report).endsWith("0 of " + PUBLISHED + " published cells equal to the digit\n");
  }

  @Test
  void bothWaysOfCountingAreShown() {
    // 0.1 + 0.2 + 0.3 is above 0.3 + 0.2 + 0.1 in float64; the totals are equal.
    String report =
        report(
            new HandMadeCells()
                .add(48, "tae", "mixup-exclude-mi", 1.0, 10, 3, 2, 1)
                .add(48, "tae", "mixup-exclude-mi-logistic", 1.0, 10, 1, 2, 3));

    assertThat(line(report, "mixup-exclude-mi-logistic mixup-exclude-mi 1 higher"))
        .isEqualTo("mixup-exclude-mi-logistic mixup-exclude-mi 1 higher 47.4 100.0 - 0.0");
    assertThat(line(report, "mixup-exclude-mi-logistic mixup-exclude-mi 1 on par"))
        .isEqualTo("mixup-exclude-mi-logistic mixup-exclude-mi 1 on par 16.5 0.0 - 100.0");
  }

  @Test
  void runOfAnotherNumberOfTrialsAnswersNothing() {
    String report = report(new HandMadeCells().add(468, "confidence", "mixup", 1.0, 22, 18, 18));

    assertThat(line(report, "468 confidence mixup 83.64"))
        .isEqualTo("468 confidence mixup 83.64 81.82 -");
    assertThat(report).contains("five trials of dataset 468 (1)").doesNotContain("no number of 44");
  }

  @Test
  void leakAndProtocolAreNamed() {
    HandMadeCells none = new HandMadeCells();

    assertThat(report(none))
        .startsWith(
            "Protocol: authors, with the random streams and the order of fits of the authors'"
                + " program.\n"
                + "Known leak: ");
    assertThat(PaperReport.of(none.table(spark), manifest("paired", "training-rows"), CATALOG))
        .startsWith("Protocol: paired, with random streams of our own")
        .doesNotContain("leak");
  }
}

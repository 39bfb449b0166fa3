package org.genlabel.report.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.genlabel.spark.HandMadeCells;
import org.genlabel.spark.TestSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunSummaryTest {
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
  void comparesWithMixupDrawsTheGainsAndListsFailures() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(1, "a", "mixup", 1.0, 100, 50, 50)
            .add(2, "b", "mixup", 1.0, 100, 60, 60)
            .add(null, "c", "mixup", 1.0, 100, 70, 70)
            .add(4, "d", "mixup", 1.0, 100, 80, 80)
            .add(1, "a", "vanilla", null, 100, 49, 51)
            .add(2, "b", "vanilla", null, 100, 60, 61)
            .add(null, "c", "vanilla", null, 100, 60, 60)
            // Gains of 1.5, 1.5, -30 and 0 points.
            .add(1, "a", "genlabel-gm", 1.0, 100, 51, 52)
            .add(2, "b", "genlabel-gm", 1.0, 100, 62, 61)
            .add(null, "c", "genlabel-gm", 1.0, 100, 40, 40)
            .add(4, "d", "genlabel-gm", 1.0, 100, 81, 79)
            .addFailed(4, "d", "vanilla", null, 0, "IllegalStateException: no luck")
            .addFailed(4, "d", "vanilla", null, 1, "ArithmeticException")
            .addFailed(null, "mine", "mixup", 0.5, 0, "ArithmeticException: again")
            .table(spark);

    assertThat(RunSummary.of(cells))
        .isEqualTo(
            """
            alpha = 1: mean test accuracy, and datasets where a scheme is higher, on par or lower than mixup

            scheme       datasets  accuracy %   gain  higher  on par  lower
            vanilla             3       56.83  -3.17       1       1      1
            mixup               4       65.00      -       -       -      -
            genlabel-gm         4       58.25  -6.75       2       1      1

            alpha = 1: gain of genlabel-gm over mixup in points of accuracy, number of datasets

               below -10    1  #
               -10 to -5    0
                -5 to -2    0
                -2 to -1    0
                 -1 to 0    0
                   equal    1  #
                 0 to +1    0
                +1 to +2    2  ##
                +2 to +5    0
               +5 to +10    0
               above +10    0

            3 cells failed:

            dataset  name  scheme   alpha  trial  error
                  -  mine  mixup      0.5      0  ArithmeticException: again
                  4  d     vanilla      -      0  IllegalStateException: no luck
                  4  d     vanilla      -      1  ArithmeticException

            The same command runs the failed cells again.

            """);
  }

  @Test
  void everyDatasetIsInOneBarOfItsHistogram() {
    // Gains on the edges: -10, -5, -2, -1, 0, 1, 2, 5, 10 points, of 100 rows each.
    HandMadeCells cells = new HandMadeCells();
    int[] gains = {-10, -5, -2, -1, 0, 1, 2, 5, 10};
    for (int i = 0; i < gains.length; i++) {
      cells.add(i, "d" + i, "mixup", 2.0, 100, 50);
      cells.add(i, "d" + i, "genlabel-gm", 2.0, 100, 50 + gains[i]);
    }

    String summary = RunSummary.of(cells.table(spark));

    assertThat(summary)
        .contains(
            """
               below -10    0
               -10 to -5    1  #
                -5 to -2    1  #
                -2 to -1    1  #
                 -1 to 0    1  #
                   equal    1  #
                 0 to +1    1  #
                +1 to +2    1  #
                +2 to +5    1  #
               +5 to +10    1  #
               above +10    0
            """);
  }

  @Test
  void theLongestBarHasAtMostFiftyMarksAndNoneIsLost() {
    HandMadeCells cells = new HandMadeCells();
    for (int i = 0; i < 101; i++) {
      cells.add(i, "d" + i, "mixup", 1.0, 100, 50);
      cells.add(i, "d" + i, "genlabel-gm", 1.0, 100, i == 0 ? 49 : 54);
    }

    assertThat(RunSummary.of(cells.table(spark)))
        .contains("     -1 to 0    1  #\n")
        .contains("    +2 to +5  100  " + "#".repeat(50) + "\n");
  }

  @Test
  void everyAlphaHasATableOfItsOwn() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(1, "a", "mixup", 2.0, 10, 5)
            .add(1, "a", "mixup", 0.5, 10, 6)
            .add(1, "a", "vanilla", null, 10, 7)
            .table(spark);

    assertThat(RunSummary.of(cells))
        .isEqualTo(
            """
            alpha = 0.5: mean test accuracy, and datasets where a scheme is higher, on par or lower than mixup

            scheme   datasets  accuracy %    gain  higher  on par  lower
            vanilla         1       70.00  +10.00       1       0      0
            mixup           1       60.00       -       -       -      -

            alpha = 2: mean test accuracy, and datasets where a scheme is higher, on par or lower than mixup

            scheme   datasets  accuracy %    gain  higher  on par  lower
            vanilla         1       70.00  +20.00       1       0      0
            mixup           1       50.00       -       -       -      -

            """);
  }

  @Test
  void withoutMixupTheMeansAreShown() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(1, "a", "vanilla", null, 10, 5, 6)
            .add(2, "b", "vanilla", null, 10, 10)
            .add(1, "a", "genlabel-gm", 0.25, 10, 8)
            .table(spark);

    assertThat(RunSummary.of(cells))
        .isEqualTo(
            """
            Mean test accuracy (no mixup in this run to compare with):

            scheme       alpha  datasets  accuracy %
            vanilla          -         2       77.50
            genlabel-gm   0.25         1       80.00

            """);
  }

  @Test
  void mixupAloneHasNothingToBeComparedWith() {
    Dataset<Row> cells = new HandMadeCells().add(1, "a", "mixup", 1.0, 10, 5).table(spark);

    assertThat(RunSummary.of(cells))
        .contains("\nmixup          1       50.00     -       -       -      -\n")
        .doesNotContain("failed", "points of accuracy");
  }

  @Test
  void ofManyFailuresTwentyAreShown() {
    HandMadeCells cells = new HandMadeCells().add(1, "a", "mixup", 1.0, 10, 5);
    for (int trial = 0; trial < 23; trial++) {
      cells.addFailed(2, "b", "vanilla", null, trial, "Failure" + trial);
    }

    String summary = RunSummary.of(cells.table(spark));

    assertThat(summary).contains("23 cells failed:\n", "Failure19\n... and 3 more\n");
    assertThat(summary).doesNotContain("Failure20");
  }

  @Test
  void oneFailureIsSingular() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(1, "a", "mixup", 1.0, 10, 5)
            .addFailed(2, "b", "vanilla", null, 0, "Failure")
            .table(spark);

    assertThat(RunSummary.of(cells)).contains("1 cell failed:\n");
  }

  @Test
  void aRunWithNothingButFailuresListsThem() {
    Dataset<Row> cells =
        new HandMadeCells().addFailed(2, "b", "mixup", 1.0, 0, "Failure").table(spark);

    assertThat(RunSummary.of(cells))
        .endsWith("Failure\n\nThe same command runs the failed cells again.\n\n")
        .contains("1 cell failed:\n");
  }

  @Test
  void cellsThatTookTooLongNeedAnotherLimit() {
    Dataset<Row> cells =
        new HandMadeCells()
            .addFailed(1, "a", "mixup", 1.0, 0, "Failure")
            .addFailed(
                2, "b", "mixup", 1.0, 0, "CellTimeoutException: took longer than run.cell-timeout")
            .table(spark);

    assertThat(RunSummary.of(cells))
        .endsWith(
            "\n"
                + "The same command runs the failed cells again; 1 took longer than"
                + " run.cell-timeout, and will again unless that is higher.\n\n");
  }

  @Test
  void ofOneDatasetNoHistogramIsDrawn() {
    Dataset<Row> cells =
        new HandMadeCells()
            .add(1, "a", "mixup", 1.0, 10, 5)
            .add(1, "a", "genlabel-gm", 1.0, 10, 6)
            .table(spark);

    assertThat(RunSummary.of(cells)).contains("genlabel-gm").doesNotContain("points of accuracy");
  }
}

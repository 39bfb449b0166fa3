package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.genlabel.golden.GoldenFile;
import org.genlabel.golden.StudyDatasets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedSplitTest {
  /** Returns ten rows: a feature with a gap, a constant one, a nominal one; the class last. */
  private static Dataset dataset(double[][] rows) {
    List<Attribute> attributes =
        List.of(
            new Attribute("height", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("planet", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("color", Attribute.Kind.NOMINAL, List.of("red", "green", "blue")),
            new Attribute("class", Attribute.Kind.NOMINAL, List.of("a", "b")));
    Table table =
        new Table("rows", "rows", attributes, rows, IntStream.range(0, rows.length).toArray());
    return Dataset.of(
        table,
        Optional.empty(),
        "rows",
        Optional.empty(),
        List.of(),
        FeatureHandling.ONE_HOT,
        "c0ffee");
  }

  private static double[][] rows() {
    return new double[][] {
      {1, 5, 0, 0},
      {3, 5, 1, 1},
      {Double.NaN, 5, 1, 0},
      {5, 5, 2, 1},
      {7, 5, 2, 0},
      {9, 5, 0, 1},
      {11, 5, 0, 0},
      {13, 5, 1, 1},
      {15, 5, 2, 0},
      {17, 5, 2, 1}
    };
  }

  private static final Split SPLIT =
      new Split(new int[] {4, 3, 2, 1, 0, 5, 6}, new int[] {9, 8, 7});

  @Test
  void keepsTheOrderOfTheSplitAndTheLabelsOfItsRows() {
    PreparedSplit data = PreparedSplit.of(dataset(rows()), SPLIT, Scaling.TRAINING_ROWS);

    assertThat(data.train().labels()).containsExactly(0, 1, 0, 1, 0, 1, 0);
    assertThat(data.test().labels()).containsExactly(1, 0, 1);
    assertThat(data.classes()).isEqualTo(2);
    // height, planet, and an indicator for each of three colors
    assertThat(data.features()).isEqualTo(5);
  }

  @Test
  void trainingRowsScalingCentresTheTrainingPart() {
    PreparedSplit data = PreparedSplit.of(dataset(rows()), SPLIT, Scaling.TRAINING_ROWS);

    // Heights of the training rows: 7 5 ? 3 1 9 11, so the gap is filled with 6, the mean is 6 and
    // the
    // variance (1 + 1 + 0 + 9 + 25 + 9 + 25) / 7 = 10; rounding only from here on.
    double deviation = Math.sqrt(10);
    assertThat(column(data.train().x(), 0))
        .containsExactly(
            new double[] {
              1 / deviation,
              -1 / deviation,
              0,
              -3 / deviation,
              -5 / deviation,
              3 / deviation,
              5 / deviation
            },
            within(1e-15));
    assertThat(column(data.test().x(), 0))
        .containsExactly(
            new double[] {11 / deviation, 9 / deviation, 7 / deviation}, within(1e-15));
  }

  @Test
  void allRowsScalingTakesMeanAndDeviationFromTestRowsToo() {
    PreparedSplit data = PreparedSplit.of(dataset(rows()), SPLIT, Scaling.ALL_ROWS);

    // The gap is still filled from the training rows, with 6: heights sum to 87, squares to 1005.
    double mean = 8.7;
    double deviation = Math.sqrt(1005.0 / 10 - mean * mean);
    // The textbook formula for the variance above loses about one digit, hence 1e-14.
    assertThat(data.train().x()[0][0]).isCloseTo((7 - mean) / deviation, within(1e-14));
    assertThat(data.train().x()[2][0]).isCloseTo((6 - mean) / deviation, within(1e-14));
    assertThat(data.test().x()[0][0]).isCloseTo((17 - mean) / deviation, within(1e-14));
  }

  @Test
  void constantFeatureBecomesZero() {
    for (Scaling scaling : Scaling.values()) {
      PreparedSplit data = PreparedSplit.of(dataset(rows()), SPLIT, scaling);

      assertThat(column(data.train().x(), 1)).as(scaling.key()).containsOnly(0);
      assertThat(column(data.test().x(), 1)).as(scaling.key()).containsOnly(0);
    }
  }

  @Test
  void changingTestRowsChangesNothingInTheTrainingPart() {
    double[][] changed = rows();
    for (int row : SPLIT.test()) {
      changed[row][0] = 1e9 * (row + 1);
      changed[row][2] = Double.NaN;
    }

    PreparedSplit before = PreparedSplit.of(dataset(rows()), SPLIT, Scaling.TRAINING_ROWS);
    PreparedSplit after = PreparedSplit.of(dataset(changed), SPLIT, Scaling.TRAINING_ROWS);

    assertThat(after.train().x()).isDeepEqualTo(before.train().x());
    assertThat(after.train().labels()).isEqualTo(before.train().labels());
  }

  @Test
  void hugeValueInATestRowIsPreparedToAFiniteOne() {
    double[][] rows = rows();
    for (int row : SPLIT.train()) {
      rows[row][0] *= 1e-3;
    }
    rows[9][0] = 1e308;

    PreparedSplit data = PreparedSplit.of(dataset(rows), SPLIT, Scaling.TRAINING_ROWS);

    assertThat(data.test().x()[0][0]).isFinite();
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void preparesRealDataAsTheAuthorsDid(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    Dataset dataset = StudyDatasets.load(id);

    Split split = Split.authors(dataset.rows());
    PreparedSplit data = PreparedSplit.of(dataset, split, Scaling.ALL_ROWS);

    assertThat(split.train()).isEqualTo(golden.integers("train_row_index"));
    assertThat(split.test()).isEqualTo(golden.integers("test_row_index"));
    assertThat(data.train().labels()).isEqualTo(golden.integers("y_train"));
    assertThat(data.test().labels()).isEqualTo(golden.integers("y_test"));
    assertThat(data.classes()).isEqualTo(golden.integer("K"));
    assertThat(data.features()).isEqualTo(golden.integer("d"));
    assertClose(data.train().x(), golden.matrix("X_train"));
    assertClose(data.test().x(), golden.matrix("X_test"));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void meanAndDeviationOfRealDataAreTheAuthors(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);

    Standardizer standardizer = Standardizer.fit(StudyDatasets.load(id).values());

    assertClose(
        new double[][] {standardizer.mean(), standardizer.deviation()},
        new double[][] {golden.vector("scaler_mean"), golden.vector("scaler_std")});
  }

  /** Asserts equality to 1e-12, relative above 1, because the references sum in another order. */
  private static void assertClose(double[][] actual, double[][] expected) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int i = 0; i < expected.length; i++) {
      for (int k = 0; k < expected[i].length; k++) {
        assertThat(actual[i][k])
            .as("row " + i + ", column " + k)
            .isCloseTo(expected[i][k], within(1e-12 * Math.max(1, Math.abs(expected[i][k]))));
      }
    }
  }

  private static double[] column(double[][] x, int column) {
    return IntStream.range(0, x.length).mapToDouble(row -> x[row][column]).toArray();
  }
}

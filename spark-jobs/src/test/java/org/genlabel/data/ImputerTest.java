package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImputerTest {
  private static final double MISSING = Double.NaN;
  private static final int[] TRAINING_ROWS = {0, 1, 2, 3, 4, 5};

  /**
   * Returns rows with a numeric and a nominal feature, then the class; rows 6 to 9 are for testing.
   */
  private static double[][] rows() {
    return new double[][] {
      {1, 2, 0},
      {MISSING, 1, 1},
      {3, MISSING, 0},
      {5, 1, 1},
      {MISSING, 2, 0},
      {7, MISSING, 1},
      {MISSING, 0, 0},
      {100, MISSING, 1},
      {200, 0, 0},
      {300, 0, 1}
    };
  }

  private static Dataset dataset(double[][] rows) {
    List<Attribute> attributes =
        List.of(
            new Attribute("height", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("color", Attribute.Kind.NOMINAL, List.of("red", "green", "blue")),
            new Attribute("class", Attribute.Kind.NOMINAL, List.of("a", "b")));
    Table table = new Table("rows", "rows", attributes, rows, new int[rows.length]);
    return Dataset.of(
        table,
        Optional.empty(),
        "rows",
        Optional.empty(),
        List.of(),
        FeatureHandling.ONE_HOT,
        "c0ffee");
  }

  @Test
  void missingNumberBecomesTheMeanOfTheTrainingRows() {
    Dataset dataset = dataset(rows());

    double[][] x = Imputer.fit(dataset, TRAINING_ROWS).transform(dataset, new int[] {1, 4, 6});

    // (1 + 3 + 5 + 7) / 4, summed incrementally: a rounding or two.
    for (double[] row : x) {
      assertThat(row[0]).isCloseTo(4, within(1e-15));
    }
  }

  @Test
  void missingCategoryBecomesTheMostFrequentOneAndTheFirstOfEquallyFrequent() {
    // Green and blue twice each among the training rows; red, thrice among the test rows, does not
    // count.
    Dataset dataset = dataset(rows());

    double[][] x = Imputer.fit(dataset, TRAINING_ROWS).transform(dataset, new int[] {2, 5, 7});

    for (double[] row : x) {
      assertThat(row[1]).isEqualTo(0);
      assertThat(row[2]).isEqualTo(1);
      assertThat(row[3]).isEqualTo(0);
    }
  }

  @Test
  void nominalFeatureBecomesOneIndicatorForEveryCategory() {
    Dataset dataset = dataset(rows());

    double[][] x = Imputer.fit(dataset, TRAINING_ROWS).transform(dataset, new int[] {0, 3, 8});

    assertThat(x).isDeepEqualTo(new double[][] {{1, 0, 0, 1}, {5, 0, 1, 0}, {200, 1, 0, 0}});
  }

  @Test
  void featureWithoutAnyTrainingValueBecomesZeroOrTheFirstCategory() {
    double[][] rows = rows();
    for (int row : TRAINING_ROWS) {
      rows[row][0] = MISSING;
      rows[row][1] = MISSING;
    }
    Dataset dataset = dataset(rows);

    double[][] x = Imputer.fit(dataset, TRAINING_ROWS).transform(dataset, new int[] {0, 6, 9});

    assertThat(x).isDeepEqualTo(new double[][] {{0, 1, 0, 0}, {0, 1, 0, 0}, {300, 1, 0, 0}});
  }

  @Test
  void changingTestRowsChangesNothingThatIsFilledIn() {
    double[][] changed = rows();
    for (int row = 6; row < 10; row++) {
      changed[row][0] = -1e9;
      changed[row][1] = 2;
    }

    Dataset before = dataset(rows());
    Dataset after = dataset(changed);

    assertThat(Imputer.fit(after, TRAINING_ROWS).transform(after, TRAINING_ROWS))
        .isDeepEqualTo(Imputer.fit(before, TRAINING_ROWS).transform(before, TRAINING_ROWS));
  }

  @Test
  void meanOfHugeValuesIsFinite() {
    double[][] rows = rows();
    for (int row : TRAINING_ROWS) {
      rows[row][0] = row == 0 ? MISSING : 1.5e308;
    }
    Dataset dataset = dataset(rows);

    double[][] x = Imputer.fit(dataset, TRAINING_ROWS).transform(dataset, new int[] {0});

    // Five times 1.5e308 overflows; the mean does not.
    assertThat(x[0][0]).isCloseTo(1.5e308, within(1e293));
  }

  @Test
  void leavesTheDatasetAsItWas() {
    Dataset dataset = dataset(rows());

    Imputer.fit(dataset, TRAINING_ROWS).transform(dataset, TRAINING_ROWS)[0][0] = 99;

    assertThat(dataset.values()[0][0]).isEqualTo(1);
    assertThat(dataset.values()[1][0]).isNaN();
  }
}

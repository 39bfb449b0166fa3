package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.genlabel.golden.GoldenFile;
import org.genlabel.golden.StudyDatasets;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final String SPLITS = "splits_2021.json";

  @Test
  void authorsSplitAgreesRowForRowOnEveryBundledDatasetOfTheReference() throws IOException {
    assertSplitsAgree(GoldenFile.of(SPLITS), 20);
  }

  @Test
  void authorsSplitAgreesRowForRowOnEveryDatasetOfTheReference() throws IOException {
    assertSplitsAgree(GoldenFile.ofShared(SPLITS), 117);
  }

  private static void assertSplitsAgree(GoldenFile golden, int datasets) {
    assertThat(golden.keys()).hasSize(datasets);
    for (String id : golden.keys()) {
      Split split = Split.authors(golden.integer(id, "n"));

      assertThat(split.test()).as("test rows of " + id).isEqualTo(golden.integers(id, "test"));
      assertThat(split.train()).as("train rows of " + id).isEqualTo(golden.integers(id, "train"));
      assertThat(split.test()).as("test rows of " + id).hasSize(golden.integer(id, "n_test"));
    }
  }

  @Test
  void everyBundledDatasetHasTheRowsFeaturesAndClassesItsSplitIsFor() throws IOException {
    assertDatasetsAgree(GoldenFile.of(SPLITS));
  }

  @Test
  void everyDatasetOfTheReferenceHasTheRowsFeaturesAndClassesItsSplitIsFor() throws IOException {
    assertDatasetsAgree(GoldenFile.ofShared(SPLITS));
  }

  private static void assertDatasetsAgree(GoldenFile golden) throws IOException {
    for (String id : golden.keys()) {
      Dataset dataset = StudyDatasets.load(Integer.parseInt(id));

      assertThat(dataset.rows()).as("rows of " + id).isEqualTo(golden.integer(id, "n"));
      assertThat(dataset.features()).as("features of " + id).hasSize(golden.integer(id, "d"));
      assertThat(dataset.classCount()).as("classes of " + id).isEqualTo(golden.integer(id, "K"));
    }
  }

  @Test
  void authorsSplitOfTenRowsIsScikitLearns() {
    // numpy.random.RandomState(2021).permutation(10) is 6 7 2 3 9 8 0 1 5 4.
    Split split = Split.authors(10);

    assertThat(split.test()).containsExactly(6, 7, 2);
    assertThat(split.train()).containsExactly(3, 9, 8, 0, 1, 5, 4);
  }

  @Test
  void stratifiedSplitHasThreeTenthsRoundedUpForTesting() {
    for (int rows = 10; rows <= 200; rows++) {
      int[] labels = labels(rows, 3);
      Split split = Split.stratified(labels, 3, KeyedRandom.of("rows=" + rows));

      // ceil(3 n / 10) in whole numbers: 0.3 n in doubles is not exact.
      assertThat(split.test()).as(rows + " rows").hasSize((3 * rows + 9) / 10);
      assertIsPartition(split, rows);
    }
  }

  @Test
  void authorsSplitHasThreeTenthsRoundedUpForTesting() {
    for (int rows = 10; rows <= 5000; rows++) {
      Split split = Split.authors(rows);

      assertThat(split.test()).as(rows + " rows").hasSize((3 * rows + 9) / 10);
    }
  }

  @Test
  void stratifiedSplitGivesEveryClassItsShareWithinOneRow() {
    for (int rows = 30; rows <= 300; rows += 7) {
      int[] labels = labels(rows, 5);
      Split split = Split.stratified(labels, 5, KeyedRandom.of("rows=" + rows));

      for (int c = 0; c < 5; c++) {
        double share = (double) split.test().length * count(labels, c) / rows;
        assertThat((double) count(split.test(), labels, c))
            .as("test rows of class " + c + " of " + rows + " rows")
            .isCloseTo(share, within(1.0));
      }
    }
  }

  @Test
  void stratifiedSplitKeepsATrainingRowOfEveryClass() {
    // Nine singleton classes beside one of 20 rows.
    int[] labels = IntStream.range(0, 29).map(row -> row < 20 ? 9 : row - 20).toArray();
    for (int seed = 0; seed < 50; seed++) {
      Split split = Split.stratified(labels, 10, KeyedRandom.of("seed=" + seed));

      for (int c = 0; c < 10; c++) {
        assertThat(IntStream.of(split.train()).map(row -> labels[row]).toArray())
            .as("training labels with seed " + seed)
            .contains(c);
      }
      assertIsPartition(split, 29);
    }
  }

  @Test
  void stratifiedSplitOfTenRowsInTwoClassesTakesTwoAndOne() {
    // 3 test rows of 10; the class of 6 rows is due 1.8 of them, the class of 4 rows 1.2. Whole
    // parts give 1 and 1, the larger remainder takes the third.
    int[] labels = {0, 1, 0, 1, 0, 1, 0, 1, 0, 0};
    Split split = Split.stratified(labels, 2, KeyedRandom.of("any"));

    assertThat(count(split.test(), labels, 0)).isEqualTo(2);
    assertThat(count(split.test(), labels, 1)).isEqualTo(1);
    assertThat(split.test()).isSorted();
    assertThat(split.train()).isSorted();
  }

  @Test
  void stratifiedSplitDependsOnItsStreamAlone() {
    int[] labels = labels(100, 4);

    Split first = Split.stratified(labels, 4, KeyedRandom.of("seed=1"));
    Split again = Split.stratified(labels, 4, KeyedRandom.of("seed=1"));
    Split other = Split.stratified(labels, 4, KeyedRandom.of("seed=2"));

    assertThat(again.test()).isEqualTo(first.test());
    assertThat(other.test()).isNotEqualTo(first.test());
  }

  @Test
  void everyRowIsTestedEquallyOften() {
    int[] labels = labels(40, 2);
    int[] tested = new int[40];
    int splits = 2000;
    for (int seed = 0; seed < splits; seed++) {
      for (int row : Split.stratified(labels, 2, KeyedRandom.of("seed=" + seed)).test()) {
        tested[row]++;
      }
    }
    // Binomial with mean 600 and deviation sqrt(2000 * 0.3 * 0.7) = 20.5; 5 deviations allowed.
    assertThat(Arrays.stream(tested)).allSatisfy(count -> assertThat(count).isBetween(497, 703));
  }

  @Test
  void authorsRuleIsForDatasetsWithAnIdOnly() {
    Dataset withId = dataset(Optional.of(7));
    Dataset own = dataset(Optional.empty());

    assertThat(Split.of(withId, Split.Rule.AUTHORS, 1).test()).isEqualTo(Split.authors(20).test());
    assertThat(Split.of(own, Split.Rule.AUTHORS, 1).test())
        .isEqualTo(Split.of(own, Split.Rule.STRATIFIED, 1).test());
    assertThat(Split.of(withId, Split.Rule.AUTHORS, 2).test())
        .as("the authors' split has no seed of ours")
        .isEqualTo(Split.authors(20).test());
    assertThat(Split.of(own, Split.Rule.STRATIFIED, 2).test())
        .isNotEqualTo(Split.of(own, Split.Rule.STRATIFIED, 1).test());
  }

  /** Returns twenty rows of one feature in two classes. */
  private static Dataset dataset(Optional<Integer> id) {
    double[][] values =
        IntStream.range(0, 20)
            .mapToObj(row -> new double[] {row, row % 2})
            .toArray(double[][]::new);
    List<Attribute> attributes =
        List.of(
            new Attribute("x", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("class", Attribute.Kind.NOMINAL, List.of("a", "b")));
    Table table = new Table("rows", "rows", attributes, values, new int[20]);
    return Dataset.of(
        table, id, "rows", Optional.empty(), List.of(), FeatureHandling.NUMERIC, "c0ffee");
  }

  /** Labels of uneven classes: class c gets about every (c + 2)-th of the rows left. */
  private static int[] labels(int rows, int classes) {
    return IntStream.range(0, rows)
        .map(
            row -> {
              int c = 0;
              while (c < classes - 1 && row % (c + 2) != 0) {
                c++;
              }
              return c;
            })
        .toArray();
  }

  private static int count(int[] labels, int c) {
    return (int) IntStream.of(labels).filter(label -> label == c).count();
  }

  private static int count(int[] rows, int[] labels, int c) {
    return (int) IntStream.of(rows).filter(row -> labels[row] == c).count();
  }

  private static void assertIsPartition(Split split, int rows) {
    int[] all =
        IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test()))
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, rows).toArray());
  }
}

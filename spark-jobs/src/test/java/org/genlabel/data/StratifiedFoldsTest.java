package org.genlabel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.IntStream;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedFoldsTest {
  @Test
  void sizesAndClassCountsOfFoldsDifferByAtMostOne() {
    for (int rows = 10; rows <= 150; rows += 7) {
      for (int folds : new int[] {2, 3, 5, 10}) {
        KeyedRandom random = KeyedRandom.of("labels", "rows=" + rows);
        // Uneven classes: the minimum of two draws.
        int[] labels =
            IntStream.range(0, rows)
                .map(row -> Math.min(random.nextInt(4), random.nextInt(4)))
                .toArray();
        int[] fold = StratifiedFolds.assign(labels, 4, folds, KeyedRandom.of("folds"));

        assertThat(spread(IntStream.range(0, folds).map(f -> count(fold, f)).toArray()))
            .as("sizes of " + folds + " folds of " + rows + " rows")
            .isLessThanOrEqualTo(1);
        for (int c = 0; c < 4; c++) {
          int[] counts = new int[folds];
          for (int row = 0; row < rows; row++) {
            counts[fold[row]] += labels[row] == c ? 1 : 0;
          }
          assertThat(spread(counts))
              .as("class " + c + " in " + folds + " folds of " + rows + " rows")
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }

  @Test
  void everyFoldHasARowEvenIfThereAreAsManyFoldsAsRows() {
    int[] fold = StratifiedFolds.assign(new int[] {0, 1, 0, 1, 2}, 3, 5, KeyedRandom.of("any"));

    assertThat(fold).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void foldsDependOnTheStreamAlone() {
    int[] labels = IntStream.range(0, 60).map(row -> row % 3).toArray();

    int[] first = StratifiedFolds.assign(labels, 3, 5, KeyedRandom.of("trial=0"));
    int[] again = StratifiedFolds.assign(labels, 3, 5, KeyedRandom.of("trial=0"));
    int[] other = StratifiedFolds.assign(labels, 3, 5, KeyedRandom.of("trial=1"));

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void rowsOfAClassAreDealtAtRandom() {
    int[] labels = new int[10];
    int[] inFirstFold = new int[10];
    for (int seed = 0; seed < 2000; seed++) {
      int[] fold = StratifiedFolds.assign(labels, 1, 5, KeyedRandom.of("seed=" + seed));
      for (int row = 0; row < 10; row++) {
        inFirstFold[row] += fold[row] == 0 ? 1 : 0;
      }
    }

    // Binomial with mean 400 and deviation sqrt(2000 * 0.2 * 0.8) = 17.9; 5 deviations allowed.
    assertThat(IntStream.of(inFirstFold))
        .allSatisfy(count -> assertThat(count).isBetween(310, 490));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 11})
  void refusesFewerThanTwoFoldsAndMoreFoldsThanRows(int folds) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> StratifiedFolds.assign(new int[10], 1, folds, KeyedRandom.of("any")))
        .withMessage("folds must be between 2 and the number of rows 10, not " + folds);
  }

  private static int count(int[] values, int value) {
    return (int) IntStream.of(values).filter(v -> v == value).count();
  }

  private static int spread(int[] values) {
    return IntStream.of(values).max().orElseThrow() - IntStream.of(values).min().orElseThrow();
  }
}

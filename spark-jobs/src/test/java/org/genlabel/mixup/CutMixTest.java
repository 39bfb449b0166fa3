package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CutMixTest {
  /** Returns CutMix with an order of the columns that is drawn for every batch, as by a stream. */
  private static MixingRule cutting(double[][] x, IntFunction<int[]> permutations) {
    CutMix cutMix = new CutMix(x);
    return (draw, points) -> {
      draw.orderColumns(permutations.apply(x[0].length));
      cutMix.mix(draw, points);
    };
  }

  /** Returns rows whose row i is i + 1 in every column. */
  private static double[][] rows(int rows, int features) {
    double[][] x = new double[rows][features];
    for (int i = 0; i < rows; i++) {
      Arrays.fill(x[i], i + 1);
    }
    return x;
  }

  private static int columnsOf(MixedPoints point, double value) {
    return (int) Arrays.stream(Mixed.x(point)).filter(feature -> feature == value).count();
  }

  @ParameterizedTest
  @CsvSource({
    // lambda, features, columns cut
    "1,10,0",
    "0.96,10,0",
    "0.94,10,1",
    "0.7,10,3",
    "0.5,10,5",
    "0.46,10,5",
    "0.3,10,7",
    "0.04,10,10",
    "0,10,10",
    "0.9,3,0",
    "0.8,3,1",
    "0.2,3,2",
    "0.1,3,3",
    "0.51,1,0",
    "0.49,1,1",
    // Halves are rounded to even, as by Python's round and by numpy.
    "0.75,10,2",
    "0.25,10,8",
    "0.5,3,2",
    "0.5,1,0"
  })
  void roundedShareOfTheColumnsIsThePartners(double lambda, int features, int cut) {
    MixingRule mixing = cutting(rows(2, features), KeyedRandom.of("columns")::permutation);

    MixedPoints point = Mixed.point(mixing, features, 0, 1, lambda);

    assertThat(columnsOf(point, 2)).as("columns of the partner").isEqualTo(cut);
    assertThat(columnsOf(point, 1)).as("columns kept").isEqualTo(features - cut);
    assertThat(point.first()[0]).isEqualTo(0);
    assertThat(point.second()[0]).isEqualTo(1);
    // The rounding error of one division.
    assertThat(point.weight()).isCloseTo((features - cut) / (double) features, within(1e-16));
  }

  @Test
  void shareOfTheLabelIsTheShareOfTheColumnsKeptNotLambda() {
    MixingRule mixing = cutting(rows(2, 4), KeyedRandom.of("columns")::permutation);

    MixedPoints point = Mixed.point(mixing, 4, 0, 1, 0.7);
    double[] label = Mixed.label(ParentLabeling.LINEAR.rule(new int[] {0, 1}), 2, point);

    // One of four columns is cut: exact.
    assertThat(label).containsExactly(0.75, 0.25);
  }

  @Test
  void allRowsOfABatchAreCutAlikeAndTheNextBatchAnew() {
    MixingRule mixing = cutting(rows(3, 12), KeyedRandom.of("columns")::permutation);
    List<String> cuts = new ArrayList<>();
    for (int batch = 0; batch < 5; batch++) {
      MixedPoints points =
          Mixed.points(mixing, 12, Mixed.batch(0.5, new int[] {0, 1}, new int[] {2, 0}));
      double[] first = Mixed.x(points, 0);
      double[] other = Mixed.x(points, 1);

      for (int k = 0; k < 12; k++) {
        assertThat(other[k]).isEqualTo(first[k] == 1 ? 3 : 1);
      }
      cuts.add(Arrays.toString(first));
    }

    // Two of five sets of six columns out of twelve agree for one key in a hundred, but not for
    // this one.
    assertThat(cuts).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 7})
  void anOrderOfOtherColumnsIsRefused(int columns) {
    MixingRule mixing = cutting(rows(2, 6), n -> IntStream.range(0, columns).toArray());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mixed.point(mixing, 6, 0, 1, 0.5))
        .withMessageContaining("6 columns, not of " + columns);
  }

  @Test
  void aDrawBeginsWithoutAnOrder() {
    Draw draw = new Draw(1);
    draw.orderColumns(new int[] {1, 0});
    draw.begin(0.5);

    assertThat(draw.columns()).isEmpty();
  }

  @Test
  void cutColumnsAreTheFirstOfTheOrderDrawn() {
    MixingRule mixing = cutting(rows(2, 4), n -> new int[] {2, 0, 3, 1});

    assertThat(Mixed.x(Mixed.point(mixing, 4, 0, 1, 0.5))).containsExactly(2, 1, 2, 1);
  }

  @Test
  void everyColumnIsCutAboutAsOften() {
    MixingRule mixing = cutting(rows(2, 5), KeyedRandom.of("columns")::permutation);
    int[] cut = new int[5];
    for (int batch = 0; batch < 5000; batch++) {
      double[] point = Mixed.x(Mixed.point(mixing, 5, 0, 1, 0.6));
      for (int k = 0; k < 5; k++) {
        cut[k] += point[k] == 2 ? 1 : 0;
      }
    }

    // Two of five columns: 2000 each with a standard deviation of 35; the tolerance is five
    // standard deviations.
    assertThat(cut).hasSize(5);
    assertThat(IntStream.of(cut).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(1825, 2175));
  }
}

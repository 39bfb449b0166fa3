package org.genlabel.train.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.data.synthetic.SyntheticPoints;
import org.genlabel.random.FitKey;
import org.genlabel.train.Scheme;
import org.junit.jupiter.api.Test;

/** Compares {@link SyntheticTraining#mixes} with the training points that it mixes. */
class SyntheticMixesTest {
  private static final SyntheticTraining TRAINING = new SyntheticTraining(1);
  private static final SyntheticDataset NINE = SyntheticDataset.GAUSSIAN_9;

  /** Returns the training points of trial 0 with seed 1, 1000 over all classes. */
  private static SyntheticPoints training(SyntheticDataset dataset) {
    FitKey key = new FitKey(1, dataset.key(), 0, FitKey.FINAL);
    return dataset.draw(1000 / dataset.classes(), key.stream("synthetic points", "training"));
  }

  private static Map<String, Integer> labelsByPoint(SyntheticPoints points) {
    Map<String, Integer> labels = new HashMap<>();
    for (int i = 0; i < points.labels().length; i++) {
      labels.put(Arrays.toString(points.x()[i]), points.labels()[i]);
    }
    return labels;
  }

  @Test
  void pointsAreThoseThatTheNetworksLearnFrom() {
    SyntheticDataset small = SyntheticDataset.CUBE_3D;
    FitKey key = new FitKey(1, small.key(), 0, FitKey.FINAL);

    assertThat(TRAINING.run(small, Scheme.VANILLA, 0).training().x())
        .isDeepEqualTo(small.draw(20, key.stream("synthetic points", "training")).x());
  }

  @Test
  void mixesWithLambdaOneAreTheTrainingPointsWithTheirOwnClasses() {
    SyntheticPoints training = training(NINE);
    Map<String, Integer> labels = labelsByPoint(training);

    SyntheticMixes mixes = TRAINING.mixes(NINE, 0, OptionalDouble.of(1));

    assertThat(mixes.x()).hasSameDimensionsAs(training.x());
    for (int i = 0; i < mixes.x().length; i++) {
      assertThat(mixes.mixupClasses()[i]).isEqualTo(labels.get(Arrays.toString(mixes.x()[i])));
    }
    // Each occurs once, since every row is a first parent once per epoch.
    assertThat(labelsByPoint(new SyntheticPoints(mixes.x(), mixes.mixupClasses())))
        .isEqualTo(labels);
  }

  /** With lambda 0.6 a mix is 0.6 a + 0.4 b; lambda 1 and 0 give the parents of the same pairs. */
  @Test
  void mixesLieOnTheSegmentsBetweenTheirParents() {
    Map<String, Integer> labels = labelsByPoint(training(NINE));
    SyntheticMixes first = TRAINING.mixes(NINE, 0, OptionalDouble.of(1));
    SyntheticMixes second = TRAINING.mixes(NINE, 0, OptionalDouble.of(0));

    SyntheticMixes mixes = TRAINING.mixes(NINE, 0, OptionalDouble.of(0.6));

    int between = 0;
    for (int i = 0; i < mixes.x().length; i++) {
      assertThat(labels).containsKey(Arrays.toString(second.x()[i]));
      for (int k = 0; k < 2; k++) {
        // The rounding error of a sum of two products.
        assertThat(mixes.x()[i][k])
            .isCloseTo(0.6 * first.x()[i][k] + 0.4 * second.x()[i][k], within(1e-14));
      }
      assertThat(mixes.mixupClasses()[i]).isEqualTo(first.mixupClasses()[i]);
      between += Arrays.equals(first.x()[i], second.x()[i]) ? 0 : 1;
    }
    // The probability that a row in a batch of 128 is its own partner is 1/128.
    assertThat(between).isGreaterThan(970);
  }

  @Test
  void withoutALambdaEveryBatchHasItsOwn() {
    SyntheticMixes first = TRAINING.mixes(NINE, 0, OptionalDouble.of(1));
    SyntheticMixes second = TRAINING.mixes(NINE, 0, OptionalDouble.of(0));

    SyntheticMixes mixes = TRAINING.mixes(NINE, 0, OptionalDouble.empty());

    double[] lambdas = new double[8];
    Arrays.fill(lambdas, Double.NaN);
    for (int i = 0; i < mixes.x().length; i++) {
      double along = second.x()[i][0] - first.x()[i][0];
      if (Math.abs(along) > 1) {
        double lambda = (second.x()[i][0] - mixes.x()[i][0]) / along;
        lambdas[i / 128] = Double.isNaN(lambdas[i / 128]) ? lambda : lambdas[i / 128];
        assertThat(lambda).isBetween(0.0, 1.0).isCloseTo(lambdas[i / 128], within(1e-13));
        assertThat(mixes.mixupClasses()[i])
            .isEqualTo((lambda > 0.5 ? first : second).mixupClasses()[i]);
      }
    }
    assertThat(Arrays.stream(lambdas).distinct().count()).isEqualTo(8);
  }

  @Test
  void ofEquallyLargeSharesTheClassThatComesFirstIsNamed() {
    SyntheticMixes first = TRAINING.mixes(NINE, 0, OptionalDouble.of(1));
    SyntheticMixes second = TRAINING.mixes(NINE, 0, OptionalDouble.of(0));

    int[] classes = TRAINING.mixes(NINE, 0, OptionalDouble.of(0.5)).mixupClasses();

    for (int i = 0; i < classes.length; i++) {
      assertThat(classes[i]).isEqualTo(Math.min(first.mixupClasses()[i], second.mixupClasses()[i]));
    }
  }

  /**
   * The classes' means are 4 apart and their deviation is 0.5: 6 in 100000 training points are
   * beyond the midpoint between two means. A mix with lambda 0.6 may be there, but within 1.2 of a
   * mean, and thus 1.6 nearer than to any other, the kernel density of the mean's class is far
   * above all others: a class of 111 points extends over 1.2 (2.4 deviations), where another class
   * needs a point at 2.8 (5.6 deviations). The width of the kernels is a fifth of that of a class,
   * so a position without near points of its class may be assigned to the class of an outlier:
   * allowed for one mix in 100.
   */
  @Test
  void genLabelNamesTheNearestMeanWhereItIsNear() {
    SyntheticMixes mixes = TRAINING.mixes(NINE, 0, OptionalDouble.of(0.6));

    int near = 0;
    int equal = 0;
    int mixupsEqual = 0;
    for (int i = 0; i < mixes.x().length; i++) {
      double[] x = mixes.x()[i];
      long column = Math.max(0, Math.min(2, Math.round(x[0] / 4 + 1)));
      long row = Math.max(0, Math.min(2, Math.round(x[1] / 4 + 1)));
      if (Math.hypot(x[0] - 4 * (column - 1), x[1] - 4 * (row - 1)) < 1.2) {
        near++;
        equal += mixes.genLabelClasses()[i] == 3 * row + column ? 1 : 0;
        mixupsEqual += mixes.mixupClasses()[i] == 3 * row + column ? 1 : 0;
      }
    }
    assertThat(near).as("mixes near a mean").isGreaterThan(200);
    assertThat((double) equal / near).isGreaterThan(0.99);
    // Mixes of the corners intrude on the class in the middle (Fig. 7), where mixup's label is
    // wrong.
    assertThat((double) mixupsEqual / near).isLessThan(0.9);
  }
}

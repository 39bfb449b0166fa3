package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.genlabel.data.LabeledRows;
import org.genlabel.simd.DoubleKernels;
import org.junit.jupiter.api.Test;

/** Tests log p_c(x) = -log n_c - log V_d - d log r_c(x), docs/method.md, Sec. 2. */
class NeighborDensityTest {
  private static double[] logDensities(double[][] x, int[] labels, int classes, double... point) {
    double[] logDensities = new double[classes];
    NeighborDensity.fit(new LabeledRows(x, labels, classes)).logDensities(point, logDensities);
    return logDensities;
  }

  @Test
  void onALineItIsOneOverTheRowsTimesTheLengthOfTheInterval() {
    // Class 0 has three rows, the nearest at distance 1/2; class 1 has one, at distance 3. A ball
    // has length 2 r.
    double[] actual =
        logDensities(new double[][] {{0}, {1}, {2}, {5.5}}, new int[] {0, 0, 0, 1}, 2, 2.5);

    // Two or three rounding errors.
    assertThat(actual[0]).isCloseTo(-Math.log(3 * 2 * 0.5), within(1e-15));
    assertThat(actual[1]).isCloseTo(-Math.log(1 * 2 * 3), within(1e-15));
  }

  @Test
  void inMoreDimensionsTheVolumeIsThatOfABall() {
    // Distance 5 in the plane and 7 in space.
    double[] plane = logDensities(new double[][] {{3, 4}, {90, 90}}, new int[] {0, 0}, 1, 0, 0);
    double[] space = logDensities(new double[][] {{2, 3, 6}}, new int[] {0}, 1, 0, 0, 0);

    // The gamma function of commons-math is accurate to a few times 1e-15.
    assertThat(plane[0]).isCloseTo(-Math.log(2 * Math.PI * 25), within(1e-13));
    assertThat(space[0]).isCloseTo(-Math.log(4.0 / 3 * Math.PI * 343), within(1e-13));
  }

  @Test
  void labelIsTheShareOfTheInverseVolumes() {
    // 1 / (3 r0) against 1 / (1 r1) with r0 = 1/2 and r1 = 3: 2/3 against 1/3.
    double[] label =
        logDensities(new double[][] {{0}, {1}, {2}, {5.5}}, new int[] {0, 0, 0, 1}, 2, 2.5);

    DoubleKernels.softmaxInPlace(label);

    // The volume cancels; a few rounding errors remain.
    assertThat(label).containsExactly(new double[] {2 / 3.0, 1 / 3.0}, within(1e-15));
  }

  @Test
  void atATrainingPointItIsInfiniteForTheClassesThatHaveIt() {
    double[] label =
        logDensities(
            new double[][] {{1, 1}, {1, 1}, {1, 1}, {2, 1}}, new int[] {0, 0, 2, 1}, 4, 1, 1);

    assertThat(label[0]).isEqualTo(Double.POSITIVE_INFINITY);
    // One row, at distance 1 in the plane.
    assertThat(label[1]).isCloseTo(-Math.log(Math.PI), within(1e-13));
    assertThat(label[2]).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(label[3]).isEqualTo(Double.NEGATIVE_INFINITY);
    DoubleKernels.softmaxInPlace(label);
    // Equally, though class 0 has two rows there and class 2 one.
    assertThat(label).containsExactly(0.5, 0, 0.5, 0);
  }

  @Test
  void infinitelyFarAwayItVanishes() {
    assertThat(logDensities(new double[][] {{0}, {1}}, new int[] {0, 1}, 2, 1e200))
        .containsExactly(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }
}

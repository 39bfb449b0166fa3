package org.genlabel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tolerance of libsvm is 1e-3, so the tests use points that are clearly on one side of the
 * boundary.
 */
class KernelSvmTest {
  private static final double GAMMA = 2;
  private static final double HARD_MARGIN = 1000;

  @Test
  void boundaryOfTwoPointsIsInTheMiddle() {
    KernelSvm svm =
        KernelSvm.train(new double[][] {{-1, 3}, {2, -1}}, new int[] {4, 7}, GAMMA, HARD_MARGIN);

    // The points are 5 apart; (0.5, 1) is the middle, (-0.6, 0.8) the direction from the second to
    // the first and (0.8, 0.6) along the boundary.
    for (double along : new double[] {-1, 0, 0.5, 1}) {
      double[] first = {0.5 - 0.6 * 0.01 + 0.8 * along, 1 + 0.8 * 0.01 + 0.6 * along};
      double[] second = {0.5 + 0.6 * 0.01 + 0.8 * along, 1 - 0.8 * 0.01 + 0.6 * along};
      assertThat(svm.predict(new double[][] {first, second})).containsExactly(4, 7);
    }
  }

  /**
   * At the corners of a square with a class for each diagonal, all coefficients are equal and the
   * offset is 0 by symmetry, so that the decision is the sign of the sum of the kernels.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2})
  void decisionIsTheSignOfTheKernelExpansion(double gamma) {
    double[][] corners = {{1, 1}, {-1, -1}, {1, -1}, {-1, 1}};
    int[] labels = {1, 1, 0, 0};
    KernelSvm svm = KernelSvm.train(corners, labels, gamma, HARD_MARGIN);
    SplittableRandom random = new SplittableRandom(1);

    int compared = 0;
    for (int i = 0; i < 500; i++) {
      double[] x = {random.nextDouble(-1.5, 1.5), random.nextDouble(-1.5, 1.5)};
      double expansion = 0;
      for (int corner = 0; corner < corners.length; corner++) {
        double dx = x[0] - corners[corner][0];
        double dy = x[1] - corners[corner][1];
        expansion += (2 * labels[corner] - 1) * Math.exp(-gamma * (dx * dx + dy * dy));
      }
      // Ten times the tolerance.
      if (Math.abs(expansion) > 0.01) {
        assertThat(svm.predict(new double[][] {x})).containsExactly(expansion > 0 ? 1 : 0);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(400);
  }

  @Test
  void separableClassesAreAllRight() {
    double[][] x = rings();
    int[] labels = labels();

    assertThat(KernelSvm.train(x, labels, GAMMA, HARD_MARGIN).predict(x)).isEqualTo(labels);
  }

  @Test
  void orderOfTheRowsDoesNotMatter() {
    double[][] x = rings();
    int[] labels = labels();
    KernelSvm svm = KernelSvm.train(x, labels, GAMMA, HARD_MARGIN);
    int[] order = IntStream.range(0, x.length).map(i -> i * 37 % x.length).toArray();
    KernelSvm permuted =
        KernelSvm.train(
            Arrays.stream(order).mapToObj(i -> x[i]).toArray(double[][]::new),
            Arrays.stream(order).map(i -> labels[i]).toArray(),
            GAMMA,
            HARD_MARGIN);

    // Away from the boundaries at radii 1.5 and 2.5, which are accurate to the tolerance only.
    double[][] places = new double[300][];
    int[] expected = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      double radius = 1 + i % 3 + 0.2 * Math.sin(i);
      places[i] = new double[] {radius * Math.cos(i), radius * Math.sin(i)};
      expected[i] = i % 3;
    }
    assertThat(svm.predict(places)).isEqualTo(expected);
    assertThat(permuted.predict(places)).isEqualTo(expected);
  }

  /** Returns rings of radius 1, 2 and 3 with 40 points each. */
  private static double[][] rings() {
    double[][] x = new double[120][];
    for (int i = 0; i < x.length; i++) {
      double angle = 2 * Math.PI * i / 40;
      double radius = 1 + i / 40;
      x[i] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }
    return x;
  }

  private static int[] labels() {
    return IntStream.range(0, 120).map(i -> i / 40).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1})
  void wrongParametersAreRefused(double wrong) {
    double[][] x = {{0}, {1}};
    int[] labels = {0, 1};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelSvm.train(x, labels, GAMMA, wrong))
        .withMessage("libsvm: C <= 0");
  }

  @Test
  void negativeGammaIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> KernelSvm.train(new double[][] {{0}, {1}}, new int[] {0, 1}, -1, HARD_MARGIN))
        .withMessage("libsvm: gamma < 0");
  }
}

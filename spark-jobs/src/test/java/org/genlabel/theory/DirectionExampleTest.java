package org.genlabel.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.genlabel.random.KeyedRandom;
import org.genlabel.theory.DirectionExample.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares Example 3 with scipy, with simulated losses, and with asymptotics by hand. */
class DirectionExampleTest {
  private static final DirectionExample TEN = new DirectionExample(10);
  private static final double[][] POINTS = {{1, 0}, {0, 1}, {-1, 0}};

  /**
   * Compares multiples of pi with scipy's minimize_scalar (bounded) with 32 x 64 Gauss-Legendre
   * nodes; for the Gaussians, whose labels are steep, with the adaptive quad between break points.
   */
  @ParameterizedTest
  @CsvSource({
    "VANILLA, 1, 0.04888",
    "VANILLA, 10, 0.20261",
    "VANILLA, 100, 0.24468",
    "MIXUP, 1, 0.03410",
    "MIXUP, 10, 0.29124",
    "MIXUP, 100, 0.32455",
    "GENLABEL_NEAREST, 1, 0.03924",
    "GENLABEL_NEAREST, 10, 0.23894",
    "GENLABEL_NEAREST, 100, 0.24990",
    "GENLABEL_GAUSSIAN, 1, 0.03938",
    "GENLABEL_GAUSSIAN, 10, 0.242693",
    "GENLABEL_GAUSSIAN, 100, 0.254471"
  })
  void bestAnglesAreThoseOfAnotherOptimiser(Scheme scheme, double r, double multipleOfPi) {
    // Five digits are stored.
    assertThat(TEN.bestAngle(scheme, r) / Math.PI).isCloseTo(multipleOfPi, within(6e-6));
  }

  @ParameterizedTest
  @EnumSource(names = {"MIXUP", "GENLABEL_NEAREST"})
  void theLossIsTheMeanOverDrawnPairs(Scheme scheme) {
    KeyedRandom random = KeyedRandom.of("example 3", scheme.name());
    int n = 3;
    double r = 2;
    double phi = 0.6;
    double sum = 0;
    int draws = 1_000_000;
    for (int draw = 0; draw < draws; draw++) {
      double[] first = POINTS[Math.min(2, random.nextInt(n + 2))];
      double[] second = POINTS[Math.min(2, random.nextInt(n + 2))];
      double lambda = random.nextDouble();
      double[] x = {
        lambda * first[0] + (1 - lambda) * second[0], lambda * first[1] + (1 - lambda) * second[1]
      };
      double y = lambda * positive(first) + (1 - lambda) * positive(second);
      if (scheme == Scheme.GENLABEL_NEAREST) {
        double toPositive = Math.min(squaredDistance(x, POINTS[0]), squaredDistance(x, POINTS[1]));
        y = toPositive < squaredDistance(x, POINTS[2]) ? 1 : 0;
      }
      double z = r * (Math.cos(phi) * x[0] + Math.sin(phi) * x[1]);
      sum += y * Math.log1p(Math.exp(-z)) + (1 - y) * Math.log1p(Math.exp(z));
    }
    // The standard error is below 1e-3, as losses are below 2.2.
    assertThat(new DirectionExample(n).loss(scheme, r, phi)).isCloseTo(sum / draws, within(4e-3));
  }

  private static double positive(double[] point) {
    return point[0] == -1 ? 0 : 1;
  }

  private static double squaredDistance(double[] a, double[] b) {
    return Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2);
  }

  @Test
  void mixupConvergesToASuboptimalDirection() {
    double limit = TEN.limit(Scheme.MIXUP);
    assertThat(limit / Math.PI).isCloseTo(0.324878, within(1e-6));
    // The derivative of the limit in closed form is 0 there.
    DoubleUnaryOperator closed =
        phi ->
            Math.cos(phi) / 12
                + (1 - Math.cos(phi) * Math.sin(phi)) / (6 * (Math.cos(phi) + Math.sin(phi)));
    double step = 1e-5;
    double slope =
        (closed.applyAsDouble(limit + step) - closed.applyAsDouble(limit - step)) / (2 * step);
    assertThat(slope).isCloseTo(0, within(1e-8));
    assertThat(TEN.bestAngle(Scheme.MIXUP, 1000)).isCloseTo(limit, within(1e-4));
    assertThat(DirectionExample.margin(limit))
        .isLessThan(DirectionExample.margin(DirectionExample.SVM_ANGLE) - 0.18);
  }

  @Test
  void genLabelConvergesToTheSvm() {
    assertThat(TEN.limit(Scheme.GENLABEL_NEAREST))
        .isCloseTo(DirectionExample.SVM_ANGLE, within(1e-6));
    assertThat(TEN.bestAngle(Scheme.GENLABEL_NEAREST, 1000))
        .isCloseTo(DirectionExample.SVM_ANGLE, within(1e-5));
  }

  @Test
  void aGaussianPerClassConvergesNearTheSvm() {
    double limit = TEN.limit(Scheme.GENLABEL_GAUSSIAN);
    assertThat(limit / Math.PI).isCloseTo(0.2546, within(2e-4));
    assertThat(TEN.bestAngle(Scheme.GENLABEL_GAUSSIAN, 1000)).isCloseTo(limit, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  void genLabelIsNearTheSvmLongBeforeVanilla(int n) {
    DirectionExample example = new DirectionExample(n);
    for (double r : new double[] {30, 100, 300}) {
      double genLabel = DirectionExample.SVM_ANGLE - example.bestAngle(Scheme.GENLABEL_NEAREST, r);
      double vanilla = DirectionExample.SVM_ANGLE - example.bestAngle(Scheme.VANILLA, r);
      assertThat(genLabel).isBetween(0.0, vanilla / 3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  void vanillaConvergesAsTheLogarithmOfNOverR(int n) {
    double r = 1000;
    double distance =
        DirectionExample.SVM_ANGLE - new DirectionExample(n).bestAngle(Scheme.VANILLA, r);
    // The relative size of the omitted terms is of the order 1 / r.
    assertThat(distance * Math.sqrt(2) * r / Math.log(n + 1)).isCloseTo(1, within(0.01));
  }

  @Test
  void limitsDoNotDependOnN() {
    for (Scheme scheme : Scheme.values()) {
      assertThat(new DirectionExample(50).limit(scheme)).isCloseTo(TEN.limit(scheme), within(1e-6));
    }
  }

  @Test
  void curvesHoldTheBestAngles() {
    double[] radii = DirectionExample.radii(5);
    assertThat(radii).containsExactly(new double[] {0.1, 1, 10, 100, 1000}, within(1e-9));
    Curve curve = TEN.angles(Scheme.VANILLA, radii);
    assertThat(curve.x()).isEqualTo(radii);
    assertThat(curve.y()[2]).isEqualTo(TEN.bestAngle(Scheme.VANILLA, radii[2]));
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new DirectionExample(0))
        .withMessageContaining("not 0");
    for (double r : new double[] {0, -1, 1001, Double.NaN}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> TEN.loss(Scheme.MIXUP, r, 0))
          .withMessageContaining(Double.toString(r));
    }
  }
}

package org.genlabel.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.genlabel.random.KeyedRandom;
import org.genlabel.theory.ManifoldIntrusionExample.Optimum;
import org.genlabel.theory.ManifoldIntrusionExample.PairSampling;
import org.genlabel.theory.ManifoldIntrusionExample.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares Example 1 with minimisers by hand and with simulated losses. */
class ManifoldIntrusionExampleTest {
  /** The minimiser of a smooth function is determined to half of the digits. */
  private static final double HALF_OF_THE_DIGITS = 1e-7;

  private static final double[] POINTS = {-1, 0, 1};

  private static Optimum optimum(PairSampling sampling, Scheme scheme) {
    return new ManifoldIntrusionExample(sampling).optimum(scheme);
  }

  @Test
  void drawingClassesThenPointsGivesThePapersMargin() {
    Optimum optimum = optimum(PairSampling.CLASSES, Scheme.MIXUP);
    assertThat(optimum.theta()).isCloseTo(7.0 / 16, within(HALF_OF_THE_DIGITS));
    assertThat(optimum.margin()).isCloseTo(7.0 / 16, within(HALF_OF_THE_DIGITS));
    // 1/2 * 2/3 (1/8)^2 + 1/8 * 2/3 * 7/8 at t = 7/8.
    assertThat(optimum.loss()).isCloseTo(5.0 / 64, within(1e-12));
  }

  @Test
  void drawingPointsGivesASmallerMarginThanThePapers() {
    Optimum optimum = optimum(PairSampling.POINTS, Scheme.MIXUP);
    assertThat(optimum.theta()).isCloseTo(3.0 / 8, within(HALF_OF_THE_DIGITS));
    assertThat(optimum.margin()).isCloseTo(3.0 / 8, within(HALF_OF_THE_DIGITS));
    // 4/9 * 2/3 (1/4)^2 + 2/9 * 2/3 * 3/4 at t = 3/4.
    assertThat(optimum.loss()).isCloseTo(7.0 / 54, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void withoutManifoldIntrusionTheMarginIsAHalfAndTheLossZero(PairSampling sampling) {
    Optimum optimum = optimum(sampling, Scheme.MIXUP_WITHOUT_INTRUSION);
    assertThat(optimum.margin()).isCloseTo(0.5, within(HALF_OF_THE_DIGITS));
    assertThat(optimum.loss()).isCloseTo(0, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.4375, 0.5, 0.6, 1})
  void theClosedFormIsTheMeanOverDrawnPairs(double theta) {
    // The standard error of a million draws of a loss in [0, 2] is below 1e-3.
    int draws = 1_000_000;
    KeyedRandom random = KeyedRandom.of("example 1", "theta=" + theta);
    double points = 0;
    double classes = 0;
    double without = 0;
    for (int draw = 0; draw < draws; draw++) {
      double lambda = random.nextDouble();
      points += loss(theta, random.nextInt(3), random.nextInt(3), lambda);
      classes += loss(theta, ofAnyClass(random), ofAnyClass(random), lambda);
      without += loss(theta, random.nextInt(2) * 2, 1, lambda);
    }
    assertThat(new ManifoldIntrusionExample(PairSampling.POINTS).expectedLoss(Scheme.MIXUP, theta))
        .isCloseTo(points / draws, within(4e-3));
    assertThat(new ManifoldIntrusionExample(PairSampling.CLASSES).expectedLoss(Scheme.MIXUP, theta))
        .isCloseTo(classes / draws, within(4e-3));
    assertThat(
            new ManifoldIntrusionExample(PairSampling.POINTS)
                .expectedLoss(Scheme.MIXUP_WITHOUT_INTRUSION, theta))
        .isCloseTo(without / draws, within(4e-3));
  }

  private static int ofAnyClass(KeyedRandom random) {
    return random.nextInt(2) == 0 ? 1 : 2 * random.nextInt(2);
  }

  private static double loss(double theta, int i, int j, double lambda) {
    double x = lambda * POINTS[i] + (1 - lambda) * POINTS[j];
    double y = lambda * Math.abs(POINTS[i]) + (1 - lambda) * Math.abs(POINTS[j]);
    double f = Math.abs(x) >= 2 * theta ? 1 : Math.abs(x) / (2 * theta);
    return 2 * (y - f) * (y - f);
  }

  @Test
  void noThetaOfTheCurveIsBetterThanTheOptimum() {
    ManifoldIntrusionExample example = new ManifoldIntrusionExample(PairSampling.CLASSES);
    Curve curve = example.lossCurve(Scheme.MIXUP, 200);
    assertThat(curve.x()).hasSize(200).startsWith(0.005).endsWith(1);
    double least = example.optimum(Scheme.MIXUP).loss();
    for (int i = 0; i < 200; i++) {
      assertThat(curve.y()[i]).isEqualTo(example.expectedLoss(Scheme.MIXUP, curve.x()[i]));
      assertThat(curve.y()[i]).isGreaterThanOrEqualTo(least);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void thetasThatMakeNoClassifierAreRefused(double theta) {
    ManifoldIntrusionExample example = new ManifoldIntrusionExample(PairSampling.POINTS);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> example.expectedLoss(Scheme.MIXUP, theta))
        .withMessageContaining(Double.toString(theta));
  }
}

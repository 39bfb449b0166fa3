package org.genlabel.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.genlabel.random.KeyedRandom;
import org.genlabel.theory.GaussianClasses.Sample;
import org.genlabel.theory.RandomModels.Counts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests of App. B.1: losses are compared with Simpson's rule with commons-math's normal densities
 * and attacks with random ones, and the order of the losses is checked for random models.
 */
@Tag("slow")
class RobustnessLossesTest {
  private static final GaussianClasses CLASSES = new GaussianClasses(2, 0.1, 0.4, 1.5);
  private static final Sample SAMPLE = CLASSES.sample(12, KeyedRandom.of("sample of losses"));
  private static final RobustnessLosses LOSSES =
      new RobustnessLosses(CLASSES, SAMPLE, RobustnessLosses.MIXUP_STEP);

  private static double f(double[] theta, double[] x) {
    return theta[0] * x[0] + theta[1] * x[1];
  }

  private static double loss(double score, double label) {
    return Math.log1p(Math.exp(score)) - label * score;
  }

  private static double[] mix(double lambda, int i, int j) {
    double[] first = SAMPLE.x()[i];
    double[] second = SAMPLE.x()[j];
    return new double[] {
      lambda * first[0] + (1 - lambda) * second[0], lambda * first[1] + (1 - lambda) * second[1]
    };
  }

  @Test
  void exactLossesAreTheMeansOverAllPairs() {
    double[][] ofZero = {{0.1, 0.04}, {0.04, 0.1}};
    double[][] ofOne = {{0.225, 0.09}, {0.09, 0.225}};
    var zero = new MultivariateNormalDistribution(new double[] {-1, 0}, ofZero);
    var one = new MultivariateNormalDistribution(new double[] {1, 0}, ofOne);
    double[] theta = {2.5, -0.8};
    double mixup = 0;
    double genLabel = 0;
    int n = SAMPLE.y().length;
    for (int pair = 0; pair < n * n; pair++) {
      int i = pair / n;
      int j = pair % n;
      int y = SAMPLE.y()[i];
      int other = SAMPLE.y()[j];
      mixup += mean(lambda -> loss(f(theta, mix(lambda, i, j)), lambda * y + (1 - lambda) * other));
      genLabel +=
          mean(
              lambda -> {
                double[] x = mix(lambda, i, j);
                double p = one.density(x) / (zero.density(x) + one.density(x));
                return loss(f(theta, x), y == other ? y : p);
              });
    }
    ModelLosses.Triple exact = LOSSES.of(theta).exact();
    // The accuracy of Simpson's rule is set to ten digits.
    assertThat(exact.mixup()).isCloseTo(mixup / n / n, within(1e-8));
    assertThat(exact.genLabel()).isCloseTo(genLabel / n / n, within(1e-8));
  }

  private static double mean(UnivariateFunction function) {
    return new SimpsonIntegrator(1e-10, 1e-10, 6, 25).integrate(1_000_000, function, 0, 1);
  }

  @Test
  void theAdversarialLossIsTheWorstOverAttacksWithinTheRadius() {
    double[] theta = {2.5, -0.8};
    double norm = Math.hypot(theta[0], theta[1]);
    KeyedRandom random = KeyedRandom.of("attacks");
    double worst = 0;
    int n = SAMPLE.y().length;
    double least = Double.POSITIVE_INFINITY;
    for (double[] x : SAMPLE.x()) {
      least = Math.min(least, Math.hypot(x[0], x[1]));
    }
    for (int i = 0; i < n; i++) {
      double[] x = SAMPLE.x()[i];
      // eps sqrt(d) = |cos(theta, x)| min |x| / 3.
      double radius = Math.abs(f(theta, x)) / norm / Math.hypot(x[0], x[1]) * least / 3;
      double worstOfPoint = 0;
      for (int attack = 0; attack < 20_000; attack++) {
        double angle = 2 * Math.PI * random.nextDouble();
        double length = radius * Math.sqrt(random.nextDouble());
        double[] attacked = {x[0] + length * Math.cos(angle), x[1] + length * Math.sin(angle)};
        worstOfPoint = Math.max(worstOfPoint, loss(f(theta, attacked), SAMPLE.y()[i]));
      }
      worst += worstOfPoint / n;
    }
    ModelLosses losses = LOSSES.of(theta);
    // 20000 draws in the disc come within 1% of its edge near the worst direction.
    assertThat(losses.exact().adversarial()).isBetween(worst, worst * 1.01);
    assertThat(losses.exact().adversarial()).isGreaterThan(losses.standard());
  }

  @Test
  void approximationsAreTheTaylorSumsWrittenOut() {
    double[] theta = {1.5, 0.7};
    double step = 1e-4;
    double mixup = 0;
    double genLabel = 0;
    int n = SAMPLE.y().length;
    for (int pair = 0; pair < n * n; pair++) {
      int i = pair / n;
      int j = pair % n;
      int y = SAMPLE.y()[i];
      // The loss at the fraction a of the distance from x_i to x_j, by finite differences.
      double at = loss(f(theta, mix(1, i, j)), y);
      double before = loss(f(theta, mix(1 + step, i, j)), y);
      double after = loss(f(theta, mix(1 - step, i, j)), y);
      double first = (after - before) / (2 * step);
      double second = (after - 2 * at + before) / (step * step);
      // E (1 - lambda) = 1/3 and E (1 - lambda)^2 = 1/6 under Beta(2, 1).
      double plain = at + first / 3 + second / 12;
      mixup += plain;
      double share = y == 0 ? 1 / 2.5 : 1.5 / 2.5;
      // Twice the integral of the expansion from 0 to the fraction t.
      genLabel +=
          y == SAMPLE.y()[j]
              ? plain
              : 2 * share * at + share * share * first + Math.pow(share, 3) * second / 3;
    }
    ModelLosses.Triple approximate = LOSSES.of(theta).approximate();
    // Second differences with step 1e-4 have eight digits less than doubles.
    assertThat(approximate.mixup()).isCloseTo(mixup / n / n, within(1e-6));
    assertThat(approximate.genLabel()).isCloseTo(genLabel / n / n, within(1e-6));
  }

  @Test
  void approximationsOfSmallModelsAndNarrowClassesAreExact() {
    GaussianClasses narrow = new GaussianClasses(2, 1e-4, 0, 1.5);
    RobustnessLosses losses =
        new RobustnessLosses(narrow, narrow.sample(20, KeyedRandom.of("narrow")), 0.2);
    ModelLosses small = losses.of(new double[] {0.02, 0.01});
    // The third order is below 0.04^3 / 6; the labels are hard except on 1e-4 of the segments.
    assertThat(small.approximate().mixup()).isCloseTo(small.exact().mixup(), within(1e-5));
    assertThat(small.approximate().genLabel()).isCloseTo(small.exact().genLabel(), within(1e-5));
    assertThat(small.approximate().adversarial())
        .isCloseTo(small.exact().adversarial(), within(1e-5));
  }

  @Test
  void mixupIsAboveGenLabelInAHalfSpaceOfModels() {
    double[] normal = LOSSES.mixupMinusGenLabel();
    KeyedRandom random = KeyedRandom.of("half-space");
    for (int model = 0; model < 50; model++) {
      double[] theta = {4 * random.nextDouble() - 2, 4 * random.nextDouble() - 2};
      ModelLosses.Triple exact = LOSSES.of(theta).exact();
      assertThat(exact.mixup() - exact.genLabel()).isCloseTo(f(theta, normal), within(1e-13));
    }
  }

  @Test
  void halfSpaceIsThatOfModelsThatSeparateTheClasses() {
    GaussianClasses narrow = new GaussianClasses(2, 1e-6, 0, 1);
    double[] normal =
        new RobustnessLosses(narrow, narrow.sample(10, KeyedRandom.of("normal")), 0.2)
            .mixupMinusGenLabel();
    // Half of the pairs are of two classes; on those int_(1/2)^1 (2 lambda - 1) = 1/4 for GenLabel
    // and int_0^1 lambda (2 lambda - 1) = 1/6 for mixup. Points are within 4e-3 of the means.
    assertThat(normal).containsExactly(new double[] {1.0 / 24, 0}, within(2e-3));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0.05, 0, 1",
    "2, 0.1, 0.5, 1",
    "2, 0.1, -0.5, 2",
    "5, 0.05, 0.3, 0.5",
    "2, 0.01, 0, 1"
  })
  void lossesOfModelsThatSeparateTheSampleAreInThePapersOrder(
      int dimensions, double variance, double correlation, double ratio) {
    GaussianClasses classes = new GaussianClasses(dimensions, variance, correlation, ratio);
    RobustnessLosses losses =
        new RobustnessLosses(
            classes,
            classes.sample(24, KeyedRandom.of("sample of an order")),
            RobustnessLosses.genLabelStep(classes));
    List<ModelLosses> rows =
        RandomModels.rows(losses, 1000, dimensions, KeyedRandom.of("models of an order"));
    Counts exact = RandomModels.exact(rows, ModelLosses::separates);
    assertThat(exact.models()).isGreaterThan(50);
    assertThat(exact.ordered()).isEqualTo(exact.models());
    // With unequal variances the approximation of L^gen gives l(x_i, y_i) a larger weight for one
    // class than for the other; it is then above L^adv, but not always below L^mix.
    Counts approximate = RandomModels.approximate(rows, ModelLosses::separates);
    assertThat(approximate.genLabelAboveAdversarial()).isEqualTo(exact.models());
    assertThat(approximate.ordered())
        .isBetween(ratio == 1 ? exact.models() : exact.models() * 9 / 10, exact.models());
    // This does not hold for all models, as half of the directions are outside the half-space.
    Counts all = RandomModels.exact(rows, row -> true);
    assertThat(all.ordered()).isBetween(exact.ordered(), 600);
  }

  @Test
  void narrowClassesNeedTheSmallerAttacksOfGenLabel() {
    GaussianClasses narrow = new GaussianClasses(2, 0.01, 0, 1);
    assertThat(RobustnessLosses.genLabelStep(narrow)).isEqualTo(0.25);
    Sample sample = narrow.sample(24, KeyedRandom.of("sample of an order"));
    RobustnessLosses losses = new RobustnessLosses(narrow, sample, RobustnessLosses.MIXUP_STEP);
    Counts counts =
        RandomModels.exact(
            RandomModels.rows(losses, 1000, 2, KeyedRandom.of("models of an order")),
            ModelLosses::separates);
    assertThat(counts.mixupAboveGenLabel()).isEqualTo(counts.models());
    assertThat(counts.genLabelAboveAdversarial()).isLessThan(counts.models() / 2);
  }

  @Test
  void theSameKeyGivesTheSameRows() {
    assertThat(RandomModels.rows(LOSSES, 5, 2, KeyedRandom.of("a")))
        .isEqualTo(RandomModels.rows(LOSSES, 5, 2, KeyedRandom.of("a")));
  }

  @Test
  void samplesHaveTheMomentsOfTheirClasses() {
    GaussianClasses classes = new GaussianClasses(3, 0.5, -0.3, 2);
    int rows = 200_000;
    Sample sample = classes.sample(rows, KeyedRandom.of("moments"));
    double[] mean = new double[3];
    double variance = 0;
    double covariance = 0;
    for (int i = 1; i < rows; i += 2) {
      double[] x = sample.x()[i];
      assertThat(sample.y()[i]).isEqualTo(1);
      for (int k = 0; k < 3; k++) {
        mean[k] += 2 * x[k] / rows;
      }
      variance += 2 * (x[0] - 1) * (x[0] - 1) / rows;
      covariance += 2 * (x[0] - 1) * x[2] / rows;
    }
    // Standard errors below 0.01 with 100000 points of variance 2.
    assertThat(mean).containsExactly(new double[] {1, 0, 0}, within(0.03));
    assertThat(variance).isCloseTo(2, within(0.04));
    assertThat(covariance).isCloseTo(-0.6, within(0.04));
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertRefused(1, 0.1, 0, 1, "dimensions");
    assertRefused(2, 0, 0, 1, "variance");
    assertRefused(3, 0.1, -0.5, 1, "correlation");
    assertRefused(2, 0.1, 0, 3.74, "3.74");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> LOSSES.of(new double[2]))
        .withMessageContaining("not 0");
  }

  private static void assertRefused(
      int dimensions, double variance, double correlation, double ratio, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new GaussianClasses(dimensions, variance, correlation, ratio))
        .withMessageContaining(message);
  }
}

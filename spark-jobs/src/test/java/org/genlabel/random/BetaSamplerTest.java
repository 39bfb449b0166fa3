package org.genlabel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetaSamplerTest {
  private static final int DRAWS = 20_000;

  private static double[] draws(double alpha, RandomSource random, int count) {
    BetaSampler sampler = new BetaSampler(alpha, random);
    return DoubleStream.generate(sampler::next).limit(count).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1, 2, 5})
  void followsTheBetaDistribution(double alpha) {
    double[] sample = draws(alpha, KeyedRandom.of("Kolmogorov-Smirnov"), DRAWS);

    // The seed is fixed, so this either always passes or never; a fair sampler fails one seed in a
    // thousand.
    double probability =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new BetaDistribution(null, alpha, alpha), sample);
    assertThat(probability).isGreaterThan(1e-3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 2, 5})
  void hasMeanOneHalfAndTheVarianceOfTheBetaDistribution(double alpha) {
    double[] sample = draws(alpha, KeyedRandom.of("moments"), DRAWS);

    double variance = 1 / (4 * (2 * alpha + 1));
    // Four standard errors of the mean; the variance of a bounded symmetric sample is within 5% at
    // 20,000 draws.
    assertThat(new Mean().evaluate(sample)).isCloseTo(0.5, within(4 * Math.sqrt(variance / DRAWS)));
    assertThat(new Variance().evaluate(sample)).isCloseTo(variance, within(0.05 * variance));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.01, 0.1, 0.999, 1, 1.001, 2, 5, 1000})
  void staysBetweenZeroAndOneForEveryShape(double alpha) {
    double[] sample = draws(alpha, KeyedRandom.of("range"), 2000);

    assertThat(DoubleStream.of(sample))
        .allSatisfy(lambda -> assertThat(lambda).isBetween(0.0, 1.0));
  }

  @Test
  void drawsNumpysValuesFromNumpysUniforms() {
    // numpy.random.RandomState(2021).beta(alpha, alpha, 5). The C library's pow and log may differ
    // from StrictMath's in the last place, which a quotient propagates: 1e-14 relative.
    assertDraws(0.001, 1.362370533219254e-83, 0.0, 1.0, 0.0, 2.988505208439637e-74);
    assertDraws(
        0.1,
        0.1291997044482159,
        0.00030023496067564166,
        0.99999999877088,
        5.765581844469445e-07,
        0.155386280722065);
    assertDraws(
        0.5,
        0.40573848113665223,
        0.16491146686243519,
        0.053492481653630734,
        0.7323844696178305,
        0.02326827662283069);
    assertDraws(
        1,
        0.3076637055704245,
        0.19206947740637106,
        0.6232526387403973,
        0.13370836632798097,
        0.6074304261157505);
    assertDraws(
        2,
        0.6208281048941972,
        0.7321617135578432,
        0.4429840251449133,
        0.5554290760769348,
        0.23703527893687082);
    assertDraws(
        5,
        0.5799675411693717,
        0.6439717475073606,
        0.4649429843402691,
        0.5340500446375357,
        0.34854029495818994);
  }

  private static void assertDraws(double alpha, double... expected) {
    double[] sample = draws(alpha, new Mt19937(2021), expected.length);

    for (int i = 0; i < expected.length; i++) {
      assertThat(sample[i])
          .as("draw " + i + " with alpha " + alpha)
          .isCloseTo(expected[i], within(1e-14 * expected[i]));
    }
  }

  @Test
  void sameStreamGivesTheSameLambdas() {
    assertThat(draws(2, KeyedRandom.of("a"), 100)).isEqualTo(draws(2, KeyedRandom.of("a"), 100));
    assertThat(draws(2, KeyedRandom.of("a"), 100)).isNotEqualTo(draws(2, KeyedRandom.of("b"), 100));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5})
  void copyContinuesIndependentlyFromTheStateOfTheOriginal(double alpha) {
    Mt19937 random = new Mt19937(4);
    BetaSampler original = new BetaSampler(alpha, random);
    for (int draw = 0; draw < 100; draw++) {
      BetaSampler copy = original.copy(random.copy());
      double[] ahead = DoubleStream.generate(copy::next).limit(5).toArray();
      BetaSampler again = original.copy(random.copy());

      assertThat(DoubleStream.generate(again::next).limit(5).toArray()).isEqualTo(ahead);
      assertThat(original.next()).as("draw " + draw).isEqualTo(ahead[0]);
    }
  }

  @Test
  void copyIncludesTheSecondNumberOfAPair() {
    Mt19937 random = new Mt19937(4);
    BetaSampler original = new BetaSampler(2, random);
    int spares = 0;
    for (int draw = 0; draw < 100; draw++) {
      Mt19937 here = random.copy();
      double withoutSpare = new BetaSampler(2, here.copy()).next();
      double copied = original.copy(here).next();
      double next = original.next();

      assertThat(copied).as("draw " + draw).isEqualTo(next);
      spares += withoutSpare == next ? 0 : 1;
    }
    // A gamma variate that is rejected an odd number of times leaves a spare number.
    assertThat(spares).as("draws that began with a spare").isGreaterThan(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAShapeThatIsNotPositiveAndFinite(double alpha) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new BetaSampler(alpha, KeyedRandom.of("any")))
        .withMessageContaining("alpha must be positive and finite, not " + alpha);
  }
}

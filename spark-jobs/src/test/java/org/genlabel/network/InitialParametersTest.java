package org.genlabel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialParametersTest {
  /** A source of 0.5, 0.25, 0.125, ... */
  private static final class Halves implements RandomSource {
    private double next = 1;

    @Override
    public int nextInt() {
      throw new UnsupportedOperationException("initial weights are drawn as doubles");
    }

    @Override
    public double nextDouble() {
      next /= 2;
      return next;
    }
  }

  @Test
  void areDrawnInTheOrderTorchStoresThem() {
    // Bound 1/2: value (2 u - 1) / 2 = u - 1/2. Weights of unit 0, of unit 1, then the biases;
    // exact.
    assertThat(InitialParameters.draw(new Halves(), 4, 2))
        .containsExactly(
            0,
            -0.25,
            -0.375,
            -0.4375,
            -0.46875,
            -0.484375,
            -0.4921875,
            -0.49609375,
            -0.498046875,
            -0.4990234375);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 100})
  void boundOfWeightsAndBiasesIsTheInverseRootOfTheFanIn(int fanIn) {
    List<Double> bounds = new ArrayList<>();

    InitialParameters.draw(
        bound -> {
          bounds.add(bound);
          return 0;
        },
        fanIn,
        3);

    assertThat(bounds).hasSize(3 * (fanIn + 1)).containsOnly(1 / StrictMath.sqrt(fanIn));
  }

  @Test
  void areUniformBelowTheInverseRootOfTheFanIn() {
    int fanIn = 16;
    int units = 40;

    double[] parameters = InitialParameters.draw(KeyedRandom.of("initial weights"), fanIn, units);

    assertThat(Arrays.stream(parameters))
        .hasSize(units * (fanIn + 1))
        .allSatisfy(value -> assertThat(value).isBetween(-0.25, 0.25));
    // 680 draws of variance 1/48: the standard error is 0.0055 for the mean and 3.4% for the mean
    // square; the tolerance is four standard errors.
    assertThat(Arrays.stream(parameters).average().orElseThrow()).isCloseTo(0, within(0.022));
    assertThat(Arrays.stream(parameters).map(value -> value * value).average().orElseThrow())
        .isCloseTo(1 / 48.0, within(0.14 / 48));
  }
}

package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseTest {
  private static final double RATE = 0.9;

  @Test
  void learningRateIsDividedByTenForEveryDrop() {
    assertThat(new Phase(1, 0, OptionalDouble.empty()).learningRate(RATE)).isEqualTo(RATE);
    assertThat(new Phase(1, 1, OptionalDouble.empty()).learningRate(RATE)).isEqualTo(RATE / 10);
    // Repeated division: a division by 100 or a multiplication by 0.1 would give different bits.
    assertThat(new Phase(1, 2, OptionalDouble.empty()).learningRate(RATE))
        .isEqualTo(RATE / 10 / 10)
        .isNotEqualTo(RATE / 100)
        .isNotEqualTo(RATE * 0.1 * 0.1);
  }

  @Test
  void plainPhaseHasTheCandidatesOwnRatesAndGradients() {
    Phase phase = Phase.of(40);

    assertThat(phase).isEqualTo(new Phase(40, 0, OptionalDouble.empty()));
    assertThat(phase.epochs()).isEqualTo(40);
    assertThat(phase.learningRate(0.1)).isEqualTo(0.1);
    assertThat(phase.largestGradientNorm()).isEmpty();
  }

  @Test
  void phaseMayHaveNoEpochs() {
    assertThat(Phase.of(0).epochs()).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, -1", "-3, -2"})
  void negativeNumbersAreRefused(int epochs, int drops) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Phase(epochs, drops, OptionalDouble.empty()))
        .withMessage(
            "epochs and drops of the learning rate must not be negative, not "
                + epochs
                + " and "
                + drops);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aLargestNormThatIsNotPositiveIsRefused(double norm) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Phase(1, 0, OptionalDouble.of(norm)))
        .withMessage("the largest norm of a gradient must be positive, not " + norm);
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, Double.MIN_VALUE, Double.POSITIVE_INFINITY})
  void aPositiveLargestNormIsKept(double norm) {
    assertThat(new Phase(1, 0, OptionalDouble.of(norm)).largestGradientNorm()).hasValue(norm);
  }
}

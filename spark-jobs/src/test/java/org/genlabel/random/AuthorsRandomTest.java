package org.genlabel.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class AuthorsRandomTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void bothGeneratorsAreSeededWithTheTrial(int trial) {
    AuthorsRandom random = new AuthorsRandom(trial, OptionalDouble.of(2));
    BetaSampler lambdas = new BetaSampler(2, new Mt19937(trial));
    TorchRandom torch = new TorchRandom(trial);

    for (int draw = 0; draw < 50; draw++) {
      assertThat(random.nextLambda()).isEqualTo(lambdas.next());
      assertThat(random.torch().nextFloat()).isEqualTo(torch.nextFloat());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void skippingEqualsDrawingAndDiscarding(double alpha) {
    AuthorsRandom skipping = new AuthorsRandom(3, OptionalDouble.of(alpha));
    AuthorsRandom drawing = new AuthorsRandom(3, OptionalDouble.of(alpha));

    skipping.skip(101, 1003);
    for (int draw = 0; draw < 101; draw++) {
      drawing.nextLambda();
    }
    for (int draw = 0; draw < 1003; draw++) {
      drawing.torch().nextFloat();
    }

    assertSameFromHere(skipping, drawing);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2})
  void copyContinuesIndependentlyFromTheStateOfTheOriginal(double alpha) {
    AuthorsRandom original = new AuthorsRandom(3, OptionalDouble.of(alpha));
    for (int draw = 0; draw < 30; draw++) {
      AuthorsRandom copy = original.copy();
      AuthorsRandom ahead = original.copy();
      ahead.skip(draw, 10L * draw);

      assertThat(copy.nextLambda()).as("lambda " + draw).isEqualTo(original.nextLambda());
      assertThat(copy.torch().permutation(20)).isEqualTo(original.torch().permutation(20));
    }
  }

  @Test
  void copyWithoutLambdasHasTorchsNumbers() {
    AuthorsRandom original = new AuthorsRandom(3, OptionalDouble.empty());
    original.skip(0, 17);
    AuthorsRandom copy = original.copy();

    assertThat(copy.torch().nextFloat()).isEqualTo(original.torch().nextFloat());
  }

  /**
   * Asserts that the next draws of both are equal; numbers of 24 and 53 bits do not agree by
   * chance.
   */
  public static void assertSameFromHere(AuthorsRandom actual, AuthorsRandom expected) {
    for (int draw = 0; draw < 3; draw++) {
      assertThat(actual.torch().nextFloat()).isEqualTo(expected.torch().nextFloat());
      assertThat(actual.nextLambda()).isEqualTo(expected.nextLambda());
    }
  }
}

package org.genlabel.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstMaximumTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static float[] single(double[] scores) {
    float[] single = new float[scores.length];
    for (int c = 0; c < scores.length; c++) {
      single[c] = (float) scores[c];
    }
    return single;
  }

  /** Asserts the decision in both precisions. */
  private static void assertDecision(int expected, double... scores) {
    assertThat(FirstMaximum.of(scores, 0, 1, scores.length)).as("double").isEqualTo(expected);
    assertThat(FirstMaximum.of(single(scores), 0, 1, scores.length))
        .as("float")
        .isEqualTo(expected);
  }

  @Test
  void decidesForTheLargestScore() {
    assertDecision(0, 3, 1, 2);
    assertDecision(1, 1, 3, 2);
    assertDecision(2, 1, 2, 3);
    assertDecision(1, -2, -1, -3);
  }

  @Test
  void decidesForTheFirstOfSeveralThatHaveIt() {
    assertDecision(0, 2, 2, 2);
    assertDecision(1, 1, 2, 2, 0, 2);
    assertDecision(2, 0, 1, 5, 5);
  }

  @Test
  void zerosOfEitherSignAreTheSame() {
    assertDecision(0, -0.0, 0.0);
    assertDecision(0, 0.0, -0.0);
    assertDecision(1, -1, -0.0, 0.0);
  }

  @Test
  void oneClassIsTheDecision() {
    assertDecision(0, -7);
    assertDecision(0, NAN);
  }

  @Test
  void scoreOfClassZeroThatIsNoNumberIsTheDecision() {
    assertDecision(0, NAN, 1, 2);
    assertDecision(0, NAN, INFINITY);
    assertDecision(0, NAN, NAN);
  }

  @Test
  void scoresOfOtherClassesThatAreNoNumbersArePassedOver() {
    assertDecision(0, 3, NAN, 2);
    assertDecision(2, 1, NAN, 2);
    assertDecision(0, -INFINITY, NAN, NAN);
  }

  @Test
  void infiniteScoresAreTheLargestAndTheLeast() {
    assertDecision(1, 1e30, INFINITY, 0);
    assertDecision(1, 0, INFINITY, INFINITY);
    assertDecision(0, -INFINITY, -INFINITY);
    assertDecision(1, -INFINITY, -1e30, -INFINITY);
  }

  @Test
  void scoresAreComparedInTheirOwnPrecision() {
    double[] scores = {1, 1 + 0x1p-40};

    assertThat(FirstMaximum.of(scores, 0, 1, 2)).isEqualTo(1);
    // Both are 1 as floats.
    assertThat(FirstMaximum.of(single(scores), 0, 1, 2)).isEqualTo(0);
  }

  @Test
  void scoresOfAPointMayLieApartAndAmongOthers() {
    // Three points side by side, [classes][points].
    double[] scores = {
      1, 5, 9,
      3, 4, 9,
      2, 6, 8
    };

    for (int point = 0; point < 3; point++) {
      int expected = new int[] {1, 2, 0}[point];
      assertThat(FirstMaximum.of(scores, point, 3, 3)).as("double").isEqualTo(expected);
      assertThat(FirstMaximum.of(single(scores), point, 3, 3)).as("float").isEqualTo(expected);
    }
    // The decisions of the last row among all classes and among its first two.
    assertThat(FirstMaximum.of(scores, 6, 1, 3)).isEqualTo(2);
    assertThat(FirstMaximum.of(single(scores), 6, 1, 2)).isEqualTo(1);
  }
}

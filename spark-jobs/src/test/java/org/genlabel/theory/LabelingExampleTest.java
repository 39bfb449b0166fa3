package org.genlabel.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.genlabel.theory.LabelingExample.Outcome;
import org.genlabel.theory.LabelingExample.SegmentLabels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares Example 2 with scipy, with another optimiser for the two parameters that remain by
 * symmetry, and with results in closed form.
 */
class LabelingExampleTest {
  private static final double D = LabelingExample.PAPERS_D;
  private static final LabelingExample EXAMPLE = new LabelingExample(D);

  @Test
  void linearLabelsReduceTheMarginAndLogisticLabelsDoNot() {
    // scipy 1.x BFGS on all six weights, gtol 1e-11, 64 x 32 Gauss-Legendre nodes.
    Outcome linear = EXAMPLE.mixupLinear();
    assertThat(linear.loss()).isCloseTo(0.4442120282929704, within(1e-12));
    assertThat(linear.margin()).isCloseTo(4.699417657360855, within(1e-8));
    assertThat(linear.margins()[0]).isCloseTo(5.283509598901569, within(1e-8));
    Outcome matching = EXAMPLE.mixupLogistic(EXAMPLE.matchingVariance());
    assertThat(matching.loss()).isCloseTo(0.06673697117221672, within(1e-10));
    assertThat(matching.margin()).isCloseTo(4.995901405991229, within(1e-7));
    Outcome authors = EXAMPLE.mixupLogistic(0.1);
    assertThat(authors.loss()).isCloseTo(0.13348724086966327, within(1e-10));
    assertThat(authors.margin()).isCloseTo(4.983025509013432, within(1e-7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 1})
  void anotherOptimiserOnTheTwoSymmetricParametersFindsTheSameLogisticClassifier(double variance) {
    assertSameMinimum(EXAMPLE.mixupLogistic(variance), LabelingExample.logistic(variance));
  }

  @Test
  void anotherOptimiserOnTheTwoSymmetricParametersFindsTheSameLinearClassifier() {
    assertSameMinimum(EXAMPLE.mixupLinear(), lambda -> lambda);
  }

  /**
   * Asserts the same minimum as another optimiser. The reflection [a, b] -> [-b, -a] maps x_1 to
   * itself and x_2 to x_3, and a convex loss has a symmetric minimiser: w_1 = 2 a [-1, 1], w_2 = -a
   * [-1, 1] + b [1, 1], w_3 = -a [-1, 1] - b [1, 1].
   */
  private static void assertSameMinimum(Outcome outcome, DoubleUnaryOperator weight) {
    double[] found =
        new BOBYQAOptimizer(5, 0.1, 1e-9)
            .optimize(
                new MaxEval(10_000),
                new ObjectiveFunction(point -> symmetricLoss(point[0], point[1], weight)),
                GoalType.MINIMIZE,
                new InitialGuess(new double[] {0.2, 0.3}),
                new SimpleBounds(new double[] {0, 0}, new double[] {10, 10}))
            .getPoint();
    assertThat(outcome.loss()).isCloseTo(symmetricLoss(found[0], found[1], weight), within(1e-8));
    double[][] w = outcome.classifier().weights();
    // A loss with an error of 1e-12 determines the minimiser up to the square root of that.
    assertThat(w[0]).containsExactly(new double[] {-2 * found[0], 2 * found[0]}, within(1e-5));
    assertThat(w[1])
        .containsExactly(new double[] {found[0] + found[1], -found[0] + found[1]}, within(1e-5));
    assertThat(w[2])
        .containsExactly(new double[] {found[0] - found[1], -found[0] - found[1]}, within(1e-5));
    double ratio = found[1] / (3 * found[0]);
    assertThat(outcome.margin())
        .isCloseTo(
            Math.sqrt(2) * D * Math.min(1, ratio) / Math.sqrt(1 + ratio * ratio), within(1e-4));
  }

  /** Returns the loss of the two parameters by Simpson's rule. */
  private static double symmetricLoss(double a, double b, DoubleUnaryOperator weight) {
    // Scores of x_1, x_2, x_3.
    double[][] z = {
      {4 * a * D, -2 * a * D, -2 * a * D}, {0, 2 * b * D, -2 * b * D}, {0, -2 * b * D, 2 * b * D}
    };
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double[] first = z[i];
        double[] second = z[j];
        int ofFirst = i;
        int ofSecond = j;
        sum +=
            new SimpsonIntegrator(1e-13, 1e-13, 5, 25)
                .integrate(
                    1_000_000,
                    lambda -> {
                      double exponentials = 0;
                      for (int c = 0; c < 3; c++) {
                        exponentials += Math.exp(lambda * first[c] + (1 - lambda) * second[c]);
                      }
                      double rho = weight.applyAsDouble(lambda);
                      return Math.log(exponentials)
                          - rho * (lambda * first[ofFirst] + (1 - lambda) * second[ofFirst])
                          - (1 - rho)
                              * (lambda * first[ofSecond] + (1 - lambda) * second[ofSecond]);
                    },
                    0,
                    1);
      }
    }
    return sum / 9;
  }

  @Test
  void theSvmHasTheLargestMarginThatAnyThreeWedgesCanHave() {
    Outcome svm = EXAMPLE.maxMargin();
    // The margins are d, as the rays bisect the right angles between the points.
    assertThat(svm.margins()).containsExactly(new double[] {D, D, D}, within(1e-14));
    assertThat(svm.boundaryAngles())
        .containsExactly(new double[] {Math.PI / 2, Math.PI, -Math.PI / 4}, within(1e-15));
    for (int degrees = 46; degrees < 135; degrees++) {
      // All other rays between x_1 and x_2 are nearer to one of them.
      double angle = Math.toRadians(degrees);
      double toSecond = Math.sqrt(2) * D * Math.sin(angle - Math.PI / 4);
      double toFirst = Math.sqrt(2) * D * Math.sin(3 * Math.PI / 4 - angle);
      assertThat(Math.min(toFirst, toSecond)).isLessThanOrEqualTo(svm.margin() + 1e-12);
    }
  }

  @Test
  void vanillaTrainingTurnsToTheSvmSlowly() {
    Curve margins = EXAMPLE.vanillaMargins(16, 0.1);
    assertThat(margins.x()[16]).isEqualTo(65536);
    for (int i = 5; i < 16; i++) {
      assertThat(margins.y()[i + 1]).isBetween(margins.y()[i], D);
    }
    assertThat(EXAMPLE.vanilla(1024, 0.1).margin()).isEqualTo(margins.y()[10]);
    // From numpy, by the same gradient descent in matrix form.
    assertThat(EXAMPLE.vanilla(10, 0.1).margin()).isCloseTo(4.397518495979098, within(1e-10));
    assertThat(EXAMPLE.vanilla(10_000, 0.1).margin()).isCloseTo(4.726095603448451, within(1e-9));
  }

  @Test
  void afterAThousandStepsVanillaIsWorseThanLinearLabelsAndAfterTenThousandBetter() {
    double linear = EXAMPLE.mixupLinear().margin();
    assertThat(EXAMPLE.vanilla(1000, 0.1).margin()).isLessThan(linear);
    assertThat(EXAMPLE.vanilla(10_000, 0.1).margin()).isGreaterThan(linear);
  }

  @Test
  void longGradientDescentOnTheLinearLabelsDoesNotLeaveTheMinimum() {
    SoftCrossEntropy loss = EXAMPLE.mixupLoss(lambda -> lambda);
    double[] parameters = new double[SoftCrossEntropy.PARAMETERS];
    for (int step = 0; step < 3000; step++) {
      double[] gradient = loss.gradient(parameters);
      for (int k = 0; k < parameters.length; k++) {
        parameters[k] -= 0.1 * gradient[k];
      }
    }
    double[][] descended = SoftCrossEntropy.classifier(parameters).weights();
    double[][] newton = EXAMPLE.mixupLinear().classifier().weights();
    for (int c = 0; c < 3; c++) {
      assertThat(descended[c]).containsExactly(newton[c], within(1e-9));
    }
  }

  @Test
  void derivativesAreThoseOfTheValue() {
    SoftCrossEntropy loss = EXAMPLE.mixupLoss(LabelingExample.logistic(0.1));
    double[] at = {-0.3, 0.2, 0.1, 0.25, -0.15, -0.2};
    double[] gradient = loss.gradient(at);
    double[][] hessian = loss.hessian(at);
    double step = 1e-5;
    for (int k = 0; k < at.length; k++) {
      double[] plus = at.clone();
      double[] minus = at.clone();
      plus[k] += step;
      minus[k] -= step;
      // The error of central differences is step^2 times a third derivative below d^3.
      assertThat((loss.value(plus) - loss.value(minus)) / (2 * step))
          .isCloseTo(gradient[k], within(1e-7));
      for (int l = 0; l < at.length; l++) {
        assertThat((loss.gradient(plus)[l] - loss.gradient(minus)[l]) / (2 * step))
            .isCloseTo(hessian[k][l], within(1e-6));
      }
    }
  }

  @Test
  void lossWithoutMinimumIsRefused() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> NewtonMethod.minimize(EXAMPLE.vanillaLoss()))
        .withMessageContaining("no minimum");
  }

  @Test
  void theMatchingLogisticLabelIsTheSvmsShareOfTheSecondClass() {
    int points = 21;
    SegmentLabels logistic = EXAMPLE.logisticLabels(EXAMPLE.matchingVariance(), points);
    SegmentLabels linear = EXAMPLE.linearLabels(points);
    SegmentLabels svm = EXAMPLE.scores(EXAMPLE.maxMargin(), points);
    for (int i = 0; i < points; i++) {
      double[] p = {svm.y()[0][i], svm.y()[1][i], svm.y()[2][i]};
      assertThat(p[0] + p[1] + p[2]).isCloseTo(1, within(1e-15));
      assertThat(logistic.y()[1][i]).isCloseTo(p[1] / (p[1] + p[2]), within(1e-12));
      assertThat(logistic.y()[1][i] + logistic.y()[2][i]).isCloseTo(1, within(1e-15));
      assertThat(linear.y()[1][i]).isEqualTo(i / 20.0);
      assertThat(linear.y()[0][i]).isZero();
    }
    // At the midpoint w_1 x = 0, too; the paper's "p = y" ignores this.
    assertThat(svm.y()[0][10]).isCloseTo(1.0 / 3, within(1e-15));
  }

  @Test
  void boundariesTieTheirTwoClasses() {
    PlaneClassifier classifier = EXAMPLE.mixupLinear().classifier();
    double[] angles = classifier.boundaryAngles();
    int[][] classes = {{0, 1, 2}, {0, 2, 1}, {1, 2, 0}};
    for (int ray = 0; ray < 3; ray++) {
      double[] p = classifier.probabilities(Math.cos(angles[ray]), Math.sin(angles[ray]));
      assertThat(p[classes[ray][0]]).isCloseTo(p[classes[ray][1]], within(1e-15));
      assertThat(p[classes[ray][0]]).isGreaterThan(p[classes[ray][2]]);
    }
  }

  @Test
  void aMisclassifiedPointHasANegativeMargin() {
    PlaneClassifier swapped = new PlaneClassifier(new double[][] {{1, 1}, {-1, 1}, {-1, -1}});
    assertThat(swapped.margin(new double[] {-D, D}, 0)).isCloseTo(-D, within(1e-14));
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new LabelingExample(0))
        .withMessageContaining("0.0");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> EXAMPLE.mixupLogistic(-1))
        .withMessageContaining("-1.0");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> EXAMPLE.vanilla(-1, 0.1))
        .withMessageContaining("-1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> EXAMPLE.vanillaMargins(31, 0.1))
        .withMessageContaining("31");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> EXAMPLE.linearLabels(1))
        .withMessageContaining("2 points, not 1");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new PlaneClassifier(new double[2][2]))
        .withMessageContaining("3 x 2");
  }
}

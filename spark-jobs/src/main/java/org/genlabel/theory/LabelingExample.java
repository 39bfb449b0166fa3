package org.genlabel.theory;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Example 2 (paper Sec. 3.2, Fig. 3): linear labels of mixed points reduce the margin, logistic
 * labels do not.
 *
 * <p>The data: x_1 = [-d, +d] of class e_1, x_2 = [+d, +d] of class e_2, x_3 = [-d, -d] of class
 * e_3; the paper has d = 5. The signs are missing in the available text and follow from its
 * statements: x_2 and x_3 mix to [(2 lambda - 1) d, (2 lambda - 1) d]; the SVM is w_1 = [-1, 1],
 * w_2 = [1, 1], w_3 = [-1, -1]; linear labels make w_2 and w_3 symmetric about the line x^(2) =
 * -x^(1). That SVM is 2d times the multi-class max-margin solution min sum_k |w_k|^2 with (w_c -
 * w_k) x_c &gt;= 1, up to a vector added to all w_k; its margin is d.
 *
 * <p>The model is softmax regression without bias ({@link PlaneClassifier}). Mixup minimises the
 * cross-entropy expected over all nine ordered pairs, a point with itself included, and over lambda
 * ~ U(0, 1); the label of a mix is weight(lambda) y_i + (1 - weight(lambda)) y_j with
 *
 * <pre>
 * linear: weight = lambda;   logistic: weight = rho = 1 / (1 + exp(-2 (lambda - 1/2) / sigma^2))
 * </pre>
 *
 * The vanilla loss has no minimiser, since the points are separable and the weights grow without
 * bound. Vanilla training is therefore gradient descent with a given number of steps; its direction
 * converges to the SVM's.
 */
public final class LabelingExample {
  /** The paper's d. */
  public static final double PAPERS_D = 5;

  private static final int POINTS = 3;
  private static final int PANELS = 8;
  private static final int MAXIMAL_DOUBLINGS = 30;

  /**
   * A trained classifier.
   *
   * @param name name of the scheme, for a legend
   * @param margins [point], the distance of each training point from the decision boundary;
   *     negative if misclassified
   * @param margin the least of these distances
   * @param boundaryAngles [ray], see {@link PlaneClassifier#boundaryAngles}
   * @param loss the mean loss that was minimised; NaN for the SVM
   */
  public record Outcome(
      String name,
      PlaneClassifier classifier,
      double[] margins,
      double margin,
      double[] boundaryAngles,
      double loss) {}

  /**
   * Labels or scores of the mixes lambda x_2 + (1 - lambda) x_3.
   *
   * @param name name for a legend
   * @param lambda [points], from 0 to 1
   * @param y [class][points]
   */
  public record SegmentLabels(String name, double[] lambda, double[][] y) {}

  private final double[][] x;
  private final double d;

  /**
   * @param d half of the side of the square
   * @throws IllegalArgumentException if d is not positive and finite
   */
  public LabelingExample(double d) {
    if (!(d > 0 && Double.isFinite(d))) {
      throw new IllegalArgumentException("d must be positive and finite, not " + d);
    }
    this.d = d;
    this.x = new double[][] {{-d, d}, {d, d}, {-d, -d}};
  }

  /** Returns the training points, [point][coordinate]; point k is of class k. */
  public double[][] points() {
    return Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * Returns sigma^2 = 1 / (4 d), with which the logistic label of a mix of x_2 and x_3 is the SVM's
   * score p_2 / (p_2 + p_3) there: rho = 1 / (1 + exp(-8 d (lambda - 1/2))).
   */
  public double matchingVariance() {
    return 1 / (4 * d);
  }

  /** Returns the SVM, which has the largest possible margin, d. */
  public Outcome maxMargin() {
    PlaneClassifier classifier = new PlaneClassifier(new double[][] {{-1, 1}, {1, 1}, {-1, -1}});
    return outcome("SVM", classifier, Double.NaN);
  }

  /** Trains mixup with linear labels. */
  public Outcome mixupLinear() {
    return mixup("mixup, linear labels", lambda -> lambda);
  }

  /**
   * Trains mixup with logistic labels.
   *
   * @param variance sigma^2
   * @throws IllegalArgumentException if it is not positive
   */
  public Outcome mixupLogistic(double variance) {
    return mixup("mixup, logistic labels", logistic(variance));
  }

  /**
   * Runs vanilla training: gradient descent on the mean cross-entropy of the three points, from
   * weights 0.
   *
   * @param steps number of steps, not negative
   * @param learningRate positive
   */
  public Outcome vanilla(int steps, double learningRate) {
    if (steps < 0 || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          "steps must not be negative and the learning rate positive, not "
              + steps
              + " and "
              + learningRate);
    }
    SoftCrossEntropy loss = vanillaLoss();
    double[] parameters = new double[SoftCrossEntropy.PARAMETERS];
    descend(loss, parameters, steps, learningRate);
    PlaneClassifier classifier = SoftCrossEntropy.classifier(parameters);
    return outcome("vanilla, " + steps + " steps", classifier, loss.value(parameters));
  }

  /**
   * Returns the margin of vanilla training, which converges to the SVM's, against the number of
   * steps 1, 2, 4, ...
   *
   * @param doublings number of doublings of the number of steps, from 1 to 30
   * @param learningRate positive
   */
  public Curve vanillaMargins(int doublings, double learningRate) {
    if (doublings < 1 || doublings > MAXIMAL_DOUBLINGS || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          "doublings must be in 1 to 30 and the learning rate positive, not "
              + doublings
              + " and "
              + learningRate);
    }
    SoftCrossEntropy loss = vanillaLoss();
    double[] parameters = new double[SoftCrossEntropy.PARAMETERS];
    double[] steps = new double[doublings + 1];
    double[] margins = new double[doublings + 1];
    int done = 0;
    for (int i = 0; i <= doublings; i++) {
      int until = 1 << i;
      descend(loss, parameters, until - done, learningRate);
      done = until;
      steps[i] = until;
      margins[i] =
          Arrays.stream(margins(SoftCrossEntropy.classifier(parameters))).min().orElseThrow();
    }
    return new Curve("vanilla, learning rate " + learningRate, steps, margins);
  }

  private static void descend(
      SoftCrossEntropy loss, double[] parameters, int steps, double learningRate) {
    for (int step = 0; step < steps; step++) {
      double[] gradient = loss.gradient(parameters);
      for (int k = 0; k < parameters.length; k++) {
        parameters[k] -= learningRate * gradient[k];
      }
    }
  }

  /**
   * Returns the linear labels of the mixes of x_2 and x_3 (Fig. 3e).
   *
   * @param points number of points of the curve, at least 2
   */
  public SegmentLabels linearLabels(int points) {
    return labels("linear labels", lambda -> lambda, points);
  }

  /** Returns the logistic labels of the mixes of x_2 and x_3 (Fig. 3f). */
  public SegmentLabels logisticLabels(double variance, int points) {
    return labels("logistic labels", logistic(variance), points);
  }

  /** Returns the scores p of a classifier for the mixes of x_2 and x_3 (Fig. 3g for the SVM). */
  public SegmentLabels scores(Outcome outcome, int points) {
    double[] lambda = Curve.evenly(0, 1, points);
    double[][] p = new double[POINTS][points];
    for (int i = 0; i < points; i++) {
      double[] scores = outcome.classifier().probabilities(mix(1, 2, lambda[i]));
      for (int c = 0; c < POINTS; c++) {
        p[c][i] = scores[c];
      }
    }
    return new SegmentLabels(outcome.name() + ", scores", lambda, p);
  }

  /**
   * Returns the expected loss of mixup.
   *
   * @param weight weight of the first parent's label as a function of lambda
   */
  SoftCrossEntropy mixupLoss(DoubleUnaryOperator weight) {
    UnitIntegral lambdas = UnitIntegral.even(PANELS);
    double pair = 1.0 / (POINTS * POINTS);
    SoftCrossEntropy loss = new SoftCrossEntropy();
    for (int i = 0; i < POINTS; i++) {
      loss.add(pair, x[i], label(i, i, 1));
      for (int j = 0; j < POINTS; j++) {
        for (int q = 0; i != j && q < lambdas.size(); q++) {
          double lambda = lambdas.node(q);
          loss.add(
              pair * lambdas.weight(q),
              mix(i, j, lambda),
              label(i, j, weight.applyAsDouble(lambda)));
        }
      }
    }
    return loss;
  }

  SoftCrossEntropy vanillaLoss() {
    SoftCrossEntropy loss = new SoftCrossEntropy();
    for (int i = 0; i < POINTS; i++) {
      loss.add(1.0 / POINTS, x[i], label(i, i, 1));
    }
    return loss;
  }

  static DoubleUnaryOperator logistic(double variance) {
    if (!(variance > 0)) {
      throw new IllegalArgumentException("sigma^2 must be positive, not " + variance);
    }
    return lambda -> LogisticLoss.sigmoid(2 * (lambda - 0.5) / variance);
  }

  private Outcome mixup(String name, DoubleUnaryOperator weight) {
    SoftCrossEntropy loss = mixupLoss(weight);
    double[] parameters = NewtonMethod.minimize(loss);
    return outcome(name, SoftCrossEntropy.classifier(parameters), loss.value(parameters));
  }

  private Outcome outcome(String name, PlaneClassifier classifier, double loss) {
    double[] margins = margins(classifier);
    double margin = Arrays.stream(margins).min().orElseThrow();
    return new Outcome(name, classifier, margins, margin, classifier.boundaryAngles(), loss);
  }

  private double[] margins(PlaneClassifier classifier) {
    double[] margins = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      margins[i] = classifier.margin(x[i], i);
    }
    return margins;
  }

  private static SegmentLabels labels(String name, DoubleUnaryOperator weight, int points) {
    double[] lambda = Curve.evenly(0, 1, points);
    double[] second = Arrays.stream(lambda).map(weight).toArray();
    double[] third = Arrays.stream(second).map(y -> 1 - y).toArray();
    return new SegmentLabels(name, lambda, new double[][] {new double[points], second, third});
  }

  private static double[] label(int i, int j, double weight) {
    double[] label = new double[POINTS];
    label[i] += weight;
    label[j] += 1 - weight;
    return label;
  }

  private double[] mix(int i, int j, double lambda) {
    return new double[] {
      lambda * x[i][0] + (1 - lambda) * x[j][0], lambda * x[i][1] + (1 - lambda) * x[j][1]
    };
  }
}

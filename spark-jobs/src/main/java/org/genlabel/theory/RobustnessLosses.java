package org.genlabel.theory;

/**
 * Mixup, GenLabel and adversarial loss of linear models f(x) = theta x on a sample of two Gaussian
 * classes (paper App. B.1). The loss is h(f(x)) - y f(x) with h(w) = log(1 + exp(w)): the available
 * text lacks a sign there, and only this sign gives the logistic loss.
 *
 * <pre>
 * L^std = 1/n sum_i l(x_i, y_i)
 * L^mix = 1/n^2 sum_ij E l(x_ij, lambda y_i + (1 - lambda) y_j),   x_ij = lambda x_i + (1 - lambda) x_j
 * L^gen = 1/n^2 sum_ij E l(x_ij, y_i if y_i = y_j, else p_1(x_ij) / (p_0(x_ij) + p_1(x_ij)))
 * L^adv = 1/n sum_i max_{|delta| &lt;= eps_i sqrt(d)} l(x_i + delta, y_i) = 1/n sum_i h(f'_i) - y_i f'_i,
 *         f'_i = f(x_i) - (2 y_i - 1) eps_i sqrt(d) |theta|
 * </pre>
 *
 * with lambda ~ U(0, 1). The attack radius follows Zhang et al. (2021), on whom the theorem builds:
 * eps_i = R_i c_x step, R_i = |cos(theta, x_i)|, c_x = min_i |x_i| / sqrt(d), where step is the
 * mean distance of a mix from x_i as a fraction of the distance to a point of the other class. It
 * is {@link #MIXUP_STEP}, as in Zhang et al., or the smaller {@link #genLabelStep} of GenLabel.
 *
 * <p>As the loss is linear in the label, L^mix - L^gen = theta v with a vector v that depends on
 * the sample only: L^mix &gt;= L^gen for exactly the models of a half-space.
 *
 * <p>The paper's theorem is about second-order Taylor approximations around the points themselves;
 * the available text lacks its Lemmas 1, 8 and 9. With g_ij and G_ij the first and second
 * derivative of the loss of label y_i at x_i towards x_j,
 *
 * <pre>
 * L^mix ~ 1/n^2 sum_ij l(x_i, y_i) + g_ij / 3 + G_ij / 12
 * L^gen ~ the same for y_i = y_j, and 2 (t l(x_i, y_i) + t^2 g_ij / 2 + t^3 G_ij / 6) for others,
 *         t = 1 / (1 + c) for y_i = 0, t = c / (1 + c) for y_i = 1
 * L^adv ~ 1/n sum_i l(x_i, y_i) + s_i |h'(f(x_i)) - y_i| + s_i^2 h''(f(x_i)) / 2, s_i = eps_i sqrt(d) |theta|
 * </pre>
 *
 * Mixup: a mix counts for either parent in proportion to lambda, which turns U(0, 1) into Beta(2,
 * 1), with E(1 - lambda) = 1/3 and E(1 - lambda)^2 = 1/6 (Zhang et al. 2021, Lemma 3.1). GenLabel:
 * for small variances the posterior is y_i up to the fraction t of the distance to x_j at which
 * both densities are equal, and y_j beyond. The paper's bounds for c confirm this reading: the mean
 * coefficient of g, (1 + c^2) / (2 (1 + c)^2), is below mixup's 1/3 if and only if c^2 - 4 c + 1
 * &lt; 0.
 *
 * <p>Immutable; {@link #of} takes time in proportion to n^2.
 */
public final class RobustnessLosses {
  /** E(1 - lambda) = 1/3 under Beta(2, 1). */
  public static final double MIXUP_STEP = 1.0 / 3;

  private static final double HALF_MEAN_SQUARED_STEP = 1.0 / 12;

  // Sufficient for ten digits of E h at scores of some tens.
  private static final UnitIntegral LAMBDAS = UnitIntegral.even(4);
  private static final int PANELS = 8;

  private final GaussianClasses.Sample sample;
  private final double[] mixupLabelTimesX;
  private final double[] genLabelTimesX;
  private final double leastNorm;
  private final double step;

  // t by label.
  private final double[] shares;

  /**
   * @param classes the densities that GenLabel labels with
   * @param sample from them, of the same dimensions
   * @param step step of the attack radius, not negative: {@link #MIXUP_STEP}, {@link #genLabelStep}
   *     or another value
   */
  public RobustnessLosses(GaussianClasses classes, GaussianClasses.Sample sample, double step) {
    if (!(step >= 0)) {
      throw new IllegalArgumentException("the step must not be negative, not " + step);
    }
    this.sample = sample;
    this.step = step;
    int n = sample.x().length;
    this.mixupLabelTimesX = new double[classes.dimensions()];
    this.genLabelTimesX = new double[classes.dimensions()];
    double c = classes.ratio();
    this.shares = new double[] {1 / (1 + c), c / (1 + c)};
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      least = Math.min(least, Math.sqrt(dot(sample.x()[i], sample.x()[i])));
      for (int j = 0; j < n; j++) {
        addLabelTimesX(classes, i, j, 1.0 / n / n);
      }
    }
    this.leastNorm = least;
  }

  /**
   * Returns (1 + c^2) / (2 (1 + c)^2), the mean coefficient of g in L^gen: 1/4 for equal variances.
   */
  public static double genLabelStep(GaussianClasses classes) {
    double c = classes.ratio();
    return (1 + c * c) / (2 * (1 + c) * (1 + c));
  }

  /** Adds E[y x_ij] under both labellings, the part of the losses that depends on the labels. */
  private void addLabelTimesX(GaussianClasses classes, int i, int j, double weight) {
    double[] first = sample.x()[i];
    double[] second = sample.x()[j];
    int yFirst = sample.y()[i];
    int ySecond = sample.y()[j];
    // E lambda^2 = E (1 - lambda)^2 = 1/3, E lambda (1 - lambda) = 1/6.
    double[] mixup =
        combination(yFirst / 3.0 + ySecond / 6.0, first, ySecond / 3.0 + yFirst / 6.0, second);
    addScaled(weight, mixup, mixupLabelTimesX);
    if (yFirst == ySecond) {
      addScaled(weight, mixup, genLabelTimesX);
      return;
    }
    double crossing =
        SignChange.of(lambda -> classes.logRatio(combination(lambda, first, 1 - lambda, second)));
    UnitIntegral lambdas = UnitIntegral.finerTowards(PANELS, crossing);
    for (int q = 0; q < lambdas.size(); q++) {
      double[] x = combination(lambdas.node(q), first, 1 - lambdas.node(q), second);
      double label = LogisticLoss.sigmoid(classes.logRatio(x));
      addScaled(weight * lambdas.weight(q) * label, x, genLabelTimesX);
    }
  }

  /**
   * Returns the losses of a model.
   *
   * @param theta [d], not 0
   * @throws IllegalArgumentException if theta is 0, which has no direction to attack along
   */
  public ModelLosses of(double[] theta) {
    double norm = Math.sqrt(dot(theta, theta));
    if (!(norm > 0 && Double.isFinite(norm))) {
      throw new IllegalArgumentException("theta must be finite and not 0");
    }
    int n = sample.x().length;
    double[] scores = new double[n];
    int right = 0;
    double standard = 0;
    for (int i = 0; i < n; i++) {
      scores[i] = dot(theta, sample.x()[i]);
      right += (scores[i] > 0) == (sample.y()[i] == 1) ? 1 : 0;
      standard += LogisticLoss.of(scores[i], sample.y()[i]) / n;
    }
    double[] shifts = attackShifts(scores);
    return new ModelLosses(
        norm,
        (double) right / n,
        standard,
        exact(theta, scores, shifts),
        approximate(scores, shifts));
  }

  /** Returns the normal v of the half-space theta v &gt;= 0 of models with L^mix &gt;= L^gen. */
  public double[] mixupMinusGenLabel() {
    return combination(1, genLabelTimesX, -1, mixupLabelTimesX);
  }

  /**
   * Returns eps_i sqrt(d) |theta| = |theta x_i| min_k |x_k| step / |x_i|, the change of f(x_i) by
   * an attack.
   */
  private double[] attackShifts(double[] scores) {
    double[] shifts = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      double[] x = sample.x()[i];
      shifts[i] = Math.abs(scores[i]) * leastNorm * step / Math.sqrt(dot(x, x));
    }
    return shifts;
  }

  private ModelLosses.Triple exact(double[] theta, double[] scores, double[] shifts) {
    int n = scores.length;
    double softplus = 0;
    double adversarial = 0;
    for (int i = 0; i < n; i++) {
      softplus += LogisticLoss.softplus(scores[i]);
      for (int j = 0; j < i; j++) {
        double first = scores[i];
        double second = scores[j];
        // The pair in either order.
        softplus +=
            2 * LAMBDAS.of(lambda -> LogisticLoss.softplus(lambda * first + (1 - lambda) * second));
      }
      int y = sample.y()[i];
      adversarial += LogisticLoss.of(scores[i] + (y == 1 ? -shifts[i] : shifts[i]), y);
    }
    double mean = softplus / n / n;
    return new ModelLosses.Triple(
        mean - dot(theta, mixupLabelTimesX), mean - dot(theta, genLabelTimesX), adversarial / n);
  }

  private ModelLosses.Triple approximate(double[] scores, double[] shifts) {
    int n = scores.length;
    double mixup = 0;
    double genLabel = 0;
    double adversarial = 0;
    for (int i = 0; i < n; i++) {
      int y = sample.y()[i];
      double f = scores[i];
      double slope = LogisticLoss.sigmoid(f);
      double curvature = LogisticLoss.curvature(f);
      double loss = LogisticLoss.of(f, y);
      adversarial += loss + shifts[i] * Math.abs(slope - y) + shifts[i] * shifts[i] * curvature / 2;
      double share = shares[y];
      for (int j = 0; j < n; j++) {
        double difference = scores[j] - f;
        double first = (slope - y) * difference;
        double second = curvature * difference * difference;
        double ofMixup = loss + MIXUP_STEP * first + HALF_MEAN_SQUARED_STEP * second;
        mixup += ofMixup;
        genLabel +=
            y == sample.y()[j]
                ? ofMixup
                : share * (2 * loss + share * (first + share * second / 3));
      }
    }
    return new ModelLosses.Triple(mixup / n / n, genLabel / n / n, adversarial / n);
  }

  private static double[] combination(double a, double[] x, double b, double[] y) {
    double[] result = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      result[k] = a * x[k] + b * y[k];
    }
    return result;
  }

  private static void addScaled(double a, double[] x, double[] sum) {
    for (int k = 0; k < x.length; k++) {
      sum[k] += a * x[k];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}

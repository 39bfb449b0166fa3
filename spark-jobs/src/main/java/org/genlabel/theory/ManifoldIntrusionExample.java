package org.genlabel.theory;

/**
 * Example 1 (paper Sec. 3.1): manifold intrusion reduces the margin.
 *
 * <p>The data: (-1, e_1), (0, e_2), (+1, e_1). The classifier: the label of x is estimated as
 * [f(x), 1 - f(x)] with
 *
 * <pre>f_theta(x) = 1 if |x| &gt;= 2 theta, else |x| / (2 theta)</pre>
 *
 * so that its decision changes at |x| = theta, and its margin is min{theta, 1 - theta}. The loss is
 * the expectation over pairs and over lambda ~ Beta(1, 1) of |y_mix - y_hat|^2 = 2 (y_1 - f)^2; it
 * is computed in closed form and minimised over theta in (0, 1]. With t = 2 theta &lt;= 1 a pair of
 * different classes has the loss 2/3 (1 - t)^2, the pair of -1 and +1, whose mixes intrude on 0,
 * has 2/3 t, and a point mixed with itself has 0.
 *
 * <p>The margin depends on the probabilities of the pairs, which the paper's main text does not
 * state: t* = 1 - w/4, where w is the ratio of the probability of the intruding pair to that of
 * either of the other two pairs. See {@link PairSampling}; the margin without manifold intrusion is
 * 1/2 in any case.
 */
public final class ManifoldIntrusionExample {
  /** The pairs that are mixed. */
  public enum Scheme {
    /** Any two points, including a point with itself. */
    MIXUP,
    /** Points of different classes only. */
    MIXUP_WITHOUT_INTRUSION
  }

  /** How the two points of a pair are drawn, independently of each other. */
  public enum PairSampling {
    /**
     * Every point equally likely, as mixup draws them: w = 1, theta* = 3/8. It makes no difference
     * whether pairs are ordered, or whether a point may be paired with itself.
     */
    POINTS(1.0 / 3, 1.0 / 3),
    /**
     * Every class equally likely, then a point of the class: w = 1/2, theta* = 7/16, the paper's
     * number.
     */
    CLASSES(1.0 / 4, 1.0 / 2);

    private final double end;
    private final double middle;

    PairSampling(double end, double middle) {
      this.end = end;
      this.middle = middle;
    }
  }

  /**
   * The best classifier of a scheme.
   *
   * @param theta minimiser of the expected loss
   * @param margin min{theta, 1 - theta}
   * @param loss the least expected loss
   */
  public record Optimum(
      Scheme scheme, PairSampling sampling, double theta, double margin, double loss) {}

  private static final double SMALLEST_THETA = 1e-3;

  private final PairSampling sampling;

  /**
   * @param sampling how pairs are drawn
   */
  public ManifoldIntrusionExample(PairSampling sampling) {
    this.sampling = sampling;
  }

  /**
   * Returns f_theta(x).
   *
   * @throws IllegalArgumentException if theta is not in (0, 1]
   */
  public static double classifier(double theta, double x) {
    checkTheta(theta);
    return Math.min(1, Math.abs(x) / (2 * theta));
  }

  /**
   * Returns the expected loss of f_theta.
   *
   * @throws IllegalArgumentException if theta is not in (0, 1]
   */
  public double expectedLoss(Scheme scheme, double theta) {
    checkTheta(theta);
    double slope = 1 / (2 * theta);
    // Two outer points, in either order.
    double differentPairs = 4 * sampling.end * sampling.middle;
    double differentLoss = 2.0 / 3 * square(theta <= 0.5 ? 1 - 2 * theta : 1 - slope);
    return switch (scheme) {
      case MIXUP_WITHOUT_INTRUSION -> differentLoss;
      case MIXUP -> {
        double oppositePairs = 2 * square(sampling.end);
        // The mixes of -1 and +1 are uniform on [-1, 1] and labelled e_1 everywhere.
        double oppositeLoss = 2 * (theta <= 0.5 ? 2 * theta / 3 : 1 - slope + square(slope) / 3);
        double endLoss = 2 * square(1 - classifier(theta, 1));
        yield differentPairs * differentLoss
            + oppositePairs * oppositeLoss
            + 2 * square(sampling.end) * endLoss;
      }
    };
  }

  /** Returns the classifier of least expected loss. */
  public Optimum optimum(Scheme scheme) {
    Minimum minimum = Minimum.of(theta -> expectedLoss(scheme, theta), SMALLEST_THETA, 1);
    double margin = Math.min(minimum.at(), 1 - minimum.at());
    return new Optimum(scheme, sampling, minimum.at(), margin, minimum.value());
  }

  /**
   * Returns the expected loss against theta, from 1/points to 1.
   *
   * @param points number of points, at least 2
   */
  public Curve lossCurve(Scheme scheme, int points) {
    double[] thetas = Curve.evenly(1.0 / points, 1, points);
    double[] losses = new double[points];
    for (int i = 0; i < points; i++) {
      losses[i] = expectedLoss(scheme, thetas[i]);
    }
    return new Curve(scheme + ", pairs by " + sampling, thetas, losses);
  }

  private static double square(double value) {
    return value * value;
  }

  private static void checkTheta(double theta) {
    if (!(theta > 0 && theta <= 1)) {
      throw new IllegalArgumentException("theta must be in (0, 1], not " + theta);
    }
  }
}

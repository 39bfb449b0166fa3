package org.genlabel.theory;

import org.genlabel.data.LabeledRows;
import org.genlabel.density.GaussianDensity;
import org.genlabel.density.SegmentDensities;

/**
 * Example 3 (paper Sec. 5.2, Fig. 5): the direction of the best logistic regression of a given
 * norm.
 *
 * <p>The data: x_1 = [1, 0] and x_2 = [0, 1] of label +1, and n points x_i = [-1, 0] of label -1.
 * The model is theta = (r cos phi, r sin phi) without bias; phi*(r) minimises the logistic loss
 * over phi. In the notation of App. B.1, with z = theta x and the label's probability of +1 as y,
 * the loss of a point is h(z) - y z, h(w) = log(1 + exp(w)): log(1 + exp(-z)) for +1, log(1 +
 * exp(z)) for -1. The margin of a direction is min{cos phi, sin phi}; the SVM's is the largest, at
 * pi/4.
 *
 * <p>The available text lacks the derivation (App. C.2). Assumed here: mixup draws ordered pairs of
 * the n + 2 points independently, a point's pair with itself included, with lambda ~ U(0, 1); the
 * label of a mix is, as in App. B.1, that of its parents if they agree, and otherwise the scheme's
 * ({@link Scheme}). As r grows, only the mixes of different classes count; their number is n for
 * x_1 as for x_2, so that the limits do not depend on n.
 */
public final class DirectionExample {
  /** The SVM's direction. */
  public static final double SVM_ANGLE = StrictMath.PI / 4;

  /** How the model is trained. */
  public enum Scheme {
    /** The points themselves: (n + 1) h(-r cos phi) + h(-r sin phi), up to the factor 1/(n + 2). */
    VANILLA,
    /** Linear labels. The limit is not pi/4. */
    MIXUP,
    /**
     * GenLabel with densities that are narrow compared with the distances of the points: the label
     * of the nearest training point. This is the limit of a Gaussian kernel on every point as its
     * bandwidth goes to 0, and "NN" in the authors' program. The limit is pi/4.
     */
    GENLABEL_NEAREST,
    /**
     * GenLabel with a Gaussian per class ({@link GaussianDensity}). The class +1 is a line, and a
     * mix of x_1 and x_3 is labelled +1 from lambda = sqrt(2) - 1 on; the limit is 0.2546 pi, which
     * cannot be distinguished from pi/4 in a figure.
     */
    GENLABEL_GAUSSIAN
  }

  private static final double SMALLEST_RADIUS = 0.1;
  private static final double LARGEST_RADIUS = 1000;
  private static final int PANELS = 8;

  /** x_1, x_2 and the position of all others. */
  private static final double[][] POINTS = {{1, 0}, {0, 1}, {-1, 0}};

  private static final int[] LABELS = {1, 1, 0};

  private final double[] multiplicities;
  private final double total;

  /**
   * The probability of +1 in the label of lambda x_i + (1 - lambda) x_j, i of class +1, j of -1.
   */
  private interface SegmentLabel {
    double at(int i, int j, double lambda);
  }

  /** The loss of score z and label y. */
  private interface PointLoss {
    double of(double z, double y);
  }

  /**
   * @param n number of points at [-1, 0], at least one
   */
  public DirectionExample(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1, not " + n);
    }
    this.multiplicities = new double[] {1, 1, n};
    this.total = n + 2;
  }

  /**
   * Returns {@code points} radii from 0.1 to 1000, evenly spaced in the logarithm; at least two.
   */
  public static double[] radii(int points) {
    double[] radii =
        Curve.evenly(StrictMath.log(SMALLEST_RADIUS), StrictMath.log(LARGEST_RADIUS), points);
    for (int i = 0; i < points; i++) {
      radii[i] = Math.min(StrictMath.exp(radii[i]), LARGEST_RADIUS);
    }
    return radii;
  }

  /** Returns the margin min{cos phi, sin phi}; negative if a point is misclassified. */
  public static double margin(double phi) {
    return Math.min(StrictMath.cos(phi), StrictMath.sin(phi));
  }

  /**
   * Returns the expected loss of theta = r (cos phi, sin phi).
   *
   * @throws IllegalArgumentException if r is not in (0, 1000]: beyond, losses underflow
   */
  public double loss(Scheme scheme, double r, double phi) {
    if (!(r > 0 && r <= LARGEST_RADIUS)) {
      throw new IllegalArgumentException("r must be in (0, 1000], not " + r);
    }
    double[] theta = {r * StrictMath.cos(phi), r * StrictMath.sin(phi)};
    if (scheme == Scheme.VANILLA) {
      double sum = 0;
      for (int i = 0; i < POINTS.length; i++) {
        sum += multiplicities[i] * loss(dot(theta, POINTS[i]), LABELS[i]);
      }
      return sum / total;
    }
    return mixedLoss(label(scheme), theta, DirectionExample::loss);
  }

  /** Returns phi*(r) in (-pi, pi], in radians. */
  public double bestAngle(Scheme scheme, double r) {
    // Minimises the logarithm, since a vanilla loss may be as small as exp(-700).
    return Minimum.of(phi -> StrictMath.log(loss(scheme, r, phi)), -StrictMath.PI, StrictMath.PI)
        .at();
  }

  /**
   * Returns the limit of phi*(r) as r grows: the minimiser of lim loss / r, where h(z) - y z
   * becomes y max(0, -z) + (1 - y) max(0, z). For mixup that is
   *
   * <pre>cos phi / 12 + (1 - cos phi sin phi) / (6 (cos phi + sin phi))</pre>
   *
   * times a constant, and phi* = 0.32488 pi. For the vanilla loss the limit is 0 for every
   * direction that separates the points, and the largest margin wins: pi/4, from below as phi* =
   * pi/4 - log(n + 1) / (sqrt(2) r) + ...
   */
  public double limit(Scheme scheme) {
    if (scheme == Scheme.VANILLA) {
      return SVM_ANGLE;
    }
    SegmentLabel label = label(scheme);
    return Minimum.of(
            phi ->
                mixedLoss(
                    label,
                    new double[] {StrictMath.cos(phi), StrictMath.sin(phi)},
                    (z, y) -> y * Math.max(0, -z) + (1 - y) * Math.max(0, z)),
            -StrictMath.PI,
            StrictMath.PI)
        .at();
  }

  /**
   * Returns phi* against r.
   *
   * @param radii [points], each in (0, 1000]
   */
  public Curve angles(Scheme scheme, double[] radii) {
    double[] angles = new double[radii.length];
    for (int i = 0; i < radii.length; i++) {
      angles[i] = bestAngle(scheme, radii[i]);
    }
    return new Curve(scheme.name(), radii.clone(), angles);
  }

  private static double loss(double z, double y) {
    // Not h(z) - y z for y = 1, which cancels where the loss is small.
    return y == 1 ? LogisticLoss.softplus(-z) : LogisticLoss.of(z, y);
  }

  private double mixedLoss(SegmentLabel label, double[] theta, PointLoss loss) {
    double sum = 0;
    for (int i = 0; i < POINTS.length; i++) {
      double own = loss.of(dot(theta, POINTS[i]), LABELS[i]);
      sum += multiplicities[i] * multiplicities[i] * own;
      for (int j = i + 1; j < POINTS.length; j++) {
        // Pairs in either order.
        double pairs = 2 * multiplicities[i] * multiplicities[j];
        sum += pairs * segmentLoss(i, j, label, theta, loss);
      }
    }
    return sum / (total * total);
  }

  private static double segmentLoss(
      int i, int j, SegmentLabel label, double[] theta, PointLoss loss) {
    double first = dot(theta, POINTS[i]);
    double second = dot(theta, POINTS[j]);
    // The loss changes its slope where the score changes its sign, within about 1 / r.
    double bend = second / (second - first);
    if (LABELS[i] == LABELS[j]) {
      return UnitIntegral.finerTowards(PANELS, bend)
          .of(lambda -> loss.of(lambda * first + (1 - lambda) * second, LABELS[i]));
    }
    double jump = SignChange.of(lambda -> label.at(i, j, lambda) - 0.5);
    return UnitIntegral.finerTowards(PANELS, bend, jump)
        .of(lambda -> loss.of(lambda * first + (1 - lambda) * second, label.at(i, j, lambda)));
  }

  private static SegmentLabel label(Scheme scheme) {
    return switch (scheme) {
      case VANILLA -> throw new IllegalArgumentException("vanilla training mixes nothing");
      case MIXUP -> (i, j, lambda) -> lambda;
      // Every x_i is the nearest point of its class to the near half of its segment to [-1, 0].
      case GENLABEL_NEAREST -> (i, j, lambda) -> lambda > 0.5 ? 1 : 0;
      case GENLABEL_GAUSSIAN -> gaussianLabel();
    };
  }

  /**
   * Returns the label by Gaussians. The covariance of coinciding points is 0, so that n does not
   * matter.
   */
  private static SegmentLabel gaussianLabel() {
    SegmentDensities densities =
        GaussianDensity.fit(new LabeledRows(POINTS, LABELS, 2)).between(POINTS);
    double[] logDensities = new double[2];
    return (i, j, lambda) -> {
      densities.logDensities(i, j, lambda, logDensities);
      return LogisticLoss.sigmoid(logDensities[1] - logDensities[0]);
    };
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1];
  }
}

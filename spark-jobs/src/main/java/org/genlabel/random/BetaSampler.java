package org.genlabel.random;

/**
 * Draws lambda ~ Beta(alpha, alpha), by the algorithms of numpy's legacy generator: Johnk's for
 * alpha <= 1, the ratio of two Marsaglia-Tsang gamma variates for alpha > 1. From numpy's uniforms
 * it returns numpy's values, up to differences between StrictMath and the C library in log and pow.
 * Not thread-safe.
 */
public final class BetaSampler {
  private final double alpha;
  private final RandomSource random;
  private final NormalSampler normals;

  /**
   * @param alpha both shape parameters; positive and finite
   * @param random source of the uniforms
   */
  public BetaSampler(double alpha, RandomSource random) {
    this(alpha, random, new NormalSampler(random));
  }

  private BetaSampler(double alpha, RandomSource random, NormalSampler normals) {
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("alpha must be positive and finite, not " + alpha);
    }
    this.alpha = alpha;
    this.random = random;
    this.normals = normals;
  }

  /**
   * Returns a copy of this sampler with the same state.
   *
   * @param copyOfRandom a copy of the source of this sampler's uniforms
   */
  public BetaSampler copy(RandomSource copyOfRandom) {
    return new BetaSampler(alpha, copyOfRandom, normals.copy(copyOfRandom));
  }

  /** Draws the next lambda, in [0, 1]. */
  public double next() {
    if (alpha > 1) {
      double a = gamma();
      double b = gamma();
      return a / (a + b);
    }
    while (true) {
      double u = random.nextDouble();
      double v = random.nextDouble();
      double x = StrictMath.pow(u, 1 / alpha);
      double y = StrictMath.pow(v, 1 / alpha);
      double sum = x + y;
      if (sum <= 1 && u + v > 0) {
        if (sum > 0) {
          return x / sum;
        }
        // For a small alpha both powers underflow; the same ratio follows from their logarithms.
        double logX = StrictMath.log(u) / alpha;
        double logY = StrictMath.log(v) / alpha;
        double largest = Math.max(logX, logY);
        double shiftedX = StrictMath.exp(logX - largest);
        return shiftedX / (shiftedX + StrictMath.exp(logY - largest));
      }
    }
  }

  /** Draws from Gamma(alpha, 1) for alpha > 1 (Marsaglia and Tsang 2000). */
  private double gamma() {
    double b = alpha - 1.0 / 3.0;
    double c = 1 / StrictMath.sqrt(9 * b);
    while (true) {
      double x;
      double v;
      do {
        x = normals.next();
        v = 1 + c * x;
      } while (v <= 0);
      v = v * v * v;
      double u = random.nextDouble();
      if (u < 1 - 0.0331 * (x * x) * (x * x)) {
        return b * v;
      }
      if (StrictMath.log(u) < 0.5 * x * x + b * (1 - v + StrictMath.log(v))) {
        return b * v;
      }
    }
  }
}

package org.genlabel.random;

/**
 * Draws standard normal numbers by the polar method, two at a time, as numpy's legacy generator
 * does. Not thread-safe.
 */
public final class NormalSampler {
  private final RandomSource random;
  private double spare;
  private boolean hasSpare;

  /**
   * @param random source of the uniforms
   */
  public NormalSampler(RandomSource random) {
    this.random = random;
  }

  /**
   * Returns a copy of this sampler with the same state.
   *
   * @param copyOfRandom a copy of the source of this sampler's uniforms
   */
  NormalSampler copy(RandomSource copyOfRandom) {
    NormalSampler copy = new NormalSampler(copyOfRandom);
    copy.spare = spare;
    copy.hasSpare = hasSpare;
    return copy;
  }

  /** Draws the next numbers. */
  public double[] next(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = next();
    }
    return numbers;
  }

  /** Draws the next number, with mean 0 and variance 1. */
  public double next() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double x1;
    double x2;
    double r2;
    do {
      x1 = 2 * random.nextDouble() - 1;
      x2 = 2 * random.nextDouble() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 == 0);
    double f = StrictMath.sqrt(-2 * StrictMath.log(r2) / r2);
    spare = f * x1;
    hasSpare = true;
    return f * x2;
  }
}

package org.genlabel.random;

/** A stream of random bits with the two draws every sampler here is built from. */
public interface RandomSource extends UniformSource {
  /** The next 32 bits. */
  int nextInt();

  /** Uniform in [0, 1), 53 bits. */
  double nextDouble();

  @Override
  default double uniform(double bound) {
    return bound * (2 * nextDouble() - 1);
  }
}

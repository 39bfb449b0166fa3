package org.genlabel.random;

/** A stream of random bits, with the two draws on which all samplers are based. */
public interface RandomSource extends UniformSource {
  /** Draws the next 32 bits. */
  int nextInt();

  /** Draws uniformly from [0, 1), with 53 bits. */
  double nextDouble();

  @Override
  default double uniform(double bound) {
    return bound * (2 * nextDouble() - 1);
  }
}

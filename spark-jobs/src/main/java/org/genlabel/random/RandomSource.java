package org.genlabel.random;

/** A stream of random bits with the two draws every sampler here is built from. */
public interface RandomSource {
  /** The next 32 bits. */
  int nextInt();

  /** Uniform in [0, 1), 53 bits. */
  double nextDouble();
}

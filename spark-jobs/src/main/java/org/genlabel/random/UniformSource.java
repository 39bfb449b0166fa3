package org.genlabel.random;

/** A source of uniform numbers, such as the initial parameters of a network. */
public interface UniformSource {
  /** Draws uniformly from [-bound, bound). */
  double uniform(double bound);
}

package org.genlabel.random;

/** Where the initial parameters of a network come from. */
public interface UniformSource {
  /** Uniform in [-bound, bound). */
  double uniform(double bound);
}

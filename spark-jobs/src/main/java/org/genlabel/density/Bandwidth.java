package org.genlabel.density;

import java.io.Serializable;

/**
 * The bandwidth factor h_c of kernel densities, by which the standard deviations of a class are
 * multiplied to give those of its kernels (docs/method.md, Sec. 2).
 *
 * @param fixed the factor of every class; 0 stands for Scott's rule
 */
public record Bandwidth(double fixed) implements Serializable {
  /** Scott's rule, h_c = n_c^(-1/(d+4)): the default. */
  public static final Bandwidth SCOTT = new Bandwidth(0);

  public Bandwidth {
    if (!(fixed >= 0) || fixed == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "a bandwidth must be positive and finite, or 0 for Scott's rule, not " + fixed);
    }
  }

  /** Returns the factor of a class with a number of points, at least one. */
  double factor(int points, int features) {
    return equals(SCOTT) ? StrictMath.pow(points, -1.0 / (features + 4)) : fixed;
  }

  /** Returns the value in configurations: "scott", or the factor. */
  public String key() {
    return equals(SCOTT) ? "scott" : Double.toString(fixed);
  }
}

package org.genlabel.theory;

import org.genlabel.random.KeyedRandom;

/** Standard normal numbers from a keyed stream, by Box and Muller's method. */
final class NormalSampler {
  private NormalSampler() {}

  /** Independent N(0, 1), two uniform numbers each. */
  static double[] normals(int count, KeyedRandom random) {
    double[] normals = new double[count];
    for (int i = 0; i < count; i++) {
      // 1 - u is in (0, 1]: its logarithm is finite.
      double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      normals[i] = radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
    return normals;
  }
}

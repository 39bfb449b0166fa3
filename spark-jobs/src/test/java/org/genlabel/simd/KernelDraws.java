package org.genlabel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.genlabel.random.KeyedRandom;

/**
 * Random inputs for the tests of kernels, and the comparison of the implementations: both give the
 * same bits, and the right numbers. Shapes are drawn so that every remainder of blocks occurs.
 */
final class KernelDraws {
  static final int DRAWS = 150;

  static final Kernels SCALAR = ActiveKernels.choose("scalar");
  static final Kernels VECTOR = ActiveKernels.choose("vector");

  private KernelDraws() {}

  static Kernels kernels(String choice) {
    return choice.equals("scalar") ? SCALAR : VECTOR;
  }

  static KeyedRandom random(String what, int draw) {
    return KeyedRandom.of(what, "draw=" + draw);
  }

  /**
   * Draws numbers mostly uniform in (-5, 5), with zeros and copies of the preceding value among
   * them.
   */
  static double[] doubles(KeyedRandom random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(12);
      values[i] = kind == 0 ? 0 : kind == 1 && i > 0 ? values[i - 1] : 10 * random.nextDouble() - 5;
    }
    return values;
  }

  static float[] floats(KeyedRandom random, int count) {
    return toFloats(doubles(random, count));
  }

  static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static <T> void assertSameBits(String what, Function<Kernels, T> result) {
    assertThat(result.apply(VECTOR)).as(what).isEqualTo(result.apply(SCALAR));
  }
}

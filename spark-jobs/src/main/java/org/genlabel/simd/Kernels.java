package org.genlabel.simd;

import java.util.List;

/**
 * The inner loops of the engine over flat arrays, in two implementations that give the same bits:
 * one with the Vector API, one in plain Java for machines and JVMs without it.
 *
 * <p>The innermost index of every array runs over <em>lanes</em>: independent problems, which are
 * candidates or fits in the single-precision kernels of the network, and points in the
 * double-precision kernels of the densities. Nothing is ever summed across lanes; every sum runs in
 * the order of its index with fused multiply-adds; exponentials and logarithms are polynomials. So
 * a lane's bits depend neither on how many lanes lie beside it nor on the width of a vector. (The
 * two kernels over segments sum across kernels, in {@link #WIDTH} interleaved parts that are added
 * in a fixed order.) Lanes are padded to a multiple of {@link #WIDTH}. Padding lanes must be
 * finite; their results are ignored.
 *
 * <p>Implementations are stateless and thread-safe. Output arrays must not be input arrays, unless
 * a method says so.
 */
public interface Kernels extends NetworkKernels, DensityKernels {
  /**
   * Lanes are padded to a multiple of this: the number of floats in the widest vectors supported.
   */
  int WIDTH = 16;

  /**
   * Returns the implementation this JVM uses: vectors where it can compile them, else plain Java.
   * {@code -Dgenlabel.simd=scalar} or {@code vector} selects one of them.
   */
  static Kernels active() {
    return ActiveKernels.active();
  }

  /**
   * Returns the implementations this JVM has, fastest first: vectors if available, and plain Java.
   * Meant for measurements; computations use {@link #active()}.
   */
  static List<Kernels> all() {
    return ActiveKernels.all();
  }

  /** Returns the least multiple of {@link #WIDTH} that holds the lanes. */
  static int padded(int lanes) {
    return (lanes + WIDTH - 1) / WIDTH * WIDTH;
  }

  /** Returns the implementation's name for display: "scalar", or "512-bit vectors". */
  String description();

  /**
   * Multiply-adds in a round of {@link #multiplyAdds}: {@link #WIDTH} for each of twelve
   * accumulators, enough to fill the latency of two units. Each is two floating-point operations.
   */
  int MULTIPLY_ADDS_OF_ROUND = 12 * WIDTH;

  /**
   * Runs as many single-precision multiply-adds as the processor can do, for comparison: twelve
   * independent accumulators that repeat x = x / 2 + 1 / 2 and never leave their registers. A round
   * is {@link #MULTIPLY_ADDS_OF_ROUND} of them in every implementation, whether on vectors or on
   * single floats.
   *
   * @param rounds number of rounds; from 64 on all accumulators have reached 1
   * @return the sum of the accumulators' first lanes, so that the compiler can eliminate nothing
   */
  float multiplyAdds(int rounds);
}

package org.genlabel.simd;

import java.util.List;

/**
 * The inner loops of the engine over flat arrays, in two implementations that give the same bits:
 * one by the Vector API, one in plain Java for machines and JVMs without it.
 *
 * <p>The innermost index of every array runs over <em>lanes</em>: independent problems, which are
 * candidates or fits in the single-precision kernels of the network, and points in the
 * double-precision kernels of the densities. Nothing is ever summed across lanes; every sum runs in
 * the order of its index with fused multiply-adds; exponentials and logarithms are polynomials. So
 * a lane's bits depend neither on how many lanes lie beside it nor on the width of a vector. (The
 * two kernels over segments sum across kernels, in {@link #WIDTH} interleaved parts that are added
 * in a fixed order.) Lanes are padded to a multiple of {@link #WIDTH}; what lies in the padding
 * must be finite and comes to nothing.
 *
 * <p>Implementations are stateless and thread-safe. Output arrays must not be input arrays, unless
 * a method says so.
 */
public interface Kernels extends NetworkKernels, DensityKernels {
  /** Lanes come in multiples of it: the floats of the widest vectors there are. */
  int WIDTH = 16;

  /**
   * The implementation this JVM uses: vectors where it can compile them, else plain Java. {@code
   * -Dgenlabel.simd=scalar} or {@code vector} asks for one of them.
   */
  static Kernels active() {
    return ActiveKernels.active();
  }

  /**
   * The implementations this JVM has, fastest first: vectors where there are any, and plain Java.
   * For measurements: what computes takes {@link #active()}.
   */
  static List<Kernels> all() {
    return ActiveKernels.all();
  }

  /** The least multiple of {@link #WIDTH} that holds the lanes. */
  static int padded(int lanes) {
    return (lanes + WIDTH - 1) / WIDTH * WIDTH;
  }

  /** What the implementation is, for people: "scalar", or "512-bit vectors". */
  String description();

  /**
   * Multiply-adds of a round of {@link #multiplyAdds}: {@link #WIDTH} for each of twelve
   * accumulators, enough to fill the latency of two units. Each is two floating-point operations.
   */
  int MULTIPLY_ADDS_OF_ROUND = 12 * WIDTH;

  /**
   * As many single-precision multiply-adds as the processor can do, for comparison: twelve
   * independent accumulators, x = x / 2 + 1 / 2 over and over, that never leave their registers. A
   * round is {@link #MULTIPLY_ADDS_OF_ROUND} of them in every implementation, whether on vectors or
   * on single floats.
   *
   * @param rounds from 64 on all accumulators have come to 1
   * @return the sum of the accumulators' first lanes, so that nothing can be left out
   */
  float multiplyAdds(int rounds);
}

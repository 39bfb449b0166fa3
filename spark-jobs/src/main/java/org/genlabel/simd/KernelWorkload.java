package org.genlabel.simd;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * The kernels in shapes that occur in studies: the one list that {@code genlabel bench}, the JMH
 * benchmarks and the tests of equal bits share. It covers every method of {@link Kernels}.
 *
 * <p>-4, -24 and -52 are candidates of a softmax regression; 10-128 is a dense layer of 10 inputs
 * and 128 units. All have 128 rows; d is the number of features, 10 where none is given.
 */
public enum KernelWorkload {
  AFFINE_4(() -> KernelCall.affine(10, 10, lanes(4))),
  AFFINE_24(() -> KernelCall.affine(10, 10, lanes(24))),
  AFFINE_52(() -> KernelCall.affine(10, 10, lanes(52))),
  OUTER_PRODUCTS_4(() -> KernelCall.outerProducts(10, lanes(4))),
  OUTER_PRODUCTS_24(() -> KernelCall.outerProducts(10, lanes(24))),
  OUTER_PRODUCTS_52(() -> KernelCall.outerProducts(10, lanes(52))),
  // The layers of networks. Up to 16 classes have one shape, except for the gradients of the
  // inputs.
  FORWARD_10_128(() -> KernelCall.affine(10, 10, 128)),
  FORWARD_128_128(() -> KernelCall.affine(128, 128, 128)),
  FORWARD_128_3(() -> KernelCall.affine(128, 128, 16)),
  INPUT_GRADIENTS_128_128(() -> KernelCall.affine(128, 128, 128)),
  INPUT_GRADIENTS_128_3(() -> KernelCall.affine(3, 16, 128)),
  INPUT_GRADIENTS_128_10(() -> KernelCall.affine(10, 16, 128)),
  WEIGHT_GRADIENTS_10_128(() -> KernelCall.outerProducts(10, 128)),
  WEIGHT_GRADIENTS_128_128(() -> KernelCall.outerProducts(128, 128)),
  WEIGHT_GRADIENTS_128_3(() -> KernelCall.outerProducts(128, 16)),
  AFFINE_OF_LANES(KernelCall::affineOfLanes),
  OUTER_PRODUCTS_OF_LANES(KernelCall::outerProductsOfLanes),
  TRIANGULAR_AFFINE(KernelCall::triangularAffine),
  MULTIPLY_ADDS(KernelCall::multiplyAdds),
  SOFTMAX(() -> KernelCall.softmax(Kernels.padded(24))),
  SUBTRACT_TARGETS(() -> KernelCall.subtractTargets(Kernels.padded(24))),
  SUBTRACT_TARGETS_OF_LANES(KernelCall::subtractTargetsOfLanes),
  RECTIFIER(KernelCall::rectifier),
  ADAM(KernelCall::adam),
  HALF_SQUARES(KernelCall::halfSquares),
  KERNEL_SUMS_D3(() -> KernelCall.kernelSums(3)),
  KERNEL_SUMS_D10(() -> KernelCall.kernelSums(10)),
  KERNEL_SUMS_D20(() -> KernelCall.kernelSums(20)),
  MIXED_KERNEL_SUM(KernelCall::mixedKernelSum),
  LEAST_SQUARED_DISTANCES_D3(() -> KernelCall.leastSquaredDistances(3)),
  LEAST_SQUARED_DISTANCES_D10(() -> KernelCall.leastSquaredDistances(10)),
  LEAST_SQUARED_DISTANCES_D20(() -> KernelCall.leastSquaredDistances(20)),
  LEAST_OFFSETS_D3(() -> KernelCall.leastOffsets(3)),
  LEAST_OFFSETS_D10(() -> KernelCall.leastOffsets(10)),
  LEAST_OFFSETS_D20(() -> KernelCall.leastOffsets(20)),
  LEAST_MIXED(KernelCall::leastMixed),
  POSTERIOR(KernelCall::posterior),
  LOGARITHMS(KernelCall::logarithms);

  private final Supplier<KernelCall> calls;

  KernelWorkload(Supplier<KernelCall> calls) {
    this.calls = calls;
  }

  /** Returns a call with separate data, the same every time. */
  public KernelCall call() {
    return calls.get();
  }

  /** Returns the kernel and its shape for display, such as "affine-24". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the number of columns for three classes' candidates. */
  private static int lanes(int candidates) {
    return 3 * Kernels.padded(candidates);
  }
}

package org.genlabel.random;

/**
 * torch's generator on the CPU, with its ways of drawing: {@code torch.rand}, {@code
 * Tensor.uniform_} and {@code torch.randperm}. Not thread-safe.
 */
public final class TorchRandom implements UniformSource {
  private static final int MANTISSA = 0xffffff;
  private static final float FLOAT_UNIT = 0x1.0p-24f;

  private final Mt19937 bits;

  /** The generator after {@code torch.manual_seed(seed)}. */
  public TorchRandom(int seed) {
    this(new Mt19937(seed));
  }

  private TorchRandom(Mt19937 bits) {
    this.bits = bits;
  }

  /** Another generator that goes on from here as this one does. */
  public TorchRandom copy() {
    return new TorchRandom(bits.copy());
  }

  /** Passes over draws of 32 bits. */
  public void skip(long draws) {
    bits.skip(draws);
  }

  /** Uniform in [0, 1), 24 bits; one draw. */
  public float nextFloat() {
    return (bits.nextInt() & MANTISSA) * FLOAT_UNIT;
  }

  /** Uniform in [-bound, bound) in single precision; one draw. */
  @Override
  public double uniform(double bound) {
    float low = (float) -bound;
    float high = (float) bound;
    return Math.fma(nextFloat(), high - low, low);
  }

  /** A random order of 0, ..., n - 1; n - 1 draws. */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = 0; i < n - 1; i++) {
      int j = i + Integer.remainderUnsigned(bits.nextInt(), n - i);
      int value = order[i];
      order[i] = order[j];
      order[j] = value;
    }
    return order;
  }
}

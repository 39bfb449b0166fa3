package org.genlabel.random;

/**
 * torch's generator on the CPU, with its drawing algorithms: {@code torch.rand}, {@code
 * Tensor.uniform_} and {@code torch.randperm}. Not thread-safe.
 */
public final class TorchRandom implements UniformSource {
  private static final int MANTISSA = 0xffffff;
  private static final float FLOAT_UNIT = 0x1.0p-24f;

  private final Mt19937 bits;

  /** Creates the generator in its state after {@code torch.manual_seed(seed)}. */
  public TorchRandom(int seed) {
    this(new Mt19937(seed));
  }

  private TorchRandom(Mt19937 bits) {
    this.bits = bits;
  }

  /** Returns a copy of this generator with the same state. */
  public TorchRandom copy() {
    return new TorchRandom(bits.copy());
  }

  /** Skips draws of 32 bits. */
  public void skip(long draws) {
    bits.skip(draws);
  }

  /** Draws uniformly from [0, 1), with 24 bits; takes one draw. */
  public float nextFloat() {
    return (bits.nextInt() & MANTISSA) * FLOAT_UNIT;
  }

  /** Draws uniformly from [-bound, bound) in single precision; takes one draw. */
  @Override
  public double uniform(double bound) {
    float low = (float) -bound;
    float high = (float) bound;
    return Math.fma(nextFloat(), high - low, low);
  }

  /** Draws a random permutation of 0, ..., n - 1; takes n - 1 draws. */
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

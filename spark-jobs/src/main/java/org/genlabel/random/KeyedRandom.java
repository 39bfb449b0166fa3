package org.genlabel.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Random streams keyed by names: {@code KeyedRandom.of("seed=1", "dataset=48", "fold=3")} always
 * returns the same stream, which is independent of the streams of other keys.
 *
 * <p>The key's SHA-256 digest is the 256-bit state of a xoshiro256++ generator (Blackman and Vigna
 * 2019). Both are specified bit for bit, so a stream does not depend on the Java version or the
 * machine. Not thread-safe.
 */
public final class KeyedRandom implements RandomSource {
  private static final double DOUBLE_UNIT = 0x1.0p-53;

  private long s0;
  private long s1;
  private long s2;
  private long s3;

  private KeyedRandom(ByteBuffer state) {
    s0 = state.getLong();
    s1 = state.getLong();
    s2 = state.getLong();
    s3 = state.getLong();
  }

  /**
   * Returns the stream of a key.
   *
   * @param names the parts of the key, in order; keys with different parts differ, even if their
   *     concatenations are equal
   */
  public static KeyedRandom of(String... names) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (String name : names) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      // The length precedes each part, so that ("ab", "c") and ("a", "bc") are different keys.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return new KeyedRandom(ByteBuffer.wrap(digest.digest()));
  }

  /** Returns the next 64 bits. */
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  @Override
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * DOUBLE_UNIT;
  }

  /**
   * Draws uniformly from {0, ..., bound - 1}, without bias (Lemire 2019).
   *
   * @throws IllegalArgumentException if bound is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, not " + bound);
    }
    long product = Integer.toUnsignedLong(nextInt()) * bound;
    if (Integer.toUnsignedLong((int) product) < bound) {
      long threshold = Integer.toUnsignedLong(-bound) % bound;
      while (Integer.toUnsignedLong((int) product) < threshold) {
        product = Integer.toUnsignedLong(nextInt()) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** Draws a uniformly random permutation of 0, ..., n - 1 (Fisher and Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    shuffle(order);
    return order;
  }

  /** Shuffles the values uniformly. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}

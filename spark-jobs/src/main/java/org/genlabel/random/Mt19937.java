package org.genlabel.random;

/**
 * The Mersenne Twister MT19937, seeded as numpy's {@code RandomState(seed)} and torch's {@code
 * manual_seed} seed it (Knuth's recurrence), with the drawing algorithms of numpy's legacy
 * generator. The class of commons-math is not used because replaying the authors' runs needs the
 * generator's state, which it does not expose. Not thread-safe.
 */
public final class Mt19937 implements RandomSource {
  private static final int N = 624;
  private static final int M = 397;
  private static final int MATRIX = 0x9908b0df;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;

  private final int[] state = new int[N];
  private int next = N;

  /** Creates a generator from a 32-bit seed. */
  public Mt19937(int seed) {
    state[0] = seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private Mt19937(Mt19937 other) {
    System.arraycopy(other.state, 0, state, 0, N);
    next = other.next;
  }

  /** Returns a copy of this generator with the same state. */
  public Mt19937 copy() {
    return new Mt19937(this);
  }

  /** Skips draws of 32 bits. */
  public void skip(long draws) {
    long left = draws;
    while (left > N - next) {
      left -= N - next;
      twist();
    }
    next += (int) left;
  }

  @Override
  public int nextInt() {
    if (next == N) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** Draws a double as numpy does, from 27 bits of one draw and 26 of the next. */
  @Override
  public double nextDouble() {
    int high = nextInt() >>> 5;
    int low = nextInt() >>> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  /**
   * Draws a permutation as numpy's {@code RandomState.permutation(n)}: Fisher-Yates from the end,
   * each index by masked rejection.
   */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int mask = -1 >>> Integer.numberOfLeadingZeros(i);
      int j;
      do {
        j = nextInt() & mask;
      } while (j > i);
      int value = order[i];
      order[i] = order[j];
      order[j] = value;
    }
    return order;
  }

  private void twist() {
    for (int i = 0; i < N - M; i++) {
      state[i] = state[i + M] ^ twisted(state[i], state[i + 1]);
    }
    for (int i = N - M; i < N - 1; i++) {
      state[i] = state[i + M - N] ^ twisted(state[i], state[i + 1]);
    }
    state[N - 1] = state[M - 1] ^ twisted(state[N - 1], state[0]);
    next = 0;
  }

  private static int twisted(int upper, int lower) {
    int y = (upper & UPPER) | (lower & LOWER);
    return (y >>> 1) ^ (-(y & 1) & MATRIX);
  }
}

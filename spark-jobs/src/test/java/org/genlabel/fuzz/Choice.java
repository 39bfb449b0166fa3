package org.genlabel.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that follow from a seed. */
final class Choice {
  private final SplittableRandom random;

  Choice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns true in so many of a hundred cases. */
  boolean percent(int cases) {
    return random.nextInt(100) < cases;
  }

  /** Returns a number of a range, both ends included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Returns a number below 1 with all the digits that a double has. */
  double real() {
    return random.nextDouble();
  }

  <T> T of(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  @SafeVarargs
  final <T> T of(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** Shuffles an array. */
  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}

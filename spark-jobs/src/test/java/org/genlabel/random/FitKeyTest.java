package org.genlabel.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FitKeyTest {
  @Test
  void streamIsKeyedByTheFitAndThePurpose() {
    assertThat(new FitKey(7, "iris", 3, 1).stream("lambda", "alpha=1.0").nextLong())
        .isEqualTo(
            KeyedRandom.of("seed=7", "dataset=iris", "trial=3", "fold=1", "lambda", "alpha=1.0")
                .nextLong());
  }

  @Test
  void finalFitHasASeparateStream() {
    assertThat(new FitKey(7, "iris", 3, FitKey.FINAL).stream("row order").nextLong())
        .isEqualTo(
            KeyedRandom.of("seed=7", "dataset=iris", "trial=3", "final", "row order").nextLong());
  }

  @Test
  void everyPartOfTheKeyAndThePurposeMatter() {
    List<FitKey> keys =
        List.of(
            new FitKey(1, "a", 1, 1),
            new FitKey(2, "a", 1, 1),
            new FitKey(1, "b", 1, 1),
            new FitKey(1, "a", 2, 1),
            new FitKey(1, "a", 1, 2),
            new FitKey(1, "a", 1, FitKey.FINAL));
    Set<Long> firstDraws = new HashSet<>();
    for (FitKey key : keys) {
      firstDraws.add(key.stream("row order").nextLong());
      firstDraws.add(key.stream("partners").nextLong());
    }

    assertThat(firstDraws).hasSize(12);
  }
}

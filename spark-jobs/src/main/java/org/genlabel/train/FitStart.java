package org.genlabel.train;

import org.genlabel.random.AuthorsRandom;
import org.genlabel.random.FitKey;

/** Where the random numbers of a fit begin. */
public sealed interface FitStart {
  /** Whether the fit can begin only when the one before it has ended. */
  default boolean needsPrevious() {
    return false;
  }

  /** Streams keyed by names: they depend on no other fit. */
  record Keyed(FitKey key) implements FitStart {}

  /**
   * Generators whose state is known before anything is trained.
   *
   * @param random copied by every use
   */
  record Known(AuthorsRandom random) implements FitStart {}

  /**
   * Where the fit before it in the plan leaves the generators: it can begin only when that one has
   * ended.
   */
  record AfterPrevious() implements FitStart {
    @Override
    public boolean needsPrevious() {
      return true;
    }
  }
}

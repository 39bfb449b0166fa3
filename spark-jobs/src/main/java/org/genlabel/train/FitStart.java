package org.genlabel.train;

import org.genlabel.random.AuthorsRandom;
import org.genlabel.random.FitKey;

/** The start of the random numbers of a fit. */
public sealed interface FitStart {
  /** Returns whether the fit can begin only after the previous one has ended. */
  default boolean needsPrevious() {
    return false;
  }

  /** Streams keyed by names, which do not depend on other fits. */
  record Keyed(FitKey key) implements FitStart {}

  /**
   * Generators whose state is known before training.
   *
   * @param random generators, which are copied for every use
   */
  record Known(AuthorsRandom random) implements FitStart {}

  /**
   * The state of the generators at the end of the previous fit of the plan; the fit can begin only
   * after that one has ended.
   */
  record AfterPrevious() implements FitStart {
    @Override
    public boolean needsPrevious() {
      return true;
    }
  }
}

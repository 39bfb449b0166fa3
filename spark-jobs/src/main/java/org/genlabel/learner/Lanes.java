package org.genlabel.learner;

/** What holds for all candidates side by side in vectors. */
final class Lanes {
  private Lanes() {}

  /**
   * Lanes take their steps together, each with a gradient of its own length.
   *
   * @throws IllegalArgumentException if the phase cuts gradients
   */
  static void requireNoLargestNorm(Phase phase) {
    if (phase.largestGradientNorm().isPresent()) {
      throw new IllegalArgumentException(
          "candidates side by side have no largest norm of their gradients, not "
              + phase.largestGradientNorm().getAsDouble());
    }
  }
}

package org.genlabel.learner;

/** Checks for candidates that are trained side by side in vectors. */
final class Lanes {
  private Lanes() {}

  /**
   * Checks that a phase does not clip gradients: lanes take their steps together, but their
   * gradients differ in length.
   *
   * @throws IllegalArgumentException if the phase clips gradients
   */
  static void requireNoLargestNorm(Phase phase) {
    if (phase.largestGradientNorm().isPresent()) {
      throw new IllegalArgumentException(
          "gradients of candidates side by side cannot be clipped to norm "
              + phase.largestGradientNorm().getAsDouble());
    }
  }
}

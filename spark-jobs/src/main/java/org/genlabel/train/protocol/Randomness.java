package org.genlabel.train.protocol;

import java.util.Locale;

/** The source of the random numbers of training, which selects the protocol of the training. */
public enum Randomness {
  /**
   * Streams keyed by names: all schemes of a dataset, alpha and trial have the same mixed points.
   */
  PAIRED,
  /** The generators of the authors' program, draw for draw. */
  AUTHORS;

  /** Returns the name in configurations. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.genlabel.train.protocol;

import java.util.Locale;

/** Where the random numbers of training come from, and with them how cells are trained. */
public enum Randomness {
  /** Streams keyed by names: all schemes of a dataset, alpha and trial see the same mixes. */
  PAIRED,
  /** The authors' program, draw for draw. */
  AUTHORS;

  /** The name in configurations. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

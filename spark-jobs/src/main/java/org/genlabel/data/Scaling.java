package org.genlabel.data;

/** Which rows the standardisation takes mean and deviation from. */
public enum Scaling {
  /** The training rows only. */
  TRAINING_ROWS("training-rows"),
  /** All rows, as the authors did: the test rows leak into training. For reproduction only. */
  ALL_ROWS("all-rows");

  private final String key;

  Scaling(String key) {
    this.key = key;
  }

  /** Returns the name in configurations. */
  public String key() {
    return key;
  }
}

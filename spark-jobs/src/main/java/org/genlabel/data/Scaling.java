package org.genlabel.data;

/** Which rows the standardisation takes mean and deviation from. */
public enum Scaling {
  /** The training rows only. */
  TRAINING_ROWS("training-rows"),
  /** All rows, as the authors did: the test rows leak into training. For reproduction only. */
  ALL_ROWS("all-rows");

  private final String word;

  Scaling(String word) {
    this.word = word;
  }

  /** The name in configurations. */
  public String word() {
    return word;
  }
}

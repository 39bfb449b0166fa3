package org.genlabel.data;

/** Which attributes of a file become features. */
public enum FeatureHandling {
  /** Numeric attributes only; nominal ones are dropped, as the authors did. */
  NUMERIC("numeric"),

  /** Numeric attributes, and nominal ones as categories to be expanded into indicator columns. */
  ONE_HOT("one-hot");

  private final String key;

  FeatureHandling(String key) {
    this.key = key;
  }

  /** Returns the name in configurations. */
  public String key() {
    return key;
  }
}

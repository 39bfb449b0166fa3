package org.genlabel.learner;

/**
 * A candidate among others side by side in vectors, which refer to the labels of a row by position.
 * Its target is gamma y_generative + (1 - gamma) y_mixture.
 *
 * @param learningRate positive
 * @param gamma weight of the generative label, in [0, 1]
 * @param mixtureLabel which of a row's labels is y_mixture
 * @param generativeLabel which of a row's labels is y_generative, or {@link #NONE}
 */
record Lane(double learningRate, double gamma, int mixtureLabel, int generativeLabel) {
  /** In place of a generative label: the target is y_mixture. */
  static final int NONE = -1;
}

package org.genlabel.learner;

/**
 * A candidate that is trained side by side with others in vectors; it refers to the labels of a row
 * by position. Its target is gamma y_generative + (1 - gamma) y_mixture.
 *
 * @param learningRate positive
 * @param gamma weight of the generative label, in [0, 1]
 * @param mixtureLabel position of y_mixture among the labels of a row
 * @param generativeLabel position of y_generative among the labels of a row, or {@link #NONE}
 */
record Lane(double learningRate, double gamma, int mixtureLabel, int generativeLabel) {
  /** Replaces the position of a generative label if the target is y_mixture. */
  static final int NONE = -1;
}

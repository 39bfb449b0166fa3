package org.genlabel.model;

/**
 * One of the candidates that are trained side by side: its own learning rate and target, everything
 * else shared.
 *
 * <p>Its target is gamma y_generative + (1 - gamma) y_mixture. Cross-entropy is linear in the
 * target, so this equals the gamma-weighted sum of the two losses (method Sec. 3).
 *
 * @param learningRate positive
 * @param gamma weight of the generative label, in [0, 1]
 * @param mixtureLabel which of a row's labels is y_mixture
 * @param generativeLabel which of a row's labels is y_generative, or {@link #NONE}
 */
public record Lane(double learningRate, double gamma, int mixtureLabel, int generativeLabel) {
  /** In place of a generative label: the target is y_mixture. */
  public static final int NONE = -1;
}

package org.genlabel.learner;

/**
 * What one candidate is trained with. Equal ones, started alike on the same batches, end alike.
 *
 * @param learningRate positive
 * @param blend the target it learns
 */
public record Hyperparameters(double learningRate, TargetBlend blend) {}

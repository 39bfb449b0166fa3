package org.genlabel.learner;

/**
 * The hyperparameters of one candidate. Candidates with equal ones, the same initial parameters and
 * the same batches have equal results.
 *
 * @param learningRate positive
 * @param blend the target it learns
 */
public record Hyperparameters(double learningRate, TargetBlend blend) {}

package org.genlabel.train;

import java.util.Optional;
import java.util.OptionalDouble;
import org.genlabel.density.DensityKind;

/**
 * One point of a scheme's grid, among which cross-validation chooses.
 *
 * @param learningRate positive
 * @param gamma weight of the GenLabel label; empty if the scheme has none
 * @param density the density of the GenLabel label; empty if the scheme has none
 */
public record Candidate(double learningRate, OptionalDouble gamma, Optional<DensityKind> density) {}

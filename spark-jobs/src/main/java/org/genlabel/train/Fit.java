package org.genlabel.train;

import java.util.OptionalDouble;
import org.genlabel.model.LaneClassifier;

/**
 * What a fit came to.
 *
 * @param classifiers one per candidate, in order
 * @param intrusionRate share of the mixed points that intruded and were dropped; empty where the
 *     scheme does not ask
 */
public record Fit(LaneClassifier classifiers, OptionalDouble intrusionRate) {}

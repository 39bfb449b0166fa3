package org.genlabel.experiment;

import java.io.Serializable;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.train.protocol.Randomness;

/**
 * Evaluation protocol: split, scaling, nominal features and source of randomness (docs/method.md,
 * Sec. 6).
 *
 * @param split the rule that chooses the test rows
 * @param scaling the rows that the standardisation takes mean and deviation from
 * @param features how nominal features are handled
 * @param randomness the source of the random numbers of training
 */
public record Protocol(
    Split.Rule split, Scaling scaling, FeatureHandling features, Randomness randomness)
    implements Serializable {}

package org.genlabel.experiment;

import java.io.Serializable;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.train.protocol.Randomness;

/**
 * How a study treats its data and its chances (docs/method.md, Sec. 6).
 *
 * @param split which rows test
 * @param scaling which rows the standardisation looks at
 * @param features what becomes of nominal features
 * @param randomness where the random numbers of training come from
 */
public record Protocol(
    Split.Rule split, Scaling scaling, FeatureHandling features, Randomness randomness)
    implements Serializable {}

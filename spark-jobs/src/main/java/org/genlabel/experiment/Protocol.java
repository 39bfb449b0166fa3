package org.genlabel.experiment;

import java.io.Serializable;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;

/**
 * How a study treats its data (method Sec. 6).
 *
 * @param split which rows test
 * @param scaling which rows the standardisation looks at
 * @param features what becomes of nominal features
 */
public record Protocol(Split.Rule split, Scaling scaling, FeatureHandling features)
    implements Serializable {}

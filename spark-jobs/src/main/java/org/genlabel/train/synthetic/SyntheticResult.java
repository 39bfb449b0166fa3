package org.genlabel.train.synthetic;

import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.data.synthetic.SyntheticPoints;
import org.genlabel.network.NetworkClassifier;
import org.genlabel.train.Scheme;

/**
 * Result of one training on synthetic data.
 *
 * @param trial 0, 1, ...
 * @param training training points, the same for all schemes of a dataset and trial
 * @param network trained network, after the last epoch
 * @param trainAccuracy share of the training points that it classifies correctly, in [0, 1]
 * @param testAccuracy share of the test points that it classifies correctly, in [0, 1]
 */
public record SyntheticResult(
    SyntheticDataset dataset,
    Scheme scheme,
    int trial,
    SyntheticPoints training,
    NetworkClassifier network,
    double trainAccuracy,
    double testAccuracy) {}

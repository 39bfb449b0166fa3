package org.genlabel.train.synthetic;

import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.data.synthetic.SyntheticPoints;
import org.genlabel.network.NetworkClassifier;
import org.genlabel.train.Scheme;

/**
 * One training on synthetic data, and its accuracies.
 *
 * @param trial 0, 1, ...
 * @param training what was learned from: the same for all schemes of a dataset and trial
 * @param network after the last epoch
 * @param trainAccuracy share of the training points it has right, in [0, 1]
 * @param testAccuracy share of as many other points, in [0, 1]
 */
public record SyntheticResult(
    SyntheticDataset dataset,
    Scheme scheme,
    int trial,
    SyntheticPoints training,
    NetworkClassifier network,
    double trainAccuracy,
    double testAccuracy) {}

package org.genlabel.network;

import org.genlabel.classifier.ScoringClassifier;

/** A trained network as a classifier. Its scores are the outputs before the softmax. */
public interface NetworkClassifier extends ScoringClassifier {
  /**
   * Returns the parameters in torch's order: the [out][in] weights of every layer, then its biases.
   */
  double[] parameters();
}

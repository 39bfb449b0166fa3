package org.genlabel.network;

import org.genlabel.classifier.ScoringClassifier;

/** A trained network as a classifier; its scores are those before the softmax. */
public interface NetworkClassifier extends ScoringClassifier {
  /**
   * The parameters in the order torch stores them: every layer's [out][in] weights, then its
   * biases.
   */
  double[] parameters();
}

package org.genlabel.learner;

import java.util.List;
import org.genlabel.network.NetworkClassifier;

/**
 * Candidates of one model that are trained side by side. Candidates do not influence each other:
 * the bits of one are the same whatever is trained beside it. Not thread-safe.
 */
public interface Learner {
  /** Returns the number of candidates. */
  int candidates();

  /** Returns the phases of the training, in order. */
  List<Phase> phases();

  /** Prepares for the batches of a phase. */
  void begin(Phase phase);

  /**
   * Takes one optimiser step of every candidate on the batch that was drawn: theta &lt;- theta - lr
   * grad [gamma CE(f(x_mix), y_gen) + (1 - gamma) CE(f(x_mix), y_mix)], averaged over the points
   * that it learns from.
   *
   * @param batches one that all candidates share, or one for each
   */
  void step(List<Batch> batches);

  /**
   * Returns a trained candidate, which further training may change. Its predictions cost no more
   * than those of a single candidate.
   */
  NetworkClassifier classifier(int candidate);

  /**
   * Predicts classes by all candidates.
   *
   * @param x [points][features]
   * @return [candidates][points]
   */
  default int[][] predict(double[][] x) {
    int[][] predictions = new int[candidates()][];
    for (int candidate = 0; candidate < predictions.length; candidate++) {
      predictions[candidate] = classifier(candidate).predict(x);
    }
    return predictions;
  }
}

package org.genlabel.learner;

import java.util.List;
import org.genlabel.network.NetworkClassifier;

/**
 * Candidates of one model that are trained side by side. No candidate influences another: its bits
 * are the same whatever is trained beside it. Not thread-safe.
 */
public interface Learner {
  /** How many candidates there are. */
  int candidates();

  /** How the candidates are trained, phase after phase. */
  List<Phase> phases();

  /** Makes ready for the batches of a phase. */
  void begin(Phase phase);

  /**
   * One optimiser step of every candidate on the batch that was drawn: theta &lt;- theta - lr grad
   * [gamma CE(f(x_mix), y_gen) + (1 - gamma) CE(f(x_mix), y_mix)], the mean over the points it
   * learns from.
   *
   * @param batches one that all candidates share, or one for each
   */
  void step(List<Batch> batches);

  /**
   * A trained candidate; training it further may change what is returned. Predicting with it costs
   * that candidate only.
   */
  NetworkClassifier classifier(int candidate);

  /**
   * The classes that all candidates decide for.
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

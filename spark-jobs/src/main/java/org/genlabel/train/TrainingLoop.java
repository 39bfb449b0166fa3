package org.genlabel.train;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Learner;
import org.genlabel.learner.Phase;

/**
 * The training loop of all models (paper Alg. 1). In every epoch of every phase the streams draw
 * batches, and the learner takes a step on each. The learner requests the points and labels that it
 * needs of a draw; those that do not depend on the candidate are computed once for all candidates.
 */
public final class TrainingLoop {
  private TrainingLoop() {}

  /**
   * Trains the candidates of a learner.
   *
   * @param batches one that all candidates share, or one for each, with equal numbers of batches
   *     per epoch; before their first draw
   * @throws CancellationException if the thread is interrupted
   */
  public static void run(Learner learner, List<Batch> batches) {
    int batchesPerEpoch = batches.get(0).batchesPerEpoch();
    for (Phase phase : learner.phases()) {
      learner.begin(phase);
      for (int epoch = 0; epoch < phase.epochs(); epoch++) {
        for (int b = 0; b < batchesPerEpoch; b++) {
          checkInterrupt(epoch);
          batches.forEach(Batch::draw);
          learner.step(batches);
        }
      }
    }
  }

  /**
   * Throws if the thread is interrupted: training is the longest part of a task, so this is where a
   * cancelled task ends.
   */
  private static void checkInterrupt(int epoch) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("training was interrupted in epoch " + epoch);
    }
  }
}

package org.genlabel.train;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Learner;
import org.genlabel.learner.Phase;

/**
 * The training loop (paper Alg. 1), whatever is trained: phase by phase, epoch by epoch, the
 * streams draw a batch and the learner takes a step. What is made of a draw is pulled by the
 * learner; what does not depend on the candidate is worked out once for all of them.
 */
public final class TrainingLoop {
  private TrainingLoop() {}

  /**
   * Trains the candidates of a learner.
   *
   * @param batches one that all candidates share, or one for each, with as many batches an epoch;
   *     at their first
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

  /** Training is the long part of a task: a cancelled one ends here. */
  private static void checkInterrupt(int epoch) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("training was interrupted in epoch " + epoch);
    }
  }
}

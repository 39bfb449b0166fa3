package org.genlabel.train;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.model.LaneModel;

/**
 * The training loop: many candidates over one stream of mixed batches. Who is mixed with whom and
 * what the densities say there does not depend on the candidate, so it is worked out once;
 * candidates differ in their targets and steps alone.
 */
final class Sweep {
  private Sweep() {}

  /**
   * Trains all lanes of the models.
   *
   * @param models initialised; updated
   * @param x [rows][features], the training rows
   * @param rules the labels the lanes refer to, by position
   * @param stream at its first batch
   * @throws CancellationException if the thread is interrupted
   */
  static void train(
      LaneModel models,
      double[][] x,
      List<LabelingRule> rules,
      int classes,
      MixStream stream,
      int epochs) {
    MixedBatch batch = new MixedBatch(stream.largestBatch());
    double[] mixed = new double[x[0].length];
    double[][] labels = new double[rules.size()][classes];
    for (int epoch = 0; epoch < epochs; epoch++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("training was interrupted in epoch " + epoch);
      }
      for (int b = 0; b < stream.batchesPerEpoch(); b++) {
        stream.next(batch);
        for (int row = 0; row < batch.size(); row++) {
          int i = batch.first(row);
          int j = batch.second(row);
          mix(x[i], x[j], batch.lambda(), mixed);
          for (int rule = 0; rule < labels.length; rule++) {
            rules.get(rule).label(i, j, batch.lambda(), labels[rule]);
          }
          models.addRow(mixed, labels);
        }
        models.step();
      }
    }
  }

  /** x_mix = lambda a + (1 - lambda) b. */
  private static void mix(double[] a, double[] b, double lambda, double[] mixed) {
    for (int k = 0; k < mixed.length; k++) {
      mixed[k] = lambda * a[k] + (1 - lambda) * b[k];
    }
  }
}

package org.genlabel.train;

import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.mixup.MixedPoint;
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
   * @param features d, of a row
   * @param classes K, of a label
   * @param stream at its first batch
   * @param rules what is made of a batch
   * @return the share of points that were dropped; empty if the rules ask for none to be
   * @throws CancellationException if the thread is interrupted
   */
  static OptionalDouble train(
      LaneModel models, int features, int classes, MixStream stream, FitRules rules, int epochs) {
    MixedBatch batch = new MixedBatch(stream.largestBatch());
    MixedPoint point = new MixedPoint(features);
    double[][] labels = new double[rules.labels().size()][classes];
    long seen = 0;
    long kept = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      checkInterrupt(epoch);
      for (int b = 0; b < stream.batchesPerEpoch(); b++) {
        stream.next(batch);
        int keptOfBatch = addRows(models, batch, point, labels, rules);
        if (keptOfBatch > 0) {
          models.step(keptOfBatch);
        } else if (rules.stepsOnEmptyBatch()) {
          models.step(1);
        }
        seen += batch.size();
        kept += keptOfBatch;
      }
    }
    return rules.excluded().isPresent()
        ? OptionalDouble.of((double) (seen - kept) / seen)
        : OptionalDouble.empty();
  }

  private static int addRows(
      LaneModel models, MixedBatch batch, MixedPoint point, double[][] labels, FitRules rules) {
    int kept = 0;
    rules.mixing().begin(batch.lambda());
    for (int row = 0; row < batch.size(); row++) {
      rules.mixing().mix(batch.first(row), batch.second(row), batch.lambda(), point);
      if (rules.excluded().isEmpty() || !rules.excluded().get().intrudes(point)) {
        for (int rule = 0; rule < labels.length; rule++) {
          rules.labels().get(rule).label(point, labels[rule]);
        }
        models.addRow(point.x(), labels);
        kept++;
      }
    }
    return kept;
  }

  /** Training is the long part of a task: a cancelled one ends here. */
  static void checkInterrupt(int epoch) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("training was interrupted in epoch " + epoch);
    }
  }
}

package org.genlabel.train;

import java.util.Arrays;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.model.LaneModel;

/**
 * AdaMixup as the authors' program trains it: the classifier learns from the mixed points and both
 * parents, while the policy that mixes stays at its random start. (The program's intrusion
 * classifier changes nothing then.)
 */
final class FrozenAdaMixup {
  private FrozenAdaMixup() {}

  /**
   * Trains the classifier.
   *
   * @param model initialised; updated
   * @param stream of triples, at its first batch
   */
  static void train(
      LaneModel model, TrainingRows rows, FrozenPolicy policy, MixStream stream, int epochs) {
    MixedBatch batch = new MixedBatch(stream.largestBatch());
    double[][] labels = new double[1][rows.classes()];
    double[] mixed = new double[rows.features()];
    for (int epoch = 0; epoch < epochs; epoch++) {
      Sweep.checkInterrupt(epoch);
      for (int b = 0; b < stream.batchesPerEpoch(); b++) {
        stream.next(batch);
        for (int row = 0; row < batch.size(); row++) {
          int i = batch.first(row);
          int j = batch.second(row);
          double[] first = rows.x()[i];
          double[] second = rows.x()[j];
          double lambda = policy.lambda(first, second, batch.uniform(row));
          for (int k = 0; k < mixed.length; k++) {
            mixed[k] = lambda * first[k] + (1 - lambda) * second[k];
          }
          addRow(model, mixed, labels, rows.labels()[i], lambda, rows.labels()[j]);
          addRow(model, first, labels, rows.labels()[i], 1, rows.labels()[i]);
          addRow(model, second, labels, rows.labels()[j], 1, rows.labels()[j]);
        }
        model.step(batch.size());
      }
    }
  }

  private static void addRow(
      LaneModel model, double[] x, double[][] labels, int label, double weight, int otherLabel) {
    Arrays.fill(labels[0], 0);
    labels[0][label] += weight;
    labels[0][otherLabel] += 1 - weight;
    model.addRow(x, labels);
  }
}

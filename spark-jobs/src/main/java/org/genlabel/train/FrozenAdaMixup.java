package org.genlabel.train;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.model.IndependentLanes;
import org.genlabel.model.LaneModel;
import org.genlabel.simd.Kernels;

/**
 * AdaMixup as the authors' program trains it: the classifier learns from the mixed points and both
 * parents, while the policy that mixes stays at its random start. (The program's intrusion
 * classifier changes nothing then.) Every pair makes three rows: the mixed point, and each parent.
 */
final class FrozenAdaMixup implements LaneSweep.Feed {
  private static final int LANES = IndependentLanes.LANES;
  private static final int ROWS_OF_PAIR = 3;

  private final LabeledRows rows;
  private final FrozenPolicy policy;
  private final MixStream stream;
  private final MixedBatch batch;
  // Of the last batch: [features][stride] and [classes][stride].
  private final int stride;
  private final double[] x;
  private final double[] labels;

  /**
   * @param stream of pairs, at its first batch
   */
  FrozenAdaMixup(LabeledRows rows, FrozenPolicy policy, MixStream stream) {
    this.rows = rows;
    this.policy = policy;
    this.stream = stream;
    this.batch = new MixedBatch(stream.largestBatch());
    this.stride = Kernels.padded(capacity());
    this.x = new double[rows.features() * stride];
    this.labels = new double[rows.classes() * stride];
  }

  @Override
  public int capacity() {
    return ROWS_OF_PAIR * stream.largestBatch();
  }

  @Override
  public int batchesPerEpoch() {
    return stream.batchesPerEpoch();
  }

  /** Trains a model by itself, in its own precision. */
  void train(LaneModel model, int epochs) {
    int[] all = IntStream.range(0, capacity()).toArray();
    for (int epoch = 0; epoch < epochs; epoch++) {
      Sweep.checkInterrupt(epoch);
      for (int b = 0; b < batchesPerEpoch(); b++) {
        int count = next();
        model.addRows(x, stride, all, count, new double[][] {labels});
        model.step(divisor());
      }
    }
  }

  @Override
  public int next(IndependentLanes lanes, int lane) {
    int count = next();
    for (int row = 0; row < count; row++) {
      for (int k = 0; k < rows.features(); k++) {
        lanes.inputs()[(row * rows.features() + k) * LANES + lane] = (float) x[k * stride + row];
      }
      for (int c = 0; c < rows.classes(); c++) {
        lanes.targets()[(row * rows.classes() + c) * LANES + lane] =
            (float) labels[c * stride + row];
      }
      lanes.rowWeights()[row * LANES + lane] = 1;
    }
    return count;
  }

  /** Makes the rows of the next batch, and says how many they are. */
  private int next() {
    stream.next(batch);
    Arrays.fill(labels, 0);
    for (int pair = 0; pair < batch.size(); pair++) {
      int i = batch.first(pair);
      int j = batch.second(pair);
      double[] first = rows.x()[i];
      double[] second = rows.x()[j];
      double lambda = policy.lambda(first, second, batch.uniform(pair));
      int row = ROWS_OF_PAIR * pair;
      for (int k = 0; k < rows.features(); k++) {
        x[k * stride + row] = lambda * first[k] + (1 - lambda) * second[k];
        x[k * stride + row + 1] = first[k];
        x[k * stride + row + 2] = second[k];
      }
      int a = rows.labels()[i] * stride + row;
      int b = rows.labels()[j] * stride + row;
      labels[a] += lambda;
      labels[b] += 1 - lambda;
      labels[a + 1] = 1;
      labels[b + 2] = 1;
    }
    return ROWS_OF_PAIR * batch.size();
  }

  @Override
  public int divisor() {
    return batch.size();
  }

  @Override
  public OptionalDouble intrusionRate() {
    return OptionalDouble.empty();
  }
}

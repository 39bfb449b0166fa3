package org.genlabel.train;

import java.util.OptionalDouble;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.model.IndependentLanes;

/**
 * AdaMixup as the authors' program trains it: the classifier learns from the mixed points and both
 * parents, while the policy that mixes stays at its random start. (The program's intrusion
 * classifier changes nothing then.) Every pair makes three rows: the mixed point, and each parent.
 */
final class FrozenAdaMixup implements LaneSweep.Feed {
  private static final int LANES = IndependentLanes.LANES;
  private static final int ROWS_OF_PAIR = 3;

  private final TrainingRows rows;
  private final FrozenPolicy policy;
  private final MixStream stream;
  private final MixedBatch batch;
  private final double[] mixed;

  /**
   * @param stream of pairs, at its first batch
   */
  FrozenAdaMixup(TrainingRows rows, FrozenPolicy policy, MixStream stream) {
    this.rows = rows;
    this.policy = policy;
    this.stream = stream;
    this.batch = new MixedBatch(stream.largestBatch());
    this.mixed = new double[rows.features()];
  }

  @Override
  public int capacity() {
    return ROWS_OF_PAIR * stream.largestBatch();
  }

  @Override
  public int batchesPerEpoch() {
    return stream.batchesPerEpoch();
  }

  @Override
  public int next(IndependentLanes lanes, int lane) {
    stream.next(batch);
    for (int pair = 0; pair < batch.size(); pair++) {
      int i = batch.first(pair);
      int j = batch.second(pair);
      double[] first = rows.x()[i];
      double[] second = rows.x()[j];
      double lambda = policy.lambda(first, second, batch.uniform(pair));
      for (int k = 0; k < mixed.length; k++) {
        mixed[k] = lambda * first[k] + (1 - lambda) * second[k];
      }
      int row = ROWS_OF_PAIR * pair;
      int a = rows.labels()[i];
      int b = rows.labels()[j];
      write(lanes, lane, row, mixed, a, lambda, b);
      write(lanes, lane, row + 1, first, a, 1, a);
      write(lanes, lane, row + 2, second, b, 1, b);
    }
    return ROWS_OF_PAIR * batch.size();
  }

  private void write(
      IndependentLanes lanes,
      int lane,
      int row,
      double[] x,
      int label,
      double weight,
      int otherLabel) {
    for (int k = 0; k < x.length; k++) {
      lanes.inputs()[(row * x.length + k) * LANES + lane] = (float) x[k];
    }
    int target = row * rows.classes() * LANES + lane;
    for (int c = 0; c < rows.classes(); c++) {
      double share = (c == label ? weight : 0) + (c == otherLabel ? 1 - weight : 0);
      lanes.targets()[target + c * LANES] = (float) share;
    }
    lanes.rowWeights()[row * LANES + lane] = 1;
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

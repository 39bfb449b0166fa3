package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.Phase;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.network.NetworkClassifier;

/**
 * Delegates to a learner, and records every candidate's mean cross-entropy of a batch before the
 * step. For tests only.
 */
final class LossRecorder implements Learner {
  private final Learner learner;
  private final List<Hyperparameters> candidates;
  private final List<double[]> losses = new ArrayList<>();
  private final List<int[]> rowsOfSteps = new ArrayList<>();

  /**
   * @param candidates those of the learner
   */
  LossRecorder(Learner learner, List<Hyperparameters> candidates) {
    this.learner = learner;
    this.candidates = candidates;
  }

  /** Returns one loss per step. */
  double[] losses(int candidate) {
    return losses.stream().mapToDouble(loss -> loss[candidate]).toArray();
  }

  /** Returns the number of rows that a candidate learned from at each step. */
  int[] rowsOfSteps(int candidate) {
    return rowsOfSteps.stream().mapToInt(rows -> rows[candidate]).toArray();
  }

  @Override
  public void step(List<Batch> batches) {
    double[] ofBatch = new double[candidates.size()];
    int[] rowsOfBatch = new int[candidates.size()];
    for (int c = 0; c < ofBatch.length; c++) {
      Batch batch = batches.get(batches.size() == 1 ? 0 : c);
      TargetBlend blend = candidates.get(c).blend();
      int[] rows =
          blend.excludesIntrusion()
              ? Arrays.copyOf(batch.kept(), batch.keptCount())
              : IntStream.range(0, batch.mixed().count()).toArray();
      rowsOfBatch[c] = rows.length;
      ofBatch[c] = meanLoss(learner.classifier(c), blend, batch, rows);
    }
    losses.add(ofBatch);
    rowsOfSteps.add(rowsOfBatch);
    learner.step(batches);
  }

  private static double meanLoss(
      NetworkClassifier classifier, TargetBlend blend, Batch batch, int[] rows) {
    MixedPoints points = batch.mixed();
    int stride = points.stride();
    double[] mixture = batch.label(blend.target());
    double[] generated = blend.density().map(batch::generated).orElse(null);
    double sum = 0;
    for (int row : rows) {
      double[] x = new double[points.features()];
      Arrays.setAll(x, k -> points.x()[k * stride + row]);
      double[] scores = classifier.scores(new double[][] {x})[0];
      double logSum =
          StrictMath.log(Arrays.stream(scores).map(score -> StrictMath.exp(score)).sum());
      for (int c = 0; c < scores.length; c++) {
        int at = c * stride + row;
        double target = generated == null ? mixture[at] : blend.blend(generated[at], mixture[at]);
        sum -= target * (scores[c] - logSum);
      }
    }
    return sum / rows.length;
  }

  @Override
  public int candidates() {
    return learner.candidates();
  }

  @Override
  public List<Phase> phases() {
    return learner.phases();
  }

  @Override
  public void begin(Phase phase) {
    learner.begin(phase);
  }

  @Override
  public NetworkClassifier classifier(int candidate) {
    return learner.classifier(candidate);
  }
}

package org.genlabel.learner;

import java.util.Arrays;
import java.util.List;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.network.InitialParameters;
import org.genlabel.network.NetworkClassifier;

/**
 * Up to {@link #LANES} softmax regressions side by side that each have a separate batch and
 * separate initial parameters, as the fits of the authors' program have. Their batches must agree
 * in the number of points, features and classes.
 */
public final class OwnStreamLanes implements Learner {
  /** The maximum number of candidates side by side. */
  public static final int LANES = IndependentLanes.LANES;

  private final List<Phase> phases;
  private final List<Hyperparameters> candidates;
  private final int features;
  private final int classes;
  private final IndependentLanes lanes;
  private final int[] divisors = new int[LANES];

  /**
   * @throws IllegalArgumentException if there are more candidates than lanes
   */
  public OwnStreamLanes(LearnerSetup setup) {
    if (setup.candidates().size() > LANES) {
      throw new IllegalArgumentException(
          "at most "
              + LANES
              + " candidates can be trained side by side, not "
              + setup.candidates().size());
    }
    setup.phases().forEach(Lanes::requireNoLargestNorm);
    phases = setup.phases();
    candidates = setup.candidates();
    features = setup.features();
    classes = setup.classes();
    lanes = new IndependentLanes(features, classes, setup.capacity(), setup.optimizers().get());
    Arrays.fill(divisors, 1);
    for (int lane = 0; lane < candidates.size(); lane++) {
      lanes.initialize(
          lane,
          candidates.get(lane).learningRate(),
          InitialParameters.draw(setup.starts().apply(lane), features, classes));
    }
  }

  @Override
  public int candidates() {
    return candidates.size();
  }

  @Override
  public List<Phase> phases() {
    return phases;
  }

  @Override
  public void begin(Phase phase) {
    for (int lane = 0; lane < candidates.size(); lane++) {
      lanes.setLearningRate(lane, phase.learningRate(candidates.get(lane).learningRate()));
    }
  }

  /**
   * Takes one step of every candidate. On a batch without points to learn from it is a step with
   * zero gradient, because all lanes step together.
   *
   * @throws IllegalArgumentException if the rules of such a batch skip it
   */
  @Override
  public void step(List<Batch> batches) {
    for (int lane = 0; lane < candidates.size(); lane++) {
      Batch batch = batches.get(lane);
      TargetBlend blend = candidates.get(lane).blend();
      writeInputs(batch.mixed(), lane);
      writeTargets(batch, blend, lane);
      int points = writeWeights(batch, blend, lane);
      if (points == 0 && !batch.rules().stepsOnEmptyBatch()) {
        throw new IllegalArgumentException(
            "candidates with separate batches must step on an empty batch, and cannot skip it");
      }
      divisors[lane] = batch.divisor(points);
    }
    lanes.step(batches.get(0).mixed().count(), divisors);
  }

  private void writeInputs(MixedPoints points, int lane) {
    float[] inputs = lanes.inputs();
    double[] x = points.x();
    for (int k = 0; k < features; k++) {
      int from = k * points.stride();
      int to = k * LANES + lane;
      for (int p = 0; p < points.count(); p++) {
        inputs[to] = (float) x[from + p];
        to += features * LANES;
      }
    }
  }

  private void writeTargets(Batch batch, TargetBlend blend, int lane) {
    float[] targets = lanes.targets();
    int stride = batch.mixed().stride();
    int count = batch.mixed().count();
    double[] mixture = batch.label(blend.target());
    // Null if gamma = 0, where the generative label has no share.
    double[] generated = blend.density().map(batch::generated).orElse(null);
    for (int c = 0; c < classes; c++) {
      int from = c * stride;
      int to = c * LANES + lane;
      for (int p = 0; p < count; p++) {
        targets[to] =
            generated == null
                ? (float) mixture[from + p]
                : blend.blend((float) generated[from + p], (float) mixture[from + p]);
        to += classes * LANES;
      }
    }
  }

  /**
   * Sets the weights of points that are left out to zero, and returns the number of the other
   * points.
   */
  private int writeWeights(Batch batch, TargetBlend blend, int lane) {
    float[] weights = lanes.rowWeights();
    int count = batch.mixed().count();
    if (!blend.excludesIntrusion()) {
      for (int p = 0; p < count; p++) {
        weights[p * LANES + lane] = 1;
      }
      return count;
    }
    for (int p = 0; p < count; p++) {
      weights[p * LANES + lane] = 0;
    }
    for (int k = 0; k < batch.keptCount(); k++) {
      weights[batch.kept()[k] * LANES + lane] = 1;
    }
    return batch.keptCount();
  }

  @Override
  public NetworkClassifier classifier(int candidate) {
    return lanes.classifier(candidate);
  }
}

package org.genlabel.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.Phase;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.network.NetworkClassifier;

/**
 * Softmax regressions in double precision for the program's training loop, trained one after
 * another on a shared batch or on separate ones. Records the mean loss of every batch before the
 * step.
 */
public final class DoubleSoftmaxLearner implements Learner {
  private final int classes;
  private final List<Hyperparameters> candidates;
  private final List<DoubleSoftmaxRegression> models = new ArrayList<>();
  private final List<Phase> phases;
  private final List<List<Double>> losses = new ArrayList<>();
  private final List<List<Integer>> rowsOfSteps = new ArrayList<>();

  /**
   * @param starts each candidate's initial parameters; null for zero
   */
  public DoubleSoftmaxLearner(
      int features,
      int classes,
      List<Hyperparameters> candidates,
      Supplier<DoubleOptimizer> optimizers,
      int epochs,
      List<double[]> starts) {
    this.classes = classes;
    this.candidates = candidates;
    this.phases = List.of(Phase.of(epochs));
    for (int c = 0; c < candidates.size(); c++) {
      DoubleSoftmaxRegression model =
          new DoubleSoftmaxRegression(
              features, classes, candidates.get(c).learningRate(), optimizers.get());
      if (starts != null) {
        model.initialize(starts.get(c));
      }
      models.add(model);
      losses.add(new ArrayList<>());
      rowsOfSteps.add(new ArrayList<>());
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
  public void begin(Phase phase) {}

  @Override
  public void step(List<Batch> batches) {
    for (int c = 0; c < models.size(); c++) {
      step(c, batches.get(batches.size() == 1 ? 0 : c));
    }
  }

  private void step(int candidate, Batch batch) {
    TargetBlend blend = candidates.get(candidate).blend();
    MixedPoints points = batch.mixed();
    int[] all = IntStream.range(0, points.count()).toArray();
    int[] rows = blend.excludesIntrusion() ? Arrays.copyOf(batch.kept(), batch.keptCount()) : all;
    double[] mixture = batch.label(blend.target());
    double[] generated = blend.density().map(batch::generated).orElse(null);
    DoubleSoftmaxRegression model = models.get(candidate);
    double loss = 0;
    for (int p : rows) {
      double[] x = new double[points.features()];
      Arrays.setAll(x, k -> points.x()[k * points.stride() + p]);
      double[] target = new double[classes];
      Arrays.setAll(
          target,
          c -> {
            int at = c * points.stride() + p;
            return generated == null ? mixture[at] : blend.blend(generated[at], mixture[at]);
          });
      loss += model.addRow(x, target);
    }
    losses.get(candidate).add(loss / rows.length);
    rowsOfSteps.get(candidate).add(rows.length);
    int divisor = rows.length / batch.rules().pointsOfPair();
    if (divisor > 0) {
      model.step(divisor);
    } else if (batch.rules().stepsOnEmptyBatch()) {
      model.step(1);
    }
  }

  /** Returns the mean loss of every batch before the step. */
  public double[] losses(int candidate) {
    return losses.get(candidate).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the number of rows of every batch for a candidate. */
  public List<Integer> rowsOfSteps(int candidate) {
    return rowsOfSteps.get(candidate);
  }

  @Override
  public NetworkClassifier classifier(int candidate) {
    return models.get(candidate);
  }
}

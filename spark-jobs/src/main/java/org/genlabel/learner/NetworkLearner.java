package org.genlabel.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.network.CrossEntropy;
import org.genlabel.network.Network;
import org.genlabel.network.NetworkClassifier;
import org.genlabel.network.Optimizer;
import org.genlabel.simd.Kernels;

/**
 * Fully connected networks with ReLU after every hidden layer. They are trained one after another,
 * on separate batches or on a shared one: a single layer of 128 units already fills the vectors.
 * Targets are blended in double precision.
 */
public final class NetworkLearner implements Learner {
  private final List<Phase> phases;
  private final int features;
  private final int classes;
  private final List<Trained> networks = new ArrayList<>();
  private final int[] all;
  // [points][features], and [classes][points with padding].
  private final float[] inputs;
  private final double[] targets;
  private final CrossEntropy loss;
  private OptionalDouble largestNorm = OptionalDouble.empty();

  private record Trained(Hyperparameters candidate, Network network, Optimizer optimizer) {}

  /**
   * @param hidden the widths of the hidden layers, from the input on; empty for a softmax
   *     regression
   */
  public NetworkLearner(LearnerSetup setup, List<Integer> hidden) {
    phases = setup.phases();
    features = setup.features();
    classes = setup.classes();
    int capacity = setup.capacity();
    all = IntStream.range(0, capacity).toArray();
    inputs = new float[capacity * features];
    targets = new double[classes * Kernels.padded(capacity)];
    loss = new CrossEntropy(classes, capacity);
    int[] sizes =
        IntStream.concat(
                IntStream.concat(
                    IntStream.of(features), hidden.stream().mapToInt(Integer::intValue)),
                IntStream.of(classes))
            .toArray();
    for (int c = 0; c < setup.candidates().size(); c++) {
      Hyperparameters candidate = setup.candidates().get(c);
      Network network = new Network(candidate.learningRate(), capacity, sizes);
      network.initialize(setup.starts().apply(c));
      networks.add(new Trained(candidate, network, setup.optimizers().get()));
    }
  }

  @Override
  public int candidates() {
    return networks.size();
  }

  @Override
  public List<Phase> phases() {
    return phases;
  }

  @Override
  public void begin(Phase phase) {
    largestNorm = phase.largestGradientNorm();
    for (Trained trained : networks) {
      trained.network().setLearningRate(phase.learningRate(trained.candidate().learningRate()));
    }
  }

  @Override
  public void step(List<Batch> batches) {
    for (int c = 0; c < networks.size(); c++) {
      Trained trained = networks.get(c);
      Batch batch = batches.get(batches.size() == 1 ? 0 : c);
      boolean excludes = trained.candidate().blend().excludesIntrusion();
      int[] points = excludes ? batch.kept() : all;
      int count = excludes ? batch.keptCount() : batch.mixed().count();
      if (count > 0) {
        addGradients(trained, batch, points, count);
        step(trained, batch.divisor(count));
      } else if (batch.rules().stepsOnEmptyBatch()) {
        step(trained, batch.divisor(0));
      }
    }
  }

  private void addGradients(Trained trained, Batch batch, int[] points, int count) {
    Network network = trained.network();
    writeInputs(batch.mixed(), points, count);
    float[] scores = network.forward(inputs, count);
    writeTargets(trained.candidate().blend(), batch, points, count);
    loss.toGradients(scores, network.scoreStride(), count, targets, targets.length / classes);
    network.backward(scores, count);
  }

  private void writeInputs(MixedPoints mixed, int[] points, int count) {
    for (int k = 0; k < features; k++) {
      int from = k * mixed.stride();
      for (int p = 0; p < count; p++) {
        inputs[p * features + k] = (float) mixed.x()[from + points[p]];
      }
    }
  }

  private void writeTargets(TargetBlend blend, Batch batch, int[] points, int count) {
    double[] mixture = batch.label(blend.target());
    double[] generated = blend.density().map(batch::generated).orElse(null);
    int stride = batch.mixed().stride();
    int targetStride = targets.length / classes;
    for (int c = 0; c < classes; c++) {
      for (int p = 0; p < count; p++) {
        int from = c * stride + points[p];
        targets[c * targetStride + p] =
            generated == null ? mixture[from] : blend.blend(generated[from], mixture[from]);
      }
    }
  }

  private void step(Trained trained, int divisor) {
    if (largestNorm.isPresent()) {
      trained.network().step(trained.optimizer(), divisor, largestNorm.getAsDouble());
    } else {
      trained.network().step(trained.optimizer(), divisor);
    }
  }

  @Override
  public NetworkClassifier classifier(int candidate) {
    return networks.get(candidate).network();
  }
}

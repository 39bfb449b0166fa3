package org.genlabel.train;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.model.BatchedNetwork;
import org.genlabel.model.LaneClassifier;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * {@link AdaMixup} in single precision, whole batches at a time: the same losses and the same
 * gradients in matrix products. The classifier and the intrusion classifier see the same points and
 * have one layer each, so they are one network here, with the outputs of both.
 */
final class BatchedAdaMixup implements LaneClassifier {
  private static final int HIDDEN = 100;
  private static final int POLICY_OUTPUTS = 3;
  private static final int INTRUSION_OUTPUTS = 2;
  // Classes of the intrusion classifier.
  private static final int MIXED = 0;
  private static final int REAL = 1;

  private final int features;
  private final int classes;
  // Classes first, then the intrusion classifier's.
  private final BatchedNetwork classifiers;
  private final BatchedNetwork policy;
  // [rows][2 features]: first and second row of each pair.
  private final float[] pairs;
  // [mixed rows, first rows, second rows, third rows][features]; the classifier learns from the
  // first three parts.
  private final float[] points;
  // What the policy's scores mean, [3][rows], and the coefficients that follow, [rows].
  private final float[] intervals;
  private final float[] lambdas;
  // How the loss changes with lambda, [rows].
  private final float[] slopes;
  private final float[] policyGradients;
  // Scores by output, whose softmax runs down the outputs: [outputs][rows with padding].
  private final float[] byOutput;
  private final float[] point;

  BatchedAdaMixup(
      int features, int classes, int capacity, double learningRate, TrainingSettings settings) {
    this.features = features;
    this.classes = classes;
    int outputs = classes + INTRUSION_OUTPUTS;
    classifiers =
        new BatchedNetwork(settings.newOptimizer(), learningRate, 4 * capacity, features, outputs);
    policy =
        new BatchedNetwork(
            settings.newOptimizer(),
            learningRate,
            capacity,
            2 * features,
            HIDDEN,
            HIDDEN,
            POLICY_OUTPUTS);
    pairs = new float[capacity * 2 * features];
    points = new float[4 * capacity * features];
    intervals = new float[POLICY_OUTPUTS * Kernels.padded(capacity)];
    lambdas = new float[capacity];
    slopes = new float[capacity];
    policyGradients = new float[capacity * policy.scoreStride()];
    byOutput = new float[Math.max(classes, INTRUSION_OUTPUTS) * Kernels.padded(4 * capacity)];
    point = new float[features];
  }

  /** See {@link AdaMixup#initialize}. */
  void initialize(UniformSource ofClassifier, UniformSource ofOthers) {
    classifiers.initialize(ofClassifier, 0, classes);
    policy.initialize(ofOthers);
    classifiers.initialize(ofOthers, classes, classes + INTRUSION_OUTPUTS);
  }

  /** See {@link AdaMixup#train}. */
  void train(double[][] x, int[] labels, MixStream stream, int epochs) {
    float[] rows = singlePrecision(x);
    MixedBatch batch = new MixedBatch(stream.largestBatch());
    for (int epoch = 0; epoch < epochs; epoch++) {
      Sweep.checkInterrupt(epoch);
      for (int b = 0; b < stream.batchesPerEpoch(); b++) {
        stream.next(batch);
        step(rows, labels, batch);
      }
    }
  }

  /** [rows][features] in single precision, row after row. */
  private static float[] singlePrecision(double[][] x) {
    int features = x[0].length;
    float[] flat = new float[x.length * features];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) x[i / features][i % features];
    }
    return flat;
  }

  /** One step of all three networks on a batch of triples. */
  private void step(float[] x, int[] labels, MixedBatch batch) {
    int rows = batch.size();
    gather(x, batch);
    mix(batch);
    learn(labels, batch);
    learnPolicy(batch);
    classifiers.step(rows);
    policy.step(rows);
  }

  /** Copies the rows of the triples. */
  private void gather(float[] x, MixedBatch batch) {
    int rows = batch.size();
    for (int r = 0; r < rows; r++) {
      int first = batch.first(r) * features;
      int second = batch.second(r) * features;
      int third = batch.third(r) * features;
      for (int k = 0; k < features; k++) {
        pairs[r * 2 * features + k] = x[first + k];
        pairs[r * 2 * features + features + k] = x[second + k];
        points[(rows + r) * features + k] = x[first + k];
        points[(2 * rows + r) * features + k] = x[second + k];
        points[(3 * rows + r) * features + k] = x[third + k];
      }
    }
  }

  /** Asks the policy, and mixes accordingly: lambda = a + u delta. */
  private void mix(MixedBatch batch) {
    int rows = batch.size();
    int stride = Kernels.padded(rows);
    transpose(
        policy.forward(pairs, rows), policy.scoreStride(), 0, POLICY_OUTPUTS, rows, intervals);
    Kernels.active().softmax(intervals, 1, POLICY_OUTPUTS, stride);
    for (int r = 0; r < rows; r++) {
      float lambda = Math.fma((float) batch.uniform(r), intervals[stride + r], intervals[r]);
      lambdas[r] = lambda;
      for (int k = 0; k < features; k++) {
        points[r * features + k] =
            lambda * points[(rows + r) * features + k]
                + (1 - lambda) * points[(2 * rows + r) * features + k];
      }
    }
  }

  /**
   * Some outputs of all rows, row by row, to output by output.
   *
   * @param scores [rows][stride]
   * @param from the first of the outputs
   * @param byOutput [count][rows with padding], overwritten, zero in the padding
   */
  private static void transpose(
      float[] scores, int stride, int from, int count, int rows, float[] byOutput) {
    int padded = Kernels.padded(rows);
    for (int o = 0; o < count; o++) {
      for (int r = 0; r < rows; r++) {
        byOutput[o * padded + r] = scores[r * stride + from + o];
      }
      Arrays.fill(byOutput, o * padded + rows, (o + 1) * padded, 0);
    }
  }

  /**
   * Probabilities in the place of some outputs' scores: softmax over them, point by point.
   *
   * @param scores [points][stride], overwritten from output {@code from} on
   */
  private void softmax(float[] scores, int stride, int from, int count, int points) {
    int padded = Kernels.padded(points);
    transpose(scores, stride, from, count, points, byOutput);
    Kernels.active().softmax(byOutput, 1, count, padded);
    for (int o = 0; o < count; o++) {
      for (int r = 0; r < points; r++) {
        scores[r * stride + from + o] = byOutput[o * padded + r];
      }
    }
  }

  /**
   * The classifier learns from the mixed points and both parents, the intrusion classifier to tell
   * mixed points from real ones; and how the loss changes with lambda comes of it.
   */
  private void learn(int[] labels, MixedBatch batch) {
    int rows = batch.size();
    float[] scores = classifiers.forward(points, 4 * rows);
    int stride = classifiers.scoreStride();
    for (int r = 0; r < rows; r++) {
      // The loss depends on lambda through the target, linearly, and through the mixed point.
      slopes[r] =
          scores[r * stride + labels[batch.second(r)]]
              - scores[r * stride + labels[batch.first(r)]];
    }
    softmax(scores, stride, 0, classes, 3 * rows);
    softmax(scores, stride, classes, INTRUSION_OUTPUTS, 4 * rows);
    for (int r = 0; r < rows; r++) {
      int a = labels[batch.first(r)];
      int b = labels[batch.second(r)];
      scores[r * stride + a] -= lambdas[r];
      scores[r * stride + b] -= 1 - lambdas[r];
      scores[(rows + r) * stride + a] -= 1;
      scores[(2 * rows + r) * stride + b] -= 1;
    }
    for (int r = 0; r < 4 * rows; r++) {
      scores[r * stride + classes + (r < rows ? MIXED : REAL)] -= 1;
    }
    // The classifier does not learn from third rows.
    for (int r = 3 * rows; r < 4 * rows; r++) {
      Arrays.fill(scores, r * stride, r * stride + classes, 0);
    }
    addSlopes(classifiers.inputGradients(scores, rows), classifiers.inputStride(), rows);
    classifiers.backward(scores, 4 * rows);
  }

  /** Adds the derivatives along x_i - x_j. */
  private void addSlopes(float[] gradients, int stride, int rows) {
    for (int r = 0; r < rows; r++) {
      float sum = slopes[r];
      int pair = r * 2 * features;
      for (int k = 0; k < features; k++) {
        sum =
            Math.fma(pairs[pair + k] - pairs[pair + features + k], gradients[r * stride + k], sum);
      }
      slopes[r] = sum;
    }
  }

  /** Through lambda = a + u delta and the softmax (a, delta, rest). */
  private void learnPolicy(MixedBatch batch) {
    int rows = batch.size();
    int padded = Kernels.padded(rows);
    int stride = policy.scoreStride();
    for (int r = 0; r < rows; r++) {
      float uniform = (float) batch.uniform(r);
      float mean = slopes[r] * lambdas[r];
      policyGradients[r * stride] = intervals[r] * (slopes[r] - mean);
      policyGradients[r * stride + 1] = intervals[padded + r] * (slopes[r] * uniform - mean);
      policyGradients[r * stride + 2] = intervals[2 * padded + r] * -mean;
    }
    policy.backward(policyGradients, rows);
  }

  @Override
  public int lanes() {
    return 1;
  }

  /** The class the classifier predicts; the first of equal scores. */
  @Override
  public void predict(double[] x, int[] predictions) {
    for (int k = 0; k < features; k++) {
      point[k] = (float) x[k];
    }
    float[] scores = classifiers.forward(point, 1);
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    predictions[0] = best;
  }

  /** The parameters of all networks, classifier first. */
  @Override
  public double[] parameters(int lane) {
    return Stream.of(
            classifiers.parameters(0, classes),
            policy.parameters(),
            classifiers.parameters(classes, classes + INTRUSION_OUTPUTS))
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }
}

package org.genlabel.train;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.model.BatchedNetwork;
import org.genlabel.model.LaneClassifier;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.FloatKernels;

/**
 * {@link AdaMixup} in single precision, whole batches at a time: the same losses and the same
 * gradients in matrix products.
 */
final class BatchedAdaMixup implements LaneClassifier {
  private static final int HIDDEN = 100;
  private static final int POLICY_OUTPUTS = 3;
  // Classes of the intrusion classifier.
  private static final int MIXED = 0;
  private static final int REAL = 1;

  private final int features;
  private final int classes;
  private final BatchedNetwork classifier;
  private final BatchedNetwork policy;
  private final BatchedNetwork intrusion;
  // [rows][2 features]: first and second row of each pair.
  private final float[] pairs;
  // [mixed rows, first rows, second rows, third rows][features]; the classifier learns from the
  // first three parts.
  private final float[] points;
  // [rows][3], [rows]: what the policy's scores mean, and how the loss changes with lambda.
  private final float[] intervals;
  private final float[] slopes;
  private final float[] point;

  BatchedAdaMixup(
      int features, int classes, int capacity, double learningRate, TrainingSettings settings) {
    this.features = features;
    this.classes = classes;
    classifier =
        new BatchedNetwork(settings.newOptimizer(), learningRate, 3 * capacity, features, classes);
    policy =
        new BatchedNetwork(
            settings.newOptimizer(),
            learningRate,
            capacity,
            2 * features,
            HIDDEN,
            HIDDEN,
            POLICY_OUTPUTS);
    intrusion =
        new BatchedNetwork(settings.newOptimizer(), learningRate, 4 * capacity, features, 2);
    pairs = new float[capacity * 2 * features];
    points = new float[4 * capacity * features];
    intervals = new float[capacity * POLICY_OUTPUTS];
    slopes = new float[capacity];
    point = new float[features];
  }

  /** See {@link AdaMixup#initialize}. */
  void initialize(UniformSource ofClassifier, UniformSource ofOthers) {
    classifier.initialize(ofClassifier);
    policy.initialize(ofOthers);
    intrusion.initialize(ofOthers);
  }

  /** See {@link AdaMixup#train}. */
  void train(double[][] x, int[] labels, MixStream stream, int epochs) {
    MixedBatch batch = new MixedBatch(stream.largestBatch());
    for (int epoch = 0; epoch < epochs; epoch++) {
      Sweep.checkInterrupt(epoch);
      for (int b = 0; b < stream.batchesPerEpoch(); b++) {
        stream.next(batch);
        step(x, labels, batch);
      }
    }
  }

  /** One step of all three networks on a batch of triples. */
  void step(double[][] x, int[] labels, MixedBatch batch) {
    int rows = batch.size();
    mix(x, batch);
    learnClasses(labels, batch);
    learnIntrusion(rows);
    learnPolicy(batch);
    classifier.step(rows);
    intrusion.step(rows);
    policy.step(rows);
  }

  /** Asks the policy, and mixes accordingly. */
  private void mix(double[][] x, MixedBatch batch) {
    int rows = batch.size();
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < features; k++) {
        float first = (float) x[batch.first(r)][k];
        float second = (float) x[batch.second(r)][k];
        pairs[r * 2 * features + k] = first;
        pairs[r * 2 * features + features + k] = second;
        points[(rows + r) * features + k] = first;
        points[(2 * rows + r) * features + k] = second;
        points[(3 * rows + r) * features + k] = (float) x[batch.third(r)][k];
      }
    }
    float[] scores = policy.forward(pairs, rows);
    int stride = policy.scoreStride();
    for (int r = 0; r < rows; r++) {
      softmax(scores, r * stride, POLICY_OUTPUTS);
      System.arraycopy(scores, r * stride, intervals, r * POLICY_OUTPUTS, POLICY_OUTPUTS);
      float lambda = lambda(batch, r);
      for (int k = 0; k < features; k++) {
        points[r * features + k] =
            lambda * points[(rows + r) * features + k]
                + (1 - lambda) * points[(2 * rows + r) * features + k];
      }
    }
  }

  /** lambda = a + u delta. */
  private float lambda(MixedBatch batch, int r) {
    return Math.fma(
        (float) batch.uniform(r), intervals[r * POLICY_OUTPUTS + 1], intervals[r * POLICY_OUTPUTS]);
  }

  /** The scores at [start, start + count) become probabilities. */
  private static void softmax(float[] scores, int start, int count) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      largest = Math.max(largest, scores[start + c]);
    }
    float sum = 0;
    for (int c = 0; c < count; c++) {
      scores[start + c] = FloatKernels.exp(scores[start + c] - largest);
      sum += scores[start + c];
    }
    for (int c = 0; c < count; c++) {
      scores[start + c] /= sum;
    }
  }

  /** The classifier learns from the mixed points and both parents. */
  private void learnClasses(int[] labels, MixedBatch batch) {
    int rows = batch.size();
    float[] scores = classifier.forward(points, 3 * rows);
    int stride = classifier.scoreStride();
    for (int r = 0; r < rows; r++) {
      int a = labels[batch.first(r)];
      int b = labels[batch.second(r)];
      // The loss depends on lambda through the target, linearly, and through the mixed point.
      slopes[r] = scores[r * stride + b] - scores[r * stride + a];
      float lambda = lambda(batch, r);
      softmax(scores, r * stride, classes);
      scores[r * stride + a] -= lambda;
      scores[r * stride + b] -= 1 - lambda;
      softmax(scores, (rows + r) * stride, classes);
      scores[(rows + r) * stride + a] -= 1;
      softmax(scores, (2 * rows + r) * stride, classes);
      scores[(2 * rows + r) * stride + b] -= 1;
    }
    clearPadding(scores, 3 * rows, classes, stride);
    addSlopes(classifier.inputGradients(scores, rows), classifier.inputStride(), rows);
    classifier.backward(scores, 3 * rows);
  }

  /** The intrusion classifier learns to tell mixed points from real ones. */
  private void learnIntrusion(int rows) {
    float[] scores = intrusion.forward(points, 4 * rows);
    int stride = intrusion.scoreStride();
    for (int r = 0; r < 4 * rows; r++) {
      softmax(scores, r * stride, 2);
      scores[r * stride + (r < rows ? MIXED : REAL)] -= 1;
    }
    clearPadding(scores, 4 * rows, 2, stride);
    addSlopes(intrusion.inputGradients(scores, rows), intrusion.inputStride(), rows);
    intrusion.backward(scores, 4 * rows);
  }

  private static void clearPadding(float[] scores, int rows, int outputs, int stride) {
    for (int r = 0; r < rows; r++) {
      for (int c = outputs; c < stride; c++) {
        scores[r * stride + c] = 0;
      }
    }
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
    int stride = policy.scoreStride();
    float[] gradients = new float[rows * stride];
    for (int r = 0; r < rows; r++) {
      int interval = r * POLICY_OUTPUTS;
      float uniform = (float) batch.uniform(r);
      float mean = slopes[r] * lambda(batch, r);
      gradients[r * stride] = intervals[interval] * (slopes[r] - mean);
      gradients[r * stride + 1] = intervals[interval + 1] * (slopes[r] * uniform - mean);
      gradients[r * stride + 2] = intervals[interval + 2] * -mean;
    }
    policy.backward(gradients, rows);
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
    float[] scores = classifier.forward(point, 1);
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    predictions[0] = best;
  }

  /** The parameters of all networks, classifier first. */
  @Override
  public double[] parameters(int lane) {
    return Stream.of(classifier.parameters(), policy.parameters(), intrusion.parameters())
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }
}

package org.genlabel.model;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * A classifier: a fully connected network with ReLU after every hidden layer and a softmax over the
 * scores at its end, trained on mini-batches by cross-entropy with soft targets, in single
 * precision (method Sec. 5). A {@link BatchedNetwork} does the layers. Not thread-safe.
 *
 * <p>A batch is a matrix product, whose sums run in order: results have the same bits on every
 * machine, and a point's scores do not depend on those of other points.
 */
public final class ReluNetwork {
  private final int features;
  private final int classes;
  private final int capacity;
  private final OptionalDouble largestGradientNorm;
  private final BatchedNetwork layers;
  // [rows][features].
  private final float[] inputs;
  // Softmax runs down the classes: [classes][rows with padding].
  private final float[] byClass;

  /**
   * All parameters zero.
   *
   * @param optimizer this network's own
   * @param learningRate positive
   * @param largestGradientNorm what the norm of the mean gradient over all parameters is cut down
   *     to; empty if it may be anything
   * @param capacity the most rows a batch has
   * @param features d, positive
   * @param hidden the widths of the hidden layers, from the input on; none is a softmax regression
   * @param classes K, at least 2
   */
  public ReluNetwork(
      Optimizer optimizer,
      double learningRate,
      OptionalDouble largestGradientNorm,
      int capacity,
      int features,
      int[] hidden,
      int classes) {
    if (largestGradientNorm.isPresent() && !(largestGradientNorm.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "the largest norm of a gradient must be positive, not "
              + largestGradientNorm.getAsDouble());
    }
    this.features = features;
    this.classes = classes;
    this.capacity = capacity;
    this.largestGradientNorm = largestGradientNorm;
    int[] sizes =
        IntStream.concat(
                IntStream.concat(IntStream.of(features), IntStream.of(hidden)),
                IntStream.of(classes))
            .toArray();
    layers = new BatchedNetwork(optimizer, learningRate, capacity, sizes);
    inputs = new float[capacity * features];
    byClass = new float[classes * Kernels.padded(capacity)];
  }

  /** Draws the parameters uniformly from (-1/sqrt(fan_in), 1/sqrt(fan_in)), layer by layer. */
  public void initialize(UniformSource random) {
    layers.initialize(random);
  }

  /** Changes the learning rate, from the next step on. */
  public void setLearningRate(double learningRate) {
    layers.setLearningRate(learningRate);
  }

  /**
   * One optimiser step on the mean cross-entropy of a batch.
   *
   * @param x [features][stride], points side by side
   * @param targets [classes][stride]; those of a point sum to 1
   * @param stride room for points in both
   * @param count how many there are, from 1 to the capacity
   */
  public void step(double[] x, double[] targets, int stride, int count) {
    for (int k = 0; k < features; k++) {
      for (int r = 0; r < count; r++) {
        inputs[r * features + k] = (float) x[k * stride + r];
      }
    }
    float[] scores = layers.forward(inputs, count);
    toGradients(scores, targets, stride, count);
    layers.backward(scores, count);
    if (largestGradientNorm.isPresent()) {
      layers.step(count, largestGradientNorm.getAsDouble());
    } else {
      layers.step(count);
    }
  }

  /** The gradient of cross-entropy by the scores is softmax(scores) - target. */
  private void toGradients(float[] scores, double[] targets, int stride, int count) {
    int columns = layers.scoreStride();
    int padded = Kernels.padded(count);
    for (int c = 0; c < classes; c++) {
      for (int r = 0; r < count; r++) {
        byClass[c * padded + r] = scores[r * columns + c];
      }
      Arrays.fill(byClass, c * padded + count, (c + 1) * padded, 0);
    }
    Kernels.active().softmax(byClass, 1, classes, padded);
    for (int c = 0; c < classes; c++) {
      for (int r = 0; r < count; r++) {
        scores[r * columns + c] = byClass[c * padded + r] - (float) targets[c * stride + r];
      }
    }
  }

  /**
   * The scores before the softmax.
   *
   * @param x [features]
   * @return [classes]
   */
  public double[] scores(double[] x) {
    double[] scores = new double[classes];
    float[] output = forward(new double[][] {x}, 0, 1);
    for (int c = 0; c < classes; c++) {
      scores[c] = output[c];
    }
    return scores;
  }

  /**
   * The class with the largest score; the first of equal ones.
   *
   * @param x [features]
   */
  public int predict(double[] x) {
    return predict(new double[][] {x})[0];
  }

  /**
   * The classes of many points: {@link #predict(double[])} of each, but faster.
   *
   * @param x [points][features]
   * @return [points]
   */
  public int[] predict(double[][] x) {
    int[] predictions = new int[x.length];
    for (int from = 0; from < x.length; from += capacity) {
      int count = Math.min(capacity, x.length - from);
      float[] scores = forward(x, from, count);
      for (int r = 0; r < count; r++) {
        int row = r * layers.scoreStride();
        int best = 0;
        for (int c = 1; c < classes; c++) {
          best = scores[row + c] > scores[row + best] ? c : best;
        }
        predictions[from + r] = best;
      }
    }
    return predictions;
  }

  private float[] forward(double[][] x, int from, int count) {
    for (int r = 0; r < count; r++) {
      for (int k = 0; k < features; k++) {
        inputs[r * features + k] = (float) x[from + r][k];
      }
    }
    return layers.forward(inputs, count);
  }

  /**
   * The parameters in the order torch stores them: every layer's [out][in] weights, then its
   * biases.
   */
  public double[] parameters() {
    return layers.parameters();
  }
}

package org.genlabel.learner;

import java.util.Arrays;
import java.util.List;
import org.genlabel.classifier.FirstMaximum;
import org.genlabel.classifier.Points;
import org.genlabel.network.LinearClassifier;
import org.genlabel.network.Optimizer;
import org.genlabel.network.ParameterBlock;
import org.genlabel.network.Rows;
import org.genlabel.simd.Kernels;

/**
 * Softmax regressions p(y | x) = softmax(W x + b) that are trained on the same rows, one per {@link
 * Lane}, in single precision (docs/method.md, Sec. 5; paper Sec. 6 "logistic regression"). All
 * parameters are initially zero. Keeps buffers: not thread-safe.
 *
 * <p>Weights are laid out [feature][class][lane] with the lane innermost and padded to the vector
 * width, so that one matrix product serves all lanes and the softmax runs down the class axis with
 * lanes side by side.
 */
final class SoftmaxRegression {
  // Number of points that are predicted together: their data stays in the cache.
  private static final int BLOCK = 64;

  private final int features;
  private final int classes;
  private final List<Lane> lanes;
  // The number of lanes with padding, and the number of classes times that.
  private final int width;
  private final int columns;
  private final Optimizer optimizer;
  // [labels][width]: the coefficient of each label in the target of a lane.
  private final float[][] coefficients;

  private final ParameterBlock weights;
  private final ParameterBlock bias;
  private final float[] learningRates;
  private final float[] scales;

  // [rows][features], [rows][classes][width] and, by label, [rows][classes].
  private float[] inputs = new float[0];
  private float[] activations = new float[0];
  private float[][] targets = new float[0][];

  /**
   * @param features d, not negative
   * @param classes K, at least 2
   * @param lanes at least one
   */
  SoftmaxRegression(int features, int classes, List<Lane> lanes, Optimizer optimizer) {
    this.features = features;
    this.classes = classes;
    this.lanes = List.copyOf(lanes);
    this.width = Kernels.padded(lanes.size());
    this.columns = classes * width;
    this.optimizer = optimizer;
    this.coefficients = coefficients(lanes, width);
    this.scales = new float[Math.max(1, features) * columns];
    this.learningRates = new float[scales.length];
    this.weights = new ParameterBlock(features * columns, learningRates);
    this.bias = new ParameterBlock(columns, learningRates);
    begin(Phase.of(0));
  }

  /** Returns the coefficients of the labels in the targets: gamma and 1 - gamma, or 1. */
  private static float[][] coefficients(List<Lane> lanes, int width) {
    int labels =
        1
            + lanes.stream()
                .mapToInt(lane -> Math.max(lane.mixtureLabel(), lane.generativeLabel()))
                .max()
                .orElseThrow();
    float[][] coefficients = new float[labels][width];
    for (int l = 0; l < lanes.size(); l++) {
      Lane lane = lanes.get(l);
      if (lane.generativeLabel() == Lane.NONE) {
        coefficients[lane.mixtureLabel()][l] = 1;
      } else {
        coefficients[lane.mixtureLabel()][l] = (float) (1 - lane.gamma());
        coefficients[lane.generativeLabel()][l] = (float) lane.gamma();
      }
    }
    return coefficients;
  }

  /** Sets the learning rates of a phase. */
  void begin(Phase phase) {
    for (int j = 0; j < learningRates.length; j++) {
      int lane = j % width;
      learningRates[j] =
          lane < lanes.size() ? (float) phase.learningRate(lanes.get(lane).learningRate()) : 0;
    }
  }

  /**
   * Initializes all lanes with the same parameters.
   *
   * @param parameters [classes][features] weights, then [classes] biases
   */
  void initialize(double[] parameters) {
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        fillLanes(weights.values(), k * columns + c * width, parameters[c * features + k]);
      }
      fillLanes(bias.values(), c * width, parameters[classes * features + c]);
    }
  }

  private void fillLanes(float[] block, int start, double value) {
    Arrays.fill(block, start, start + width, (float) value);
  }

  /**
   * Adds the gradients of some rows' cross-entropies to the batch, in order.
   *
   * @param points mixed points
   * @param rows positions of the rows among the points
   * @param count number of rows
   * @param labels [labels], each [classes][stride]: the labels to which lanes refer
   */
  void addRows(Points points, int[] rows, int count, double[][] labels) {
    makeRoom(count);
    int stride = points.stride();
    double[] x = points.x();
    for (int r = 0; r < count; r++) {
      for (int k = 0; k < features; k++) {
        inputs[r * features + k] = (float) x[k * stride + rows[r]];
      }
      for (int l = 0; l < targets.length; l++) {
        for (int c = 0; c < classes; c++) {
          targets[l][r * classes + c] = (float) labels[l][c * stride + rows[r]];
        }
      }
    }
    Kernels kernels = Kernels.active();
    kernels.affine(
        inputs, count, features, features, weights.values(), bias.values(), columns, activations);
    kernels.softmax(activations, count, classes, width);
    kernels.subtractTargets(activations, count, classes, width, targets, coefficients);
    kernels.addOuterProducts(
        inputs,
        count,
        features,
        features,
        activations,
        columns,
        weights.gradients(),
        bias.gradients());
  }

  private void makeRoom(int rows) {
    if (activations.length < rows * columns) {
      inputs = new float[rows * features];
      activations = new float[rows * columns];
      targets = new float[coefficients.length][rows * classes];
    }
  }

  /**
   * Takes one optimiser step on the gradients added since the last step, divided by a number of
   * rows. If none were added the gradient is zero, but weight decay and moments still change the
   * parameters.
   *
   * @param rows divisor of the sum of gradients; positive
   */
  void step(int rows) {
    optimizer.beginStep();
    Arrays.fill(scales, 1f / rows);
    weights.step(optimizer, scales);
    bias.step(optimizer, scales);
  }

  /**
   * Predicts classes by all lanes, in one pass.
   *
   * @param x [points][features]
   * @return [lanes][points]
   */
  int[][] predict(double[][] x) {
    int[][] predictions = new int[lanes.size()][x.length];
    makeRoom(Math.min(BLOCK, x.length));
    for (int from = 0; from < x.length; from += BLOCK) {
      int count = Math.min(BLOCK, x.length - from);
      Rows.copy(x, from, count, inputs, features);
      Kernels.active()
          .affine(
              inputs,
              count,
              features,
              features,
              weights.values(),
              bias.values(),
              columns,
              activations);
      for (int r = 0; r < count; r++) {
        for (int lane = 0; lane < predictions.length; lane++) {
          predictions[lane][from + r] =
              FirstMaximum.of(activations, r * columns + lane, width, classes);
        }
      }
    }
    return predictions;
  }

  /** Returns a copy of the current parameters of a lane as a classifier. */
  LinearClassifier classifier(int lane) {
    float[] weightsOfLane = new float[features * classes];
    float[] biasOfLane = new float[classes];
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        weightsOfLane[k * classes + c] = weights.values()[k * columns + c * width + lane];
      }
      biasOfLane[c] = bias.values()[c * width + lane];
    }
    return new LinearClassifier(features, weightsOfLane, biasOfLane);
  }
}

package org.genlabel.model;

import java.util.Arrays;
import java.util.List;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * Softmax regression p(y | x) = softmax(W x + b), one model per lane, in single precision (method
 * Sec. 5; paper Sec. 6 "logistic regression").
 *
 * <p>Weights are laid out [feature][class][lane] with the lane innermost and padded to the vector
 * width, so that one matrix product serves all lanes and the softmax runs down the class axis with
 * lanes side by side.
 */
public final class SoftmaxRegression implements LaneModel {
  private final int features;
  private final int classes;
  private final int lanes;
  // Lanes with padding, and classes times that.
  private final int width;
  private final int columns;
  private final Optimizer optimizer;
  // [labels][width]: how much of each label is in a lane's target.
  private final float[][] coefficients;

  private final ParameterBlock weights;
  private final ParameterBlock bias;
  private final float[] scales;

  // [rows][features], [rows][classes][width] and, by label, [rows][classes].
  private float[] inputs = new float[0];
  private float[] activations = new float[0];
  private float[][] targets = new float[0][];

  /**
   * All parameters zero.
   *
   * @param features d, not negative
   * @param classes K, at least 2
   * @param lanes at least one
   */
  public SoftmaxRegression(int features, int classes, List<Lane> lanes, Optimizer optimizer) {
    this.features = features;
    this.classes = classes;
    this.lanes = lanes.size();
    this.width = Kernels.padded(this.lanes);
    this.columns = classes * width;
    this.optimizer = optimizer;
    this.coefficients = coefficients(lanes, width);
    this.scales = new float[Math.max(1, features) * columns];
    float[] learningRates = new float[scales.length];
    for (int j = 0; j < learningRates.length; j++) {
      int lane = j % width;
      learningRates[j] = lane < this.lanes ? (float) lanes.get(lane).learningRate() : 0;
    }
    this.weights = new ParameterBlock(features * columns, learningRates);
    this.bias = new ParameterBlock(columns, learningRates);
  }

  /** Target = sum over the labels of coefficient times label: gamma and 1 - gamma, or 1. */
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

  @Override
  public void initialize(UniformSource random) {
    double bound = 1 / StrictMath.sqrt(features);
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        fillLanes(weights.values(), k * columns + c * width, random.uniform(bound));
      }
    }
    for (int c = 0; c < classes; c++) {
      fillLanes(bias.values(), c * width, random.uniform(bound));
    }
  }

  private void fillLanes(float[] block, int start, double value) {
    Arrays.fill(block, start, start + width, (float) value);
  }

  @Override
  public void addRows(double[] x, int stride, int[] rows, int count, double[][] labels) {
    makeRoom(count);
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

  @Override
  public void step(int rows) {
    optimizer.beginStep();
    Arrays.fill(scales, 1f / rows);
    weights.step(optimizer, scales);
    bias.step(optimizer, scales);
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public void predict(double[] x, int[] predictions) {
    forward(x);
    for (int lane = 0; lane < lanes; lane++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = activations[c * width + lane] > activations[best * width + lane] ? c : best;
      }
      predictions[lane] = best;
    }
  }

  private void forward(double[] x) {
    makeRoom(1);
    for (int k = 0; k < features; k++) {
      inputs[k] = (float) x[k];
    }
    Kernels.active()
        .affine(
            inputs, 1, features, features, weights.values(), bias.values(), columns, activations);
  }

  @Override
  public double[] logits(double[] x, int lane) {
    forward(x);
    double[] logits = new double[classes];
    for (int c = 0; c < classes; c++) {
      logits[c] = activations[c * width + lane];
    }
    return logits;
  }

  @Override
  public double[] parameters(int lane) {
    double[] parameters = new double[classes * (features + 1)];
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        parameters[c * features + k] = weights.values()[k * columns + c * width + lane];
      }
      parameters[classes * features + c] = bias.values()[c * width + lane];
    }
    return parameters;
  }
}

package org.genlabel.model;

import java.util.Arrays;
import java.util.List;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.DoubleKernels;

/**
 * Double-precision twin of {@link SoftmaxRegression}: the same operations in the same order, for
 * {@code training.precision = double} and for checking against references to the last digits.
 */
public final class DoubleSoftmaxRegression implements LaneModel {
  private final int features;
  private final int classes;
  private final int lanes;
  private final LaneRuns runs;
  private final Optimizer optimizer;
  private final double[] gammas;
  private final double[] gammaComplements;

  // Blocks of [classes * lanes]: one per feature, and the bias last.
  private final double[][] weights;
  private final double[] bias;
  private final double[][] gradients;
  private final double[] biasGradients;
  private final double[][] firstMoments;
  private final double[][] secondMoments;
  private final double[] learningRates;

  private final double[] input;
  private final double[] activations;
  private final double[] scratch;

  /**
   * All parameters zero.
   *
   * @param features d, not negative
   * @param classes K, at least 2
   * @param lanes at least one
   */
  public DoubleSoftmaxRegression(int features, int classes, List<Lane> lanes, Optimizer optimizer) {
    this.features = features;
    this.classes = classes;
    this.lanes = lanes.size();
    this.runs = new LaneRuns(lanes);
    this.optimizer = optimizer;
    int columns = classes * this.lanes;
    this.gammas = new double[this.lanes];
    this.gammaComplements = new double[this.lanes];
    this.learningRates = new double[columns];
    for (int column = 0; column < columns; column++) {
      Lane lane = lanes.get(column % this.lanes);
      learningRates[column] = lane.learningRate();
      gammas[column % this.lanes] = lane.gamma();
      gammaComplements[column % this.lanes] = (1 - lane.gamma());
    }
    this.weights = new double[features][columns];
    this.bias = new double[columns];
    this.gradients = new double[features][columns];
    this.biasGradients = new double[columns];
    this.firstMoments = new double[features + 1][columns];
    this.secondMoments = new double[features + 1][columns];
    this.input = new double[features];
    this.activations = new double[columns];
    this.scratch = new double[columns + this.lanes];
  }

  @Override
  public void initialize(UniformSource random) {
    double bound = 1 / StrictMath.sqrt(features);
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        fillLanes(weights[k], c, random.uniform(bound));
      }
    }
    for (int c = 0; c < classes; c++) {
      fillLanes(bias, c, random.uniform(bound));
    }
  }

  private void fillLanes(double[] block, int c, double value) {
    Arrays.fill(block, c * lanes, (c + 1) * lanes, value);
  }

  @Override
  public void addRows(double[] x, int stride, int[] rows, int count, double[][] labels) {
    for (int r = 0; r < count; r++) {
      for (int k = 0; k < features; k++) {
        input[k] = x[k * stride + rows[r]];
      }
      DoubleKernels.affine(input, weights, bias, activations);
      DoubleKernels.softmax(activations, classes, scratch);
      subtractTargets(labels, stride, rows[r]);
      DoubleKernels.addOuterProduct(input, activations, gradients);
      DoubleKernels.add(activations, biasGradients);
    }
  }

  /**
   * Turns probabilities into the gradient by the logits: p - (gamma y_generative + (1 - gamma)
   * y_mixture).
   */
  private void subtractTargets(double[][] labels, int stride, int position) {
    for (int run = 0; run < runs.count(); run++) {
      int start = runs.start(run);
      int end = runs.end(run);
      double[] mixture = labels[runs.mixtureLabel(run)];
      double[] generative =
          runs.generativeLabel(run) == Lane.NONE ? null : labels[runs.generativeLabel(run)];
      for (int c = 0; c < classes; c++) {
        int row = c * lanes;
        double mixtureLabel = mixture[c * stride + position];
        if (generative == null) {
          for (int lane = start; lane < end; lane++) {
            activations[row + lane] -= mixtureLabel;
          }
        } else {
          double generativeLabel = generative[c * stride + position];
          for (int lane = start; lane < end; lane++) {
            activations[row + lane] -=
                Math.fma(gammas[lane], generativeLabel, gammaComplements[lane] * mixtureLabel);
          }
        }
      }
    }
  }

  @Override
  public void step(int rows) {
    optimizer.beginStep();
    double scale = 1.0 / rows;
    for (int k = 0; k < features; k++) {
      optimizer.update(
          weights[k], gradients[k], scale, learningRates, firstMoments[k], secondMoments[k]);
      Arrays.fill(gradients[k], 0);
    }
    optimizer.update(
        bias, biasGradients, scale, learningRates, firstMoments[features], secondMoments[features]);
    Arrays.fill(biasGradients, 0);
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public void predict(double[] x, int[] predictions) {
    DoubleKernels.affine(x, weights, bias, activations);
    Arrays.fill(predictions, 0, lanes, 0);
    System.arraycopy(activations, 0, scratch, 0, lanes);
    for (int c = 1; c < classes; c++) {
      int row = c * lanes;
      for (int lane = 0; lane < lanes; lane++) {
        if (activations[row + lane] > scratch[lane]) {
          scratch[lane] = activations[row + lane];
          predictions[lane] = c;
        }
      }
    }
  }

  @Override
  public double[] logits(double[] x, int lane) {
    DoubleKernels.affine(x, weights, bias, activations);
    double[] logits = new double[classes];
    for (int c = 0; c < classes; c++) {
      logits[c] = activations[c * lanes + lane];
    }
    return logits;
  }

  @Override
  public double[] parameters(int lane) {
    double[] parameters = new double[classes * (features + 1)];
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        parameters[c * features + k] = weights[k][c * lanes + lane];
      }
      parameters[classes * features + c] = bias[c * lanes + lane];
    }
    return parameters;
  }
}

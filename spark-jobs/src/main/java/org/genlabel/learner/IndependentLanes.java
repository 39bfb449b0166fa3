package org.genlabel.learner;

import org.genlabel.network.LinearClassifier;
import org.genlabel.network.Optimizer;
import org.genlabel.network.ParameterBlock;
import org.genlabel.simd.Kernels;

/**
 * Softmax regressions side by side that share their shape only: each lane has its inputs, targets
 * and row weights. They serve fits with different random streams, as in the authors' protocol. In
 * single precision; a lane has the same bits as a {@link SoftmaxRegression} that is trained on the
 * same rows.
 *
 * <p>A batch is written by lane into {@link #inputs}, {@link #targets} and {@link #rowWeights};
 * elements that are not overwritten keep their values from the previous batch. Not thread-safe.
 */
final class IndependentLanes {
  /** The number of lanes, used or not. */
  static final int LANES = Kernels.WIDTH;

  private final int features;
  private final int classes;
  private final Optimizer optimizer;
  private final ParameterBlock weights;
  private final ParameterBlock bias;
  private final float[] learningRates;
  private final float[] scales;
  private final float[] inputs;
  private final float[] targets;
  private final float[] rowWeights;
  private final float[] activations;

  /**
   * Creates lanes whose parameters are all zero.
   *
   * @param features d, positive
   * @param classes K, at least 2
   * @param capacity maximum number of rows of a batch
   */
  IndependentLanes(int features, int classes, int capacity, Optimizer optimizer) {
    this.features = features;
    this.classes = classes;
    this.optimizer = optimizer;
    int size = features * classes * LANES;
    learningRates = new float[size];
    weights = new ParameterBlock(size, learningRates);
    bias = new ParameterBlock(classes * LANES, learningRates);
    scales = new float[size];
    inputs = new float[capacity * features * LANES];
    targets = new float[capacity * classes * LANES];
    rowWeights = new float[capacity * LANES];
    activations = new float[capacity * classes * LANES];
  }

  /**
   * Initializes one lane.
   *
   * @param parameters [classes][features] weights, then [classes] biases
   */
  void initialize(int lane, double learningRate, double[] parameters) {
    setLearningRate(lane, learningRate);
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        weights.values()[(k * classes + c) * LANES + lane] = (float) parameters[c * features + k];
      }
      bias.values()[c * LANES + lane] = (float) parameters[classes * features + c];
    }
  }

  /** Sets the learning rate of a lane from the next step on. */
  void setLearningRate(int lane, double learningRate) {
    for (int j = lane; j < learningRates.length; j += LANES) {
      learningRates[j] = (float) learningRate;
    }
  }

  /** Returns the array of the rows' features, [rows][features][LANES]. */
  float[] inputs() {
    return inputs;
  }

  /** Returns the array of the rows' targets, [rows][classes][LANES]. */
  float[] targets() {
    return targets;
  }

  /**
   * Returns the array of row weights, 1 for a row that counts and 0 for one that is left out,
   * [rows][LANES].
   */
  float[] rowWeights() {
    return rowWeights;
  }

  /**
   * Takes one optimiser step of every lane on the batch that was written.
   *
   * @param rows of the batch
   * @param divisors [LANES], the divisor that turns each lane's sum of gradients into a mean;
   *     positive
   */
  void step(int rows, int[] divisors) {
    Kernels kernels = Kernels.active();
    kernels.affineOfLanes(
        inputs, rows, features, weights.values(), bias.values(), classes, activations);
    kernels.softmax(activations, rows, classes, LANES);
    kernels.subtractTargetsOfLanes(activations, rows, classes, targets, rowWeights);
    kernels.addOuterProductsOfLanes(
        inputs, rows, features, activations, classes, weights.gradients(), bias.gradients());
    for (int lane = 0; lane < LANES; lane++) {
      scales[lane] = 1f / divisors[lane];
    }
    for (int filled = LANES; filled < scales.length; filled *= 2) {
      System.arraycopy(scales, 0, scales, filled, Math.min(filled, scales.length - filled));
    }
    optimizer.beginStep();
    weights.step(optimizer, scales);
    bias.step(optimizer, scales);
  }

  /** Returns a copy of the current parameters of one lane as a classifier. */
  LinearClassifier classifier(int lane) {
    float[] weightsOfLane = new float[features * classes];
    float[] biasOfLane = new float[classes];
    for (int j = 0; j < weightsOfLane.length; j++) {
      weightsOfLane[j] = weights.values()[j * LANES + lane];
    }
    for (int c = 0; c < classes; c++) {
      biasOfLane[c] = bias.values()[c * LANES + lane];
    }
    return new LinearClassifier(features, weightsOfLane, biasOfLane);
  }
}

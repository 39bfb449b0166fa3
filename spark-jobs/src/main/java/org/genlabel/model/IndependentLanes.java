package org.genlabel.model;

import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * Softmax regressions side by side that share nothing but their shape: each lane has inputs,
 * targets and row weights of its own. For fits whose random streams differ, as the authors' do. In
 * single precision; a lane's bits are those of a {@link SoftmaxRegression} that is given the same
 * rows.
 *
 * <p>A batch is written by lane into {@link #inputs}, {@link #targets} and {@link #rowWeights};
 * what a lane does not overwrite is still there from the batch before. Not thread-safe.
 */
public final class IndependentLanes {
  /** How many lanes there are, used or not. */
  public static final int LANES = Kernels.WIDTH;

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
   * All parameters zero.
   *
   * @param features d, positive
   * @param classes K, at least 2
   * @param capacity the most rows a batch has
   */
  public IndependentLanes(int features, int classes, int capacity, Optimizer optimizer) {
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
   * Makes one lane ready: its learning rate, and initial parameters drawn uniformly from
   * (-1/sqrt(fan_in), 1/sqrt(fan_in)).
   */
  public void initialize(int lane, double learningRate, UniformSource random) {
    for (int j = lane; j < learningRates.length; j += LANES) {
      learningRates[j] = (float) learningRate;
    }
    double bound = 1 / StrictMath.sqrt(features);
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        weights.values()[(k * classes + c) * LANES + lane] = (float) random.uniform(bound);
      }
    }
    for (int c = 0; c < classes; c++) {
      bias.values()[c * LANES + lane] = (float) random.uniform(bound);
    }
  }

  /** The rows' features, [rows][features][LANES]: the array itself. */
  public float[] inputs() {
    return inputs;
  }

  /** The rows' targets, [rows][classes][LANES]: the array itself. */
  public float[] targets() {
    return targets;
  }

  /** 1 for a row that counts and 0 for one that is left out, [rows][LANES]: the array itself. */
  public float[] rowWeights() {
    return rowWeights;
  }

  /**
   * One optimiser step of every lane on the batch that was written.
   *
   * @param rows of the batch
   * @param divisors [LANES], what makes each lane's sum of gradients a mean; positive
   */
  public void step(int rows, int[] divisors) {
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

  /** One lane as a classifier, as it is now. */
  public LaneClassifier classifier(int lane) {
    float[] w = new float[features * classes];
    float[] b = new float[classes];
    for (int j = 0; j < w.length; j++) {
      w[j] = weights.values()[j * LANES + lane];
    }
    for (int c = 0; c < classes; c++) {
      b[c] = bias.values()[c * LANES + lane];
    }
    return new Classifier(features, classes, w, b);
  }

  /**
   * @param weights [features][classes]
   * @param bias [classes]
   */
  private record Classifier(int features, int classes, float[] weights, float[] bias)
      implements LaneClassifier {
    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public void predict(double[] x, int[] predictions) {
      int best = 0;
      float bestScore = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        float score = bias[c];
        for (int k = 0; k < features; k++) {
          score = Math.fma(weights[k * classes + c], (float) x[k], score);
        }
        if (score > bestScore) {
          bestScore = score;
          best = c;
        }
      }
      predictions[0] = best;
    }

    @Override
    public double[] parameters(int lane) {
      double[] parameters = new double[classes * (features + 1)];
      for (int c = 0; c < classes; c++) {
        for (int k = 0; k < features; k++) {
          parameters[c * features + k] = weights[k * classes + c];
        }
        parameters[classes * features + c] = bias[c];
      }
      return parameters;
    }
  }
}

package org.genlabel.network;

import java.util.Arrays;
import java.util.List;
import org.genlabel.simd.Kernels;

/**
 * A fully connected layer: W x + b, as a matrix product in single precision, whose sums run in
 * order. All parameters are initially zero. Keeps buffers: not thread-safe.
 *
 * <p>Outputs are padded to the vector width. The weights and outputs of the padding are always
 * zero.
 */
public final class DenseLayer implements Layer {
  private static final int BLOCK = Kernels.WIDTH;

  private final int fanIn;
  // The length of a row of inputs.
  private final int stride;
  private final int units;
  private final int columns;
  // [fanIn][columns], and [units][fanIn with padding].
  private final ParameterBlock weights;
  private final float[] transposed;
  private final ParameterBlock bias;
  private final float[] learningRates;
  private final float[] scales;
  private final float[] zero;
  private final float[] outputs;
  private final float[] inputGradients;
  private boolean isTransposed;
  private float[] input;

  /**
   * @param fanIn number of inputs, positive
   * @param stride the length of a row of inputs
   * @param units number of outputs
   * @param capacity maximum number of rows of a batch
   */
  public DenseLayer(int fanIn, int stride, int units, int capacity, double learningRate) {
    this.fanIn = fanIn;
    this.stride = stride;
    this.units = units;
    this.columns = Kernels.padded(units);
    int inputs = Kernels.padded(fanIn);
    transposed = new float[units * inputs];
    learningRates = new float[Math.max(1, fanIn) * columns];
    Arrays.fill(learningRates, (float) learningRate);
    weights = new ParameterBlock(fanIn * columns, learningRates);
    bias = new ParameterBlock(columns, learningRates);
    scales = new float[learningRates.length];
    zero = new float[inputs];
    outputs = new float[capacity * columns];
    inputGradients = new float[capacity * inputs];
  }

  @Override
  public int units() {
    return units;
  }

  /** Returns the length of a row of {@link #forward}, units with padding. */
  public int outputStride() {
    return columns;
  }

  /** Returns the length of a row of {@link #backward}, inputs with padding. */
  public int inputStride() {
    return Kernels.padded(fanIn);
  }

  /**
   * Sets the parameters of some units.
   *
   * @param from the first unit
   * @param parameters [units][inputs] weights, then [units] biases
   */
  public void setParameters(int from, double[] parameters) {
    int count = parameters.length / (fanIn + 1);
    for (int o = 0; o < count; o++) {
      for (int k = 0; k < fanIn; k++) {
        weights.values()[k * columns + from + o] = (float) parameters[o * fanIn + k];
      }
      bias.values()[from + o] = (float) parameters[count * fanIn + o];
    }
    isTransposed = false;
  }

  @Override
  public double[] parameters() {
    return parameters(0, units);
  }

  /**
   * Returns the parameters of some units, in the order of {@link #setParameters}.
   *
   * @param from the first unit
   * @param to one past the last unit
   */
  public double[] parameters(int from, int to) {
    int count = to - from;
    double[] parameters = new double[count * (fanIn + 1)];
    for (int o = 0; o < count; o++) {
      for (int k = 0; k < fanIn; k++) {
        parameters[o * fanIn + k] = weights.values()[k * columns + from + o];
      }
      parameters[count * fanIn + o] = bias.values()[from + o];
    }
    return parameters;
  }

  @Override
  public float[] forward(float[] x, int rows) {
    input = x;
    Kernels.active()
        .affine(x, rows, fanIn, stride, weights.values(), bias.values(), columns, outputs);
    return outputs;
  }

  @Override
  public void addGradients(float[] gradients, int rows) {
    Kernels.active()
        .addOuterProducts(
            input, rows, fanIn, stride, gradients, columns, weights.gradients(), bias.gradients());
  }

  @Override
  public float[] backward(float[] gradients, int rows) {
    int inputs = inputStride();
    if (!isTransposed) {
      transpose(inputs);
      isTransposed = true;
    }
    Kernels.active()
        .affine(gradients, rows, units, columns, transposed, zero, inputs, inputGradients);
    return inputGradients;
  }

  /** Transposes the weights in blocks of outputs, whose rows stay in the cache. */
  private void transpose(int inputs) {
    float[] values = weights.values();
    for (int start = 0; start < units; start += BLOCK) {
      int end = Math.min(units, start + BLOCK);
      for (int k = 0; k < fanIn; k++) {
        for (int o = start; o < end; o++) {
          transposed[o * inputs + k] = values[k * columns + o];
        }
      }
    }
  }

  /** Adds in double precision, so that the sum has the same bits everywhere. */
  @Override
  public double addSquaredGradients(double sum) {
    double squares = sum;
    for (float[] gradients : List.of(weights.gradients(), bias.gradients())) {
      for (float gradient : gradients) {
        squares = Math.fma((double) gradient, gradient, squares);
      }
    }
    return squares;
  }

  @Override
  public void step(Optimizer optimizer, float scale) {
    if (scales[0] != scale) {
      Arrays.fill(scales, scale);
    }
    weights.step(optimizer, scales);
    bias.step(optimizer, scales);
    isTransposed = false;
  }

  @Override
  public void setLearningRate(double learningRate) {
    Arrays.fill(learningRates, (float) learningRate);
  }
}

package org.genlabel.model;

import java.util.Arrays;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * A fully connected network with ReLU between its layers and scores at its end, trained batch by
 * batch in single precision, with gradients for its input too: {@link DenseNetwork} in matrix
 * products. Not thread-safe.
 *
 * <p>Layers are padded to the vector width. Padding has weights of zero, which stay zero: what
 * comes out of it is zero, and so is every gradient.
 */
public final class BatchedNetwork {
  private final Optimizer optimizer;
  private final Layer[] layers;

  /**
   * All parameters zero.
   *
   * @param optimizer this network's own
   * @param capacity the most rows a batch has
   * @param sizes the widths of input, hidden layers and output; at least two
   */
  public BatchedNetwork(Optimizer optimizer, double learningRate, int capacity, int... sizes) {
    this.optimizer = optimizer;
    this.layers = new Layer[sizes.length - 1];
    for (int l = 0; l < layers.length; l++) {
      int inputs = l == 0 ? sizes[0] : Kernels.padded(sizes[l]);
      layers[l] = new Layer(inputs, sizes[l], sizes[l + 1], capacity, (float) learningRate);
    }
  }

  /** Draws the parameters uniformly from (-1/sqrt(fan_in), 1/sqrt(fan_in)), layer by layer. */
  public void initialize(UniformSource random) {
    for (Layer layer : layers) {
      layer.initialize(random);
    }
  }

  /** The length of a row of scores: outputs with padding. */
  public int scoreStride() {
    return layers[layers.length - 1].columns;
  }

  /**
   * The scores of a batch.
   *
   * @param x [rows][inputs]; read again by {@link #backward}
   * @return [rows][{@link #scoreStride}]; overwritten by the next call
   */
  public float[] forward(float[] x, int rows) {
    float[] values = x;
    for (int l = 0; l < layers.length; l++) {
      values = layers[l].forward(values, rows, l < layers.length - 1);
    }
    return values;
  }

  /**
   * Adds the gradients of the batch that went forward last, all of its rows in order.
   *
   * @param gradients [rows][{@link #scoreStride}], of the loss by the scores, zero in the padding;
   *     overwritten
   * @param rows as went forward
   */
  public void backward(float[] gradients, int rows) {
    float[] values = gradients;
    for (int l = layers.length - 1; l >= 0; l--) {
      layers[l].addGradients(values, rows);
      if (l > 0) {
        values = layers[l].inputGradients(values, rows, layers[l - 1].outputs);
      }
    }
  }

  /**
   * The gradients by the input of the first rows; only of a network with one layer.
   *
   * @param gradients as for {@link #backward}
   * @return [rows][inputs with padding]; overwritten by the next call
   */
  public float[] inputGradients(float[] gradients, int rows) {
    if (layers.length != 1) {
      throw new IllegalStateException("a network of one layer, not " + layers.length);
    }
    return layers[0].inputGradients(gradients, rows, null);
  }

  /** The length of a row of input gradients: inputs with padding. */
  public int inputStride() {
    return Kernels.padded(layers[0].inputs);
  }

  /**
   * One optimiser step on the gradients added since the last step, divided by a number of rows.
   *
   * @param rows what makes the sum a mean; positive
   */
  public void step(int rows) {
    optimizer.beginStep();
    for (Layer layer : layers) {
      layer.step(optimizer, 1f / rows);
    }
  }

  /**
   * The parameters in the order torch stores them: every layer's [out][in] weights, then its
   * biases.
   */
  public double[] parameters() {
    double[] parameters = new double[0];
    for (Layer layer : layers) {
      int start = parameters.length;
      parameters = Arrays.copyOf(parameters, start + layer.units * (layer.fanIn + 1));
      layer.copyTo(parameters, start);
    }
    return parameters;
  }

  private static final class Layer {
    // The layer's own width and that of what comes in, without padding.
    private final int units;
    private final int fanIn;
    private final int inputs;
    private final int columns;
    // [inputs][columns], and [columns][inputs with padding].
    private final ParameterBlock weights;
    private final float[] transposed;
    private final ParameterBlock bias;
    private final float[] scales;
    private final float[] zero;
    private final float[] outputs;
    private final float[] inputGradients;
    private boolean isTransposed;
    private float[] input;

    Layer(int inputs, int fanIn, int units, int capacity, float learningRate) {
      this.inputs = inputs;
      this.fanIn = fanIn;
      this.units = units;
      this.columns = Kernels.padded(units);
      int stride = Kernels.padded(inputs);
      transposed = new float[columns * stride];
      float[] learningRates = new float[inputs * columns];
      Arrays.fill(learningRates, learningRate);
      weights = new ParameterBlock(inputs * columns, learningRates);
      bias = new ParameterBlock(columns, learningRates);
      scales = new float[inputs * columns];
      zero = new float[stride];
      outputs = new float[capacity * columns];
      inputGradients = new float[capacity * stride];
    }

    void initialize(UniformSource random) {
      double bound = 1 / StrictMath.sqrt(fanIn);
      for (int o = 0; o < units; o++) {
        for (int k = 0; k < fanIn; k++) {
          weights.values()[k * columns + o] = (float) random.uniform(bound);
        }
      }
      for (int o = 0; o < units; o++) {
        bias.values()[o] = (float) random.uniform(bound);
      }
      isTransposed = false;
    }

    float[] forward(float[] x, int rows, boolean rectify) {
      input = x;
      Kernels.active().affine(x, rows, inputs, weights.values(), bias.values(), columns, outputs);
      if (rectify) {
        Kernels.active().rectify(outputs, rows * columns);
      }
      return outputs;
    }

    void addGradients(float[] delta, int rows) {
      Kernels.active()
          .addOuterProducts(
              input, rows, inputs, delta, columns, weights.gradients(), bias.gradients());
    }

    /**
     * @param rectified what came in, if it was rectified: no gradient passes where it is zero
     */
    float[] inputGradients(float[] delta, int rows, float[] rectified) {
      int stride = Kernels.padded(inputs);
      if (!isTransposed) {
        for (int k = 0; k < inputs; k++) {
          for (int o = 0; o < columns; o++) {
            transposed[o * stride + k] = weights.values()[k * columns + o];
          }
        }
        isTransposed = true;
      }
      Kernels.active().affine(delta, rows, columns, transposed, zero, stride, inputGradients);
      if (rectified != null) {
        Kernels.active().maskRectified(inputGradients, rectified, rows * stride);
      }
      return inputGradients;
    }

    void step(Optimizer optimizer, float scale) {
      Arrays.fill(scales, scale);
      weights.step(optimizer, scales);
      bias.step(optimizer, scales);
      isTransposed = false;
    }

    void copyTo(double[] parameters, int start) {
      for (int o = 0; o < units; o++) {
        for (int k = 0; k < fanIn; k++) {
          parameters[start + o * fanIn + k] = weights.values()[k * columns + o];
        }
        parameters[start + units * fanIn + o] = bias.values()[o];
      }
    }
  }
}

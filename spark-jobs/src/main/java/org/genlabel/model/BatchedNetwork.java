package org.genlabel.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * A fully connected network with ReLU between its layers and scores at its end, trained batch by
 * batch in single precision, with gradients for its input too: {@link DenseNetwork} in matrix
 * products. Not thread-safe.
 *
 * <p>The outputs of layers are padded to the vector width. Padding has weights of zero, which stay
 * zero, and so does what comes out of it.
 */
public final class BatchedNetwork {
  // torch's, against a division by 0.
  private static final double CLIPPING_EPSILON = 1e-6;

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
      int stride = l == 0 ? sizes[0] : Kernels.padded(sizes[l]);
      layers[l] = new Layer(sizes[l], stride, sizes[l + 1], capacity, (float) learningRate);
    }
  }

  /** Draws the parameters uniformly from (-1/sqrt(fan_in), 1/sqrt(fan_in)), layer by layer. */
  public void initialize(UniformSource random) {
    for (Layer layer : layers) {
      layer.initialize(random, 0, layer.units);
    }
  }

  /**
   * Draws the parameters of some outputs, as {@link #initialize(UniformSource)} those of a network
   * that has no others; only of a network with one layer.
   *
   * @param from the first output
   * @param to one past the last
   */
  public void initialize(UniformSource random, int from, int to) {
    onlyLayer().initialize(random, from, to);
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
    return onlyLayer().inputGradients(gradients, rows, null);
  }

  /** The length of a row of input gradients: inputs with padding. */
  public int inputStride() {
    return Kernels.padded(layers[0].fanIn);
  }

  private Layer onlyLayer() {
    if (layers.length != 1) {
      throw new IllegalStateException("a network of one layer, not " + layers.length);
    }
    return layers[0];
  }

  /**
   * One optimiser step on the gradients added since the last step, divided by a number of rows.
   *
   * @param rows what makes the sum a mean; positive
   */
  public void step(int rows) {
    step(1f / rows);
  }

  /**
   * The same with the mean gradient shortened where it is too long, as torch's clip_grad_norm_ does
   * it.
   *
   * @param rows what makes the sum a mean; positive
   * @param largestNorm the most the Euclidean norm may be over all parameters; positive
   */
  public void step(int rows, double largestNorm) {
    double squares = 0;
    for (Layer layer : layers) {
      squares = layer.addSquaredGradients(squares);
    }
    double norm = Math.sqrt(squares) / rows;
    step((float) (Math.min(1, largestNorm / (norm + CLIPPING_EPSILON)) / rows));
  }

  private void step(float scale) {
    optimizer.beginStep();
    for (Layer layer : layers) {
      layer.step(optimizer, scale);
    }
  }

  /** Changes the learning rate, from the next step on. */
  public void setLearningRate(double learningRate) {
    for (Layer layer : layers) {
      Arrays.fill(layer.learningRates, (float) learningRate);
    }
  }

  /**
   * The parameters in the order torch stores them: every layer's [out][in] weights, then its
   * biases.
   */
  public double[] parameters() {
    return Arrays.stream(layers)
        .flatMapToDouble(layer -> layer.parameters(0, layer.units))
        .toArray();
  }

  /** The parameters of some outputs of a network with one layer. */
  public double[] parameters(int from, int to) {
    return onlyLayer().parameters(from, to).toArray();
  }

  private static final class Layer {
    private static final int BLOCK = Kernels.WIDTH;

    private final int fanIn;
    // The length of a row of what comes in.
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

    Layer(int fanIn, int stride, int units, int capacity, float learningRate) {
      this.fanIn = fanIn;
      this.stride = stride;
      this.units = units;
      this.columns = Kernels.padded(units);
      int inputs = Kernels.padded(fanIn);
      transposed = new float[units * inputs];
      learningRates = new float[Math.max(1, fanIn) * columns];
      Arrays.fill(learningRates, learningRate);
      weights = new ParameterBlock(fanIn * columns, learningRates);
      bias = new ParameterBlock(columns, learningRates);
      scales = new float[learningRates.length];
      zero = new float[inputs];
      outputs = new float[capacity * columns];
      inputGradients = new float[capacity * inputs];
    }

    void initialize(UniformSource random, int from, int to) {
      double bound = 1 / StrictMath.sqrt(fanIn);
      for (int o = from; o < to; o++) {
        for (int k = 0; k < fanIn; k++) {
          weights.values()[k * columns + o] = (float) random.uniform(bound);
        }
      }
      for (int o = from; o < to; o++) {
        bias.values()[o] = (float) random.uniform(bound);
      }
      isTransposed = false;
    }

    float[] forward(float[] x, int rows, boolean rectify) {
      input = x;
      Kernels.active()
          .affine(x, rows, fanIn, stride, weights.values(), bias.values(), columns, outputs);
      if (rectify) {
        Kernels.active().rectify(outputs, rows * columns);
      }
      return outputs;
    }

    void addGradients(float[] delta, int rows) {
      Kernels.active()
          .addOuterProducts(
              input, rows, fanIn, stride, delta, columns, weights.gradients(), bias.gradients());
    }

    /**
     * @param rectified what came in, if it was rectified: no gradient passes where it is zero
     */
    float[] inputGradients(float[] delta, int rows, float[] rectified) {
      int inputs = Kernels.padded(fanIn);
      if (!isTransposed) {
        transpose(inputs);
        isTransposed = true;
      }
      Kernels.active()
          .affine(delta, rows, units, columns, transposed, zero, inputs, inputGradients);
      if (rectified != null) {
        Kernels.active().maskRectified(inputGradients, rectified, rows * inputs);
      }
      return inputGradients;
    }

    /** A block of outputs at a time, whose rows stay in the nearest cache. */
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

    /** In double precision and in order, so that the sum has the same bits everywhere. */
    double addSquaredGradients(double squares) {
      double sum = squares;
      for (float[] gradients : List.of(weights.gradients(), bias.gradients())) {
        for (float gradient : gradients) {
          sum = Math.fma((double) gradient, gradient, sum);
        }
      }
      return sum;
    }

    void step(Optimizer optimizer, float scale) {
      if (scales[0] != scale) {
        Arrays.fill(scales, scale);
      }
      weights.step(optimizer, scales);
      bias.step(optimizer, scales);
      isTransposed = false;
    }

    DoubleStream parameters(int from, int to) {
      double[] parameters = new double[(to - from) * (fanIn + 1)];
      for (int o = from; o < to; o++) {
        for (int k = 0; k < fanIn; k++) {
          parameters[(o - from) * fanIn + k] = weights.values()[k * columns + o];
        }
        parameters[(to - from) * fanIn + o - from] = bias.values()[o];
      }
      return DoubleStream.of(parameters);
    }
  }
}

package org.genlabel.reference;

import java.util.Arrays;
import org.genlabel.random.UniformSource;

/**
 * A fully connected network with ReLU between its layers and scores as outputs, trained row by row
 * in double precision. It also returns gradients by its input, for networks that are trained
 * against each other, as those of AdaMixup. Not thread-safe.
 */
public final class DenseNetwork {
  private final DoubleOptimizer optimizer;
  private final Layer[] layers;

  /**
   * Creates a network whose parameters are all zero.
   *
   * @param optimizer optimiser of this network only
   * @param sizes the widths of input, hidden layers and output; at least two
   */
  public DenseNetwork(DoubleOptimizer optimizer, double learningRate, int... sizes) {
    this.optimizer = optimizer;
    this.layers = new Layer[sizes.length - 1];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = new Layer(sizes[l], sizes[l + 1], learningRate);
    }
  }

  /** Draws the parameters uniformly from (-1/sqrt(fan_in), 1/sqrt(fan_in)), layer by layer. */
  public void initialize(UniformSource random) {
    for (Layer layer : layers) {
      layer.initialize(random);
    }
  }

  /**
   * Computes the scores of one row.
   *
   * @param x [inputs]
   * @return [outputs]; overwritten by the next call
   */
  public double[] forward(double[] x) {
    double[] values = x;
    for (int l = 0; l < layers.length; l++) {
      values = layers[l].forward(values, l < layers.length - 1);
    }
    return values;
  }

  /**
   * Adds the gradient of the last row that was propagated forward to the batch.
   *
   * @param gradient [outputs], of the loss by the scores
   * @return [inputs], of the loss by the input; overwritten by the next call
   */
  public double[] backward(double[] gradient) {
    double[] values = gradient;
    for (int l = layers.length - 1; l >= 0; l--) {
      values = layers[l].backward(values, l < layers.length - 1);
    }
    return values;
  }

  /**
   * Takes one optimiser step on the gradients added since the last step, divided by a number of
   * rows.
   *
   * @param rows divisor of the sum of gradients; positive
   */
  public void step(int rows) {
    optimizer.beginStep();
    for (Layer layer : layers) {
      layer.step(optimizer, 1.0 / rows);
    }
  }

  /**
   * Returns the parameters in torch's order: the [out][in] weights of every layer, then its biases.
   */
  public double[] parameters() {
    int count = Arrays.stream(layers).mapToInt(layer -> layer.parameters.length).sum();
    double[] parameters = new double[count];
    int position = 0;
    for (Layer layer : layers) {
      System.arraycopy(layer.parameters, 0, parameters, position, layer.parameters.length);
      position += layer.parameters.length;
    }
    return parameters;
  }

  private static final class Layer {
    private final int inputs;
    private final int outputs;
    // [out][in] weights, then [out] biases.
    private final double[] parameters;
    private final double[] gradients;
    private final double[] firstMoments;
    private final double[] secondMoments;
    private final double learningRate;
    private final double[] output;
    private final double[] inputGradient;
    private double[] input;

    Layer(int inputs, int outputs, double learningRate) {
      this.inputs = inputs;
      this.outputs = outputs;
      int count = outputs * (inputs + 1);
      parameters = new double[count];
      gradients = new double[count];
      firstMoments = new double[count];
      secondMoments = new double[count];
      this.learningRate = learningRate;
      output = new double[outputs];
      inputGradient = new double[inputs];
    }

    void initialize(UniformSource random) {
      double bound = 1 / StrictMath.sqrt(inputs);
      for (int j = 0; j < parameters.length; j++) {
        parameters[j] = random.uniform(bound);
      }
    }

    double[] forward(double[] x, boolean rectify) {
      input = x;
      for (int o = 0; o < outputs; o++) {
        int row = o * inputs;
        // Four interleaved sums: a fixed order, with four multiplications in flight.
        double sum0 = parameters[outputs * inputs + o];
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int k = 0;
        for (; k + 4 <= inputs; k += 4) {
          sum0 = Math.fma(parameters[row + k], x[k], sum0);
          sum1 = Math.fma(parameters[row + k + 1], x[k + 1], sum1);
          sum2 = Math.fma(parameters[row + k + 2], x[k + 2], sum2);
          sum3 = Math.fma(parameters[row + k + 3], x[k + 3], sum3);
        }
        for (; k < inputs; k++) {
          sum0 = Math.fma(parameters[row + k], x[k], sum0);
        }
        double sum = (sum0 + sum1) + (sum2 + sum3);
        output[o] = rectify ? Math.max(0, sum) : sum;
      }
      return output;
    }

    double[] backward(double[] gradient, boolean rectified) {
      Arrays.fill(inputGradient, 0);
      for (int o = 0; o < outputs; o++) {
        double slope = rectified && output[o] == 0 ? 0 : gradient[o];
        if (slope != 0) {
          int row = o * inputs;
          for (int k = 0; k < inputs; k++) {
            gradients[row + k] = Math.fma(slope, input[k], gradients[row + k]);
          }
          for (int k = 0; k < inputs; k++) {
            inputGradient[k] = Math.fma(slope, parameters[row + k], inputGradient[k]);
          }
          gradients[outputs * inputs + o] += slope;
        }
      }
      return inputGradient;
    }

    void step(DoubleOptimizer optimizer, double scale) {
      optimizer.update(parameters, gradients, scale, learningRate, firstMoments, secondMoments);
      Arrays.fill(gradients, 0);
    }
  }
}

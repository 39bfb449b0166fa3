package org.genlabel.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.genlabel.classifier.FirstMaximum;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * A fully connected network with ReLU after every hidden layer and scores as outputs, in single
 * precision (docs/method.md, Sec. 5). All parameters are initially zero. Keeps buffers: not
 * thread-safe.
 *
 * <p>A batch is a matrix product, whose sums run in order: results have the same bits on every
 * machine, and a point's scores do not depend on those of other points.
 */
public final class Network implements NetworkClassifier {
  // torch's constant, which prevents a division by 0.
  private static final double CLIPPING_EPSILON = 1e-6;

  private final int features;
  private final int capacity;
  private final List<Layer> layers = new ArrayList<>();
  private final List<DenseLayer> denseLayers = new ArrayList<>();
  private final float[] inputs;

  /**
   * @param learningRate positive
   * @param capacity maximum number of rows of a batch
   * @param sizes the widths of input, hidden layers and output; at least two
   */
  public Network(double learningRate, int capacity, int... sizes) {
    this.features = sizes[0];
    this.capacity = capacity;
    this.inputs = new float[capacity * features];
    for (int l = 1; l < sizes.length; l++) {
      int stride = l == 1 ? features : Kernels.padded(sizes[l - 1]);
      DenseLayer layer = new DenseLayer(sizes[l - 1], stride, sizes[l], capacity, learningRate);
      denseLayers.add(layer);
      layers.add(layer);
      if (l < sizes.length - 1) {
        layers.add(new Rectifier(sizes[l]));
      }
    }
  }

  /** Draws the initial parameters, layer by layer; see {@link InitialParameters}. */
  public void initialize(UniformSource random) {
    int fanIn = features;
    for (DenseLayer layer : denseLayers) {
      layer.setParameters(0, InitialParameters.draw(random, fanIn, layer.units()));
      fanIn = layer.units();
    }
  }

  /** Returns K, the number of scores. */
  public int classes() {
    return output().units();
  }

  /** Returns the length of a row of scores, classes with padding. */
  public int scoreStride() {
    return output().outputStride();
  }

  private DenseLayer output() {
    return denseLayers.get(denseLayers.size() - 1);
  }

  /**
   * Computes the scores of a batch.
   *
   * @param x [rows][features]; read again by {@link #backward}
   * @return [rows][{@link #scoreStride}]; overwritten by the next call
   */
  public float[] forward(float[] x, int rows) {
    float[] values = x;
    for (Layer layer : layers) {
      values = layer.forward(values, rows);
    }
    return values;
  }

  /**
   * Adds the gradients of the last batch that was propagated forward, over all of its rows in
   * order.
   *
   * @param gradients [rows][{@link #scoreStride}], of the loss with respect to the scores, zero in
   *     the padding; overwritten
   * @param rows number of rows of the batch
   */
  public void backward(float[] gradients, int rows) {
    float[] values = gradients;
    for (int l = layers.size() - 1; l >= 0; l--) {
      layers.get(l).addGradients(values, rows);
      if (l > 0) {
        values = layers.get(l).backward(values, rows);
      }
    }
  }

  /**
   * Takes one optimiser step on the gradients added since the last step, divided by a number of
   * rows.
   *
   * @param optimizer optimiser of this network only
   * @param rows divisor of the sum of gradients; positive
   */
  public void step(Optimizer optimizer, int rows) {
    step(optimizer, 1f / rows);
  }

  /**
   * Takes one optimiser step on the mean gradient, clipped as by torch's clip_grad_norm_ if it is
   * too long.
   *
   * @param largestNorm maximum Euclidean norm over all parameters; positive
   */
  public void step(Optimizer optimizer, int rows, double largestNorm) {
    double squares = 0;
    for (Layer layer : layers) {
      squares = layer.addSquaredGradients(squares);
    }
    double norm = Math.sqrt(squares) / rows;
    step(optimizer, (float) (Math.min(1, largestNorm / (norm + CLIPPING_EPSILON)) / rows));
  }

  private void step(Optimizer optimizer, float scale) {
    optimizer.beginStep();
    for (Layer layer : layers) {
      layer.step(optimizer, scale);
    }
  }

  /** Sets the learning rate from the next step on. */
  public void setLearningRate(double learningRate) {
    layers.forEach(layer -> layer.setLearningRate(learningRate));
  }

  @Override
  public double[] parameters() {
    return layers.stream().flatMapToDouble(layer -> Arrays.stream(layer.parameters())).toArray();
  }

  @Override
  public double[][] scores(double[][] x) {
    double[][] scores = new double[x.length][classes()];
    for (int from = 0; from < x.length; from += capacity) {
      int count = Math.min(capacity, x.length - from);
      float[] values = forward(x, from, count);
      for (int r = 0; r < count; r++) {
        for (int c = 0; c < classes(); c++) {
          scores[from + r][c] = values[r * scoreStride() + c];
        }
      }
    }
    return scores;
  }

  @Override
  public int[] predict(double[][] x) {
    int[] predictions = new int[x.length];
    for (int from = 0; from < x.length; from += capacity) {
      int count = Math.min(capacity, x.length - from);
      float[] values = forward(x, from, count);
      for (int r = 0; r < count; r++) {
        predictions[from + r] = FirstMaximum.of(values, r * scoreStride(), 1, classes());
      }
    }
    return predictions;
  }

  private float[] forward(double[][] x, int from, int count) {
    Rows.copy(x, from, count, inputs, features);
    return forward(inputs, count);
  }
}

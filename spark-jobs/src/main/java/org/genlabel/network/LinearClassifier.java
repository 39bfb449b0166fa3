package org.genlabel.network;

import java.io.Serializable;
import org.genlabel.classifier.FirstMaximum;
import org.genlabel.simd.Kernels;

/**
 * A trained softmax regression: scores = W x + b, in single precision (docs/method.md, Sec. 5). Its
 * arrays must not be modified.
 *
 * @param features d, not negative
 * @param weights [features][classes]
 * @param bias [classes]
 */
public record LinearClassifier(int features, float[] weights, float[] bias)
    implements NetworkClassifier, Serializable {
  // Number of points that are scored together: their data stays in the cache.
  private static final int BLOCK = 128;

  /**
   * @throws IllegalArgumentException unless the number of weights is features times classes
   */
  public LinearClassifier {
    if (bias.length == 0 || weights.length != features * bias.length) {
      throw new IllegalArgumentException(
          "a linear classifier of "
              + features
              + " features and "
              + bias.length
              + " classes needs features x classes weights, not "
              + weights.length);
    }
  }

  /**
   * Returns a classifier with given parameters.
   *
   * @param features d
   * @param parameters [classes][features] weights, then [classes] biases, as returned by {@link
   *     #parameters}
   * @throws IllegalArgumentException unless the length is that of the parameters of a whole number
   *     of classes
   */
  public static LinearClassifier of(int features, double[] parameters) {
    int classes = features < 0 ? 0 : parameters.length / (features + 1);
    if (classes == 0 || classes * (features + 1) != parameters.length) {
      throw new IllegalArgumentException(
          parameters.length
              + " parameters do not match a whole number of classes with "
              + features
              + " features");
    }
    float[] weights = new float[features * classes];
    float[] bias = new float[classes];
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        weights[k * classes + c] = (float) parameters[c * features + k];
      }
      bias[c] = (float) parameters[classes * features + c];
    }
    return new LinearClassifier(features, weights, bias);
  }

  /** Returns K, the number of classes. */
  public int classes() {
    return bias.length;
  }

  @Override
  public double[] parameters() {
    int classes = classes();
    double[] parameters = new double[classes * (features + 1)];
    for (int c = 0; c < classes; c++) {
      for (int k = 0; k < features; k++) {
        parameters[c * features + k] = weights[k * classes + c];
      }
      parameters[classes * features + c] = bias[c];
    }
    return parameters;
  }

  @Override
  public double[][] scores(double[][] x) {
    double[][] scores = new double[x.length][classes()];
    new Blocks()
        .run(
            x,
            (row, values, start) -> {
              for (int c = 0; c < classes(); c++) {
                scores[row][c] = values[start + c];
              }
            });
    return scores;
  }

  @Override
  public int[] predict(double[][] x) {
    int[] predictions = new int[x.length];
    new Blocks()
        .run(
            x,
            (row, values, start) ->
                predictions[row] = FirstMaximum.of(values, start, 1, classes()));
    return predictions;
  }

  /** Receives the scores of one row, which lie side by side. */
  private interface ScoreReader {
    void read(int row, float[] values, int start);
  }

  /** The weights padded to the vector width, and buffers. */
  private final class Blocks {
    private final int columns = Kernels.padded(classes());
    private final float[] paddedWeights = new float[features * columns];
    private final float[] paddedBias = new float[columns];

    Blocks() {
      for (int k = 0; k < features; k++) {
        System.arraycopy(weights, k * classes(), paddedWeights, k * columns, classes());
      }
      System.arraycopy(bias, 0, paddedBias, 0, classes());
    }

    void run(double[][] x, ScoreReader reader) {
      int room = Math.min(BLOCK, x.length);
      float[] inputs = new float[room * features];
      float[] values = new float[room * columns];
      for (int from = 0; from < x.length; from += BLOCK) {
        int count = Math.min(BLOCK, x.length - from);
        Rows.copy(x, from, count, inputs, features);
        Kernels.active()
            .affine(inputs, count, features, features, paddedWeights, paddedBias, columns, values);
        for (int r = 0; r < count; r++) {
          reader.read(from + r, values, r * columns);
        }
      }
    }
  }
}

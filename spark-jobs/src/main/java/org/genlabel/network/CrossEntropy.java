package org.genlabel.network;

import java.util.Arrays;
import org.genlabel.simd.Kernels;

/**
 * The cross-entropy of softmax(scores) and soft targets. Its gradient with respect to the scores is
 * softmax minus target. Keeps buffers: not thread-safe.
 */
public final class CrossEntropy {
  // Layout for the softmax over outputs: [outputs][rows with padding].
  private final float[] byOutput;

  /**
   * @param outputs maximum number of outputs of a softmax
   * @param capacity maximum number of rows of a batch
   */
  public CrossEntropy(int outputs, int capacity) {
    byOutput = new float[outputs * Kernels.padded(capacity)];
  }

  /**
   * Replaces scores by the gradients of the cross-entropy.
   *
   * @param scores [rows][stride], of which the first count of each row are overwritten
   * @param targets [classes][targetStride]; those of a row sum to 1
   */
  public void toGradients(
      float[] scores, int stride, int rows, double[] targets, int targetStride) {
    int classes = targets.length / targetStride;
    softmax(scores, stride, 0, classes, rows);
    for (int c = 0; c < classes; c++) {
      for (int r = 0; r < rows; r++) {
        scores[r * stride + c] -= (float) targets[c * targetStride + r];
      }
    }
  }

  /**
   * Replaces the scores of some outputs by probabilities, the softmax over these outputs, row by
   * row.
   *
   * @param scores [rows][stride], overwritten from output {@code from} on
   * @param from index of the first output
   * @param count number of outputs
   */
  public void softmax(float[] scores, int stride, int from, int count, int rows) {
    int padded = Kernels.padded(rows);
    softmaxByOutput(scores, stride, from, count, rows, byOutput);
    for (int o = 0; o < count; o++) {
      for (int r = 0; r < rows; r++) {
        scores[r * stride + from + o] = byOutput[o * padded + r];
      }
    }
  }

  /**
   * Computes the probabilities of some outputs, output by output.
   *
   * @param scores [rows][stride]
   * @param from index of the first output
   * @param probabilities [count][rows with padding], overwritten
   */
  public static void softmaxByOutput(
      float[] scores, int stride, int from, int count, int rows, float[] probabilities) {
    int padded = Kernels.padded(rows);
    for (int o = 0; o < count; o++) {
      for (int r = 0; r < rows; r++) {
        probabilities[o * padded + r] = scores[r * stride + from + o];
      }
      Arrays.fill(probabilities, o * padded + rows, (o + 1) * padded, 0);
    }
    Kernels.active().softmax(probabilities, 1, count, padded);
  }
}

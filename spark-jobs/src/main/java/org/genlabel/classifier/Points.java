package org.genlabel.classifier;

/**
 * Points side by side, in the layout of the kernels.
 *
 * @param x [features][stride], finite, padding included
 * @param stride room for points, a multiple of the kernels' width
 * @param count number of points, at most stride
 */
public record Points(double[] x, int stride, int count) {
  /** Returns d, the number of features. */
  public int features() {
    return stride == 0 ? 0 : x.length / stride;
  }
}

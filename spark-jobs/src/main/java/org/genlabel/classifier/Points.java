package org.genlabel.classifier;

/**
 * Points side by side, as the kernels take them.
 *
 * @param x [features][stride], finite, padding included
 * @param stride room for points, a multiple of the kernels' width
 * @param count how many there are, at most stride
 */
public record Points(double[] x, int stride, int count) {
  /** d. */
  public int features() {
    return stride == 0 ? 0 : x.length / stride;
  }
}

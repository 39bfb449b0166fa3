package org.genlabel.network;

import org.genlabel.simd.Kernels;

/** ReLU: max(0, x). Works in place. */
final class Rectifier implements Layer {
  private final int units;
  private float[] rectified;

  /**
   * @param units number of units of the previous layer
   */
  Rectifier(int units) {
    this.units = units;
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public float[] forward(float[] x, int rows) {
    Kernels.active().rectify(x, rows * Kernels.padded(units));
    rectified = x;
    return x;
  }

  @Override
  public void addGradients(float[] gradients, int rows) {
    // It has no parameters.
  }

  /** Sets the gradients to zero where the output is zero. */
  @Override
  public float[] backward(float[] gradients, int rows) {
    Kernels.active().maskRectified(gradients, rectified, rows * Kernels.padded(units));
    return gradients;
  }

  @Override
  public double addSquaredGradients(double sum) {
    return sum;
  }

  @Override
  public void step(Optimizer optimizer, float scale) {
    // It has no parameters.
  }

  @Override
  public void setLearningRate(double learningRate) {
    // It has no parameters.
  }

  @Override
  public double[] parameters() {
    return new double[0];
  }
}

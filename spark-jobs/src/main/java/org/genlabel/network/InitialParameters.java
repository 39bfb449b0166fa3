package org.genlabel.network;

import org.genlabel.random.UniformSource;

/** Initial parameters of a layer: uniform in (-1/sqrt(fan_in), 1/sqrt(fan_in)), as in torch. */
public final class InitialParameters {
  private InitialParameters() {}

  /**
   * Draws the parameters of a layer.
   *
   * @param fanIn number of inputs, positive
   * @param units number of outputs
   * @return [units][fanIn] weights, then [units] biases: drawn in this order
   */
  public static double[] draw(UniformSource random, int fanIn, int units) {
    double bound = 1 / StrictMath.sqrt(fanIn);
    double[] parameters = new double[units * (fanIn + 1)];
    for (int j = 0; j < parameters.length; j++) {
      parameters[j] = random.uniform(bound);
    }
    return parameters;
  }
}

package org.genlabel.reference;

import java.util.Arrays;
import org.genlabel.network.NetworkClassifier;

/** One softmax regression, trained row by row. All parameters are initially zero. */
public final class DoubleSoftmaxRegression implements NetworkClassifier {
  private final int features;
  private final int classes;
  private final double learningRate;
  private final DoubleOptimizer optimizer;
  // [classes][features] weights, then [classes] biases.
  private final double[] parameters;
  private final double[] gradients;
  private final double[] firstMoments;
  private final double[] secondMoments;

  public DoubleSoftmaxRegression(
      int features, int classes, double learningRate, DoubleOptimizer optimizer) {
    this.features = features;
    this.classes = classes;
    this.learningRate = learningRate;
    this.optimizer = optimizer;
    parameters = new double[classes * (features + 1)];
    gradients = new double[parameters.length];
    firstMoments = new double[parameters.length];
    secondMoments = new double[parameters.length];
  }

  /** Sets the initial parameters. */
  public void initialize(double[] start) {
    System.arraycopy(start, 0, parameters, 0, parameters.length);
  }

  /** Adds the gradient of a row's cross-entropy, and returns the loss. */
  public double addRow(double[] x, double[] target) {
    double[] scores = scores(x);
    double largest = Arrays.stream(scores).max().orElseThrow();
    double sum = 0;
    for (double score : scores) {
      sum += StrictMath.exp(score - largest);
    }
    double logSum = largest + StrictMath.log(sum);
    double loss = 0;
    for (int c = 0; c < classes; c++) {
      loss += target[c] * (logSum - scores[c]);
      double slope = StrictMath.exp(scores[c] - logSum) - target[c];
      for (int k = 0; k < features; k++) {
        gradients[c * features + k] += slope * x[k];
      }
      gradients[classes * features + c] += slope;
    }
    return loss;
  }

  /** Takes one step on the gradients added since the last step, divided by a number of rows. */
  public void step(int rows) {
    optimizer.beginStep();
    optimizer.update(parameters, gradients, 1.0 / rows, learningRate, firstMoments, secondMoments);
    Arrays.fill(gradients, 0);
  }

  private double[] scores(double[] x) {
    double[] scores = new double[classes];
    for (int c = 0; c < classes; c++) {
      scores[c] = parameters[classes * features + c];
      for (int k = 0; k < features; k++) {
        scores[c] += parameters[c * features + k] * x[k];
      }
    }
    return scores;
  }

  @Override
  public double[][] scores(double[][] x) {
    return Arrays.stream(x).map(this::scores).toArray(double[][]::new);
  }

  @Override
  public double[] parameters() {
    return parameters.clone();
  }
}

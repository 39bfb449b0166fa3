package org.genlabel.theory;

import java.util.ArrayList;
import java.util.List;

/**
 * The mean cross-entropy of a {@link PlaneClassifier} on weighted points with soft labels, with its
 * first and second derivatives with respect to the weights, whose indices are 2 class + coordinate.
 */
final class SoftCrossEntropy {
  static final int PARAMETERS = PlaneClassifier.CLASSES * PlaneClassifier.COORDINATES;

  private record Point(double weight, double[] x, double[] label) {}

  private final List<Point> points = new ArrayList<>();

  /**
   * @param weight of the point in the mean
   * @param x [coordinate]
   * @param label [class], with sum 1
   */
  void add(double weight, double[] x, double[] label) {
    points.add(new Point(weight, x, label));
  }

  /** Returns sum_i weight_i (log sum_k exp(w_k x_i) - sum_k y_ik w_k x_i). */
  double value(double[] parameters) {
    PlaneClassifier classifier = classifier(parameters);
    double sum = 0;
    for (Point point : points) {
      double[] p = classifier.probabilities(point.x);
      double loss = 0;
      for (int c = 0; c < p.length; c++) {
        if (point.label[c] != 0) {
          loss -= point.label[c] * StrictMath.log(p[c]);
        }
      }
      sum += point.weight * loss;
    }
    return sum;
  }

  /** Returns the gradient, [parameter]. */
  double[] gradient(double[] parameters) {
    PlaneClassifier classifier = classifier(parameters);
    double[] gradient = new double[PARAMETERS];
    for (Point point : points) {
      double[] p = classifier.probabilities(point.x);
      for (int k = 0; k < PARAMETERS; k++) {
        gradient[k] += point.weight * (p[k / 2] - point.label[k / 2]) * point.x[k % 2];
      }
    }
    return gradient;
  }

  /** Returns the Hessian, [parameter][parameter], which does not depend on the labels. */
  double[][] hessian(double[] parameters) {
    PlaneClassifier classifier = classifier(parameters);
    double[][] hessian = new double[PARAMETERS][PARAMETERS];
    for (Point point : points) {
      double[] p = classifier.probabilities(point.x);
      for (int k = 0; k < PARAMETERS; k++) {
        for (int l = 0; l < PARAMETERS; l++) {
          double curvature = p[k / 2] * ((k / 2 == l / 2 ? 1 : 0) - p[l / 2]);
          hessian[k][l] += point.weight * curvature * point.x[k % 2] * point.x[l % 2];
        }
      }
    }
    return hessian;
  }

  /**
   * Returns the classifier with given weights.
   *
   * @param parameters [2 class + coordinate]
   */
  static PlaneClassifier classifier(double[] parameters) {
    double[][] weights = new double[PlaneClassifier.CLASSES][PlaneClassifier.COORDINATES];
    for (int k = 0; k < PARAMETERS; k++) {
      weights[k / 2][k % 2] = parameters[k];
    }
    return new PlaneClassifier(weights);
  }
}

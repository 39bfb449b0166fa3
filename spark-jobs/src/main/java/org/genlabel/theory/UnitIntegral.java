package org.genlabel.theory;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The expectation over lambda ~ U(0, 1) = Beta(1, 1) by Gauss-Legendre quadrature on panels, 16
 * nodes each: exact for polynomials up to degree 31 on every panel. Immutable.
 */
final class UnitIntegral {
  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(16);

  private final double[] nodes;
  private final double[] weights;

  private UnitIntegral(NavigableSet<Double> bounds) {
    int perPanel = RULE.getNumberOfPoints();
    this.nodes = new double[(bounds.size() - 1) * perPanel];
    this.weights = new double[nodes.length];
    double start = bounds.first();
    int node = 0;
    for (double end : bounds.tailSet(start, false)) {
      double half = (end - start) / 2;
      for (int i = 0; i < perPanel; i++) {
        // The rule is for [-1, 1].
        nodes[node] = start + half * (1 + RULE.getPoint(i));
        weights[node] = half * RULE.getWeight(i);
        node++;
      }
      start = end;
    }
  }

  /**
   * Returns the rule for functions that are smooth on the scale of a panel.
   *
   * @param panels number of panels of equal width
   */
  static UnitIntegral even(int panels) {
    return new UnitIntegral(evenBounds(panels));
  }

  /**
   * Returns the rule for functions that jump, bend or change fast at some points: a panel ends at
   * each, and the panels next to it become narrower towards it.
   *
   * @param panels number of panels of equal width, before they are divided
   * @param points positions of these points; those outside (0, 1) are ignored
   */
  static UnitIntegral finerTowards(int panels, double... points) {
    NavigableSet<Double> bounds = evenBounds(panels);
    for (double point : points) {
      if (point > 0 && point < 1) {
        bounds.add(point);
        for (double distance = 0.0625; distance > 1e-5; distance /= 4) {
          bounds.add(Math.max(0, point - distance));
          bounds.add(Math.min(1, point + distance));
        }
      }
    }
    return new UnitIntegral(bounds);
  }

  private static NavigableSet<Double> evenBounds(int panels) {
    NavigableSet<Double> bounds = new TreeSet<>();
    for (int panel = 0; panel <= panels; panel++) {
      bounds.add((double) panel / panels);
    }
    return bounds;
  }

  int size() {
    return nodes.length;
  }

  /** Returns the i-th lambda, ascending. */
  double node(int i) {
    return nodes[i];
  }

  /** Returns the weight of the i-th lambda; all weights sum to 1. */
  double weight(int i) {
    return weights[i];
  }

  /** Returns E f(lambda). */
  double of(DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * f.applyAsDouble(nodes[i]);
    }
    return sum;
  }
}

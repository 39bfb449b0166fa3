package org.genlabel.theory;

import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The expectation over lambda ~ U(0, 1) = Beta(1, 1) by Gauss-Legendre quadrature on panels, 16
 * nodes each: exact for polynomials up to degree 31 on every panel. Immutable.
 */
final class UnitIntegral {
  private static final int NODES_PER_PANEL = 16;
  private static final int EVEN_PANELS = 8;

  private final double[] nodes;
  private final double[] weights;

  private UnitIntegral(TreeSet<Double> bounds) {
    int panels = bounds.size() - 1;
    this.nodes = new double[panels * NODES_PER_PANEL];
    this.weights = new double[nodes.length];
    GaussIntegratorFactory rules = new GaussIntegratorFactory();
    double start = bounds.first();
    int node = 0;
    for (double end : bounds.tailSet(start, false)) {
      GaussIntegrator rule = rules.legendre(NODES_PER_PANEL, start, end);
      for (int i = 0; i < NODES_PER_PANEL; i++) {
        nodes[node] = rule.getPoint(i);
        weights[node] = rule.getWeight(i);
        node++;
      }
      start = end;
    }
  }

  /** For functions that are smooth on the scale of a tenth. */
  static UnitIntegral smooth() {
    TreeSet<Double> bounds = new TreeSet<>();
    for (int panel = 0; panel <= EVEN_PANELS; panel++) {
      bounds.add((double) panel / EVEN_PANELS);
    }
    return new UnitIntegral(bounds);
  }

  /**
   * For functions that jump at a point or change fast around it: a panel ends there, and the panels
   * beside it get narrower towards it.
   */
  static UnitIntegral finerTowards(double point) {
    TreeSet<Double> bounds = new TreeSet<>();
    for (int panel = 0; panel <= EVEN_PANELS; panel++) {
      bounds.add((double) panel / EVEN_PANELS);
    }
    bounds.add(point);
    for (double distance = 0.0625; distance > 1e-5; distance /= 4) {
      bounds.add(point - distance);
      bounds.add(point + distance);
    }
    return new UnitIntegral(new TreeSet<>(bounds.subSet(0.0, true, 1.0, true)));
  }

  int size() {
    return nodes.length;
  }

  /** The i-th lambda, ascending. */
  double node(int i) {
    return nodes[i];
  }

  /** Its weight; all weights add up to 1. */
  double weight(int i) {
    return weights[i];
  }

  /** E f(lambda). */
  double of(DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * f.applyAsDouble(nodes[i]);
    }
    return sum;
  }
}

package org.genlabel.density;

import java.util.Optional;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.data.LabeledRows;

/**
 * The table of class-conditional densities. A new density is a new row, which says all that the
 * rest of the program needs to know of it, and a class.
 */
public enum DensityKind {
  /** One Gaussian per class. */
  GM("gm") {
    @Override
    public ClassDensity fit(LabeledRows rows, Bandwidth bandwidth) {
      return GaussianDensity.fit(rows);
    }

    @Override
    public int fewestRowsOfClass() {
      return 1;
    }

    @Override
    public boolean measuresFit() {
      return true;
    }

    @Override
    public void addWork(WorkUnits units, Shape shape, double points, boolean onSegments) {
      addWhitening(units, shape, points);
    }

    @Override
    public Optional<ClassDensity> around(double[][] means, double variance) {
      return Optional.of(GaussianDensity.around(means, variance));
    }
  },
  /** Gaussian kernels on the training points. */
  KDE("kde") {
    @Override
    public ClassDensity fit(LabeledRows rows, Bandwidth bandwidth) {
      return KernelDensity.fit(rows, bandwidth);
    }

    @Override
    public int fewestRowsOfClass() {
      return 2;
    }

    @Override
    public boolean measuresFit() {
      return true;
    }

    @Override
    public boolean prefersSegments(int rows, int classes, int features) {
      return PairwiseDistances.pays(rows, rows, classes, features);
    }

    @Override
    public void addWork(WorkUnits units, Shape shape, double points, boolean onSegments) {
      if (onSegments && prefersSegments(shape)) {
        units.add(Work.SEGMENT_KERNEL, points * shape.rows());
        addPairs(units, shape);
      } else {
        addWhitening(units, shape, points);
        units.add(Work.KERNEL, points * shape.rows());
        units.add(Work.KERNEL_FEATURE, points * shape.rows() * shape.features());
      }
    }
  },
  /** The nearest training point of each class. */
  NN("nn") {
    @Override
    public ClassDensity fit(LabeledRows rows, Bandwidth bandwidth) {
      return NeighborDensity.fit(rows);
    }

    @Override
    public boolean prefersSegments(int rows, int classes, int features) {
      return PairwiseDistances.pays(rows, rows, classes, features);
    }

    @Override
    public void addWork(WorkUnits units, Shape shape, double points, boolean onSegments) {
      if (onSegments && prefersSegments(shape)) {
        units.add(Work.SEGMENT_NEIGHBOR, points * shape.rows());
        addPairs(units, shape);
      } else {
        units.add(Work.NEIGHBOR_FEATURE, points * shape.rows() * shape.features());
      }
    }
  };

  private final String key;

  DensityKind(String key) {
    this.key = key;
  }

  /**
   * Fits a density of this kind.
   *
   * @param rows at least one, their features finite
   * @param bandwidth of the kernels; the other kinds have none
   * @throws IllegalArgumentException if there are no rows
   */
  public abstract ClassDensity fit(LabeledRows rows, Bandwidth bandwidth);

  /** The same by Scott's rule. */
  public final ClassDensity fit(LabeledRows rows) {
    return fit(rows, Bandwidth.SCOTT);
  }

  /**
   * A density that nothing is fitted for, around given means and equally wide in all directions.
   *
   * @param means [classes][features]
   * @return empty if this kind has no such density
   */
  public Optional<ClassDensity> around(double[][] means, double variance) {
    return Optional.empty();
  }

  /**
   * The fewest rows of a class that the authors' program can fit this density to. Ours fits it to
   * any number, none included.
   */
  public int fewestRowsOfClass() {
    return 0;
  }

  /**
   * Whether results tell how many of the training rows the density classifies right, which is how
   * the paper says what datasets it fits (App. A.6).
   */
  public boolean measuresFit() {
    return false;
  }

  /**
   * Whether labels of points between rows are faster to compute from what is known of the rows than
   * from the points themselves. Kernels and neighbours are by the mixing identity, for enough
   * features; Gaussians cost so little at a point that they never are.
   */
  public boolean prefersSegments(int rows, int classes, int features) {
    return false;
  }

  /**
   * Adds what it costs to evaluate the density.
   *
   * @param shape of the rows it is fitted to
   * @param points how many it is evaluated at
   * @param onSegments whether these lie between rows
   */
  public abstract void addWork(WorkUnits units, Shape shape, double points, boolean onSegments);

  /** The name in configurations and results. */
  public String key() {
    return key;
  }

  boolean prefersSegments(Shape shape) {
    return prefersSegments((int) shape.rows(), shape.classes(), shape.features());
  }

  private static void addWhitening(WorkUnits units, Shape shape, double points) {
    double features = shape.features();
    units.add(Work.WHITENING, points * shape.classes() * features * features);
  }

  private static void addPairs(WorkUnits units, Shape shape) {
    units.add(Work.PAIR_FEATURE, shape.rows() * shape.rows() * shape.features());
  }
}

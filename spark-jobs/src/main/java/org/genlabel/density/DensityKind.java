package org.genlabel.density;

import java.util.Optional;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.data.LabeledRows;

/**
 * The table of class-conditional densities. A new density needs a class and a new row of this
 * table, which defines all properties that the rest of the program uses.
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
   * @param bandwidth of kernel densities; ignored by other kinds
   * @throws IllegalArgumentException if there are no rows
   */
  public abstract ClassDensity fit(LabeledRows rows, Bandwidth bandwidth);

  /** Fits a density of this kind with bandwidths by Scott's rule. */
  public final ClassDensity fit(LabeledRows rows) {
    return fit(rows, Bandwidth.SCOTT);
  }

  /**
   * Returns an isotropic density around given means, without fitting.
   *
   * @param means [classes][features]
   * @return empty if this kind has no such density
   */
  public Optional<ClassDensity> around(double[][] means, double variance) {
    return Optional.empty();
  }

  /**
   * Returns the smallest number of rows of a class to which the authors' program can fit this
   * density. This program fits it to any number, including none.
   */
  public int fewestRowsOfClass() {
    return 0;
  }

  /**
   * Returns whether results contain the accuracy of the density on the training rows, by which the
   * paper decides whether it fits a dataset (App. A.6).
   */
  public boolean measuresFit() {
    return false;
  }

  /**
   * Returns whether labels of points between two rows are faster to compute from the rows than from
   * the points themselves. For kernels and neighbours, the mixing identity is faster if there are
   * enough features. For Gaussians it never is, because a point is cheap to evaluate.
   */
  public boolean prefersSegments(int rows, int classes, int features) {
    return false;
  }

  /**
   * Adds the cost of evaluating the density.
   *
   * @param shape of the training rows
   * @param points number of points at which it is evaluated
   * @param onSegments whether the points lie between two rows
   */
  public abstract void addWork(WorkUnits units, Shape shape, double points, boolean onSegments);

  /** Returns the name in configurations and results. */
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

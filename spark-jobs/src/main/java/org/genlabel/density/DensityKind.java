package org.genlabel.density;

/** The families of class-conditional densities. */
public enum DensityKind {
  /** One Gaussian per class. */
  GM("gm") {
    @Override
    public ClassDensity fit(double[][] x, int[] labels, int classes, Bandwidth bandwidth) {
      return GaussianDensity.fit(x, labels, classes);
    }
  },
  /** Gaussian kernels on the training points. */
  KDE("kde") {
    @Override
    public ClassDensity fit(double[][] x, int[] labels, int classes, Bandwidth bandwidth) {
      return KernelDensity.fit(x, labels, classes, bandwidth);
    }
  },
  /** The nearest training point of each class. */
  NN("nn") {
    @Override
    public ClassDensity fit(double[][] x, int[] labels, int classes, Bandwidth bandwidth) {
      return NeighborDensity.fit(x, labels, classes);
    }
  };

  private final String word;

  DensityKind(String word) {
    this.word = word;
  }

  /**
   * Fits a density of this kind.
   *
   * @param x [rows][features], finite
   * @param labels [rows], each in 0..classes-1
   * @param bandwidth of the kernels; the other kinds have none
   */
  public abstract ClassDensity fit(double[][] x, int[] labels, int classes, Bandwidth bandwidth);

  /** The same by Scott's rule. */
  public final ClassDensity fit(double[][] x, int[] labels, int classes) {
    return fit(x, labels, classes, Bandwidth.SCOTT);
  }

  /**
   * Whether labels of points between rows come faster from what is known of the rows than from the
   * points themselves. Gaussians cost so little at a point that they never do; kernels and
   * neighbours do by the mixing identity, where that pays.
   */
  public boolean paysOnSegments(int rows, int classes, int features) {
    return this != GM && PairwiseDistances.pays(rows, rows, classes, features);
  }

  /** The name in configurations and results. */
  public String word() {
    return word;
  }
}

package org.genlabel.density;

import java.util.Arrays;

/** The classifier argmax_c [log p_c(x) + log prior_c] that every class-conditional density is. */
public final class DensityClassifier {
  private final ClassDensity density;
  private final double[] logPriors;

  private DensityClassifier(ClassDensity density, double[] logPriors) {
    this.density = density;
    this.logPriors = logPriors;
  }

  /** The classifier without class priors; it is what the paper's "fit" filter asks (App. A.6). */
  public static DensityClassifier withoutPriors(ClassDensity density) {
    return new DensityClassifier(density, new double[density.classes()]);
  }

  /**
   * The classifier with the class frequencies n_c / n as priors: the paper's generative classifier
   * (Table 3).
   *
   * @param labels [rows] of the training part
   */
  public static DensityClassifier withPriors(ClassDensity density, int[] labels) {
    int[] counts = new int[density.classes()];
    for (int label : labels) {
      counts[label]++;
    }
    double[] logPriors =
        Arrays.stream(counts)
            .mapToDouble(count -> StrictMath.log((double) count / labels.length))
            .toArray();
    return new DensityClassifier(density, logPriors);
  }

  /** The most likely class of a point; the first of several equally likely ones. */
  public int predict(double[] x) {
    return predict(density, x, new double[density.classes()]);
  }

  private int predict(PointDensities densities, double[] x, double[] scores) {
    densities.logDensities(x, scores);
    int best = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] += logPriors[c];
      if (scores[c] > scores[best]) {
        best = c;
      }
    }
    return best;
  }

  /** How many of the rows get their own label. */
  public int correct(double[][] x, int[] labels) {
    // A class without part in the posterior does not win, whatever its prior.
    PointDensities densities = density.forPosterior();
    double[] scores = new double[density.classes()];
    int correct = 0;
    for (int i = 0; i < x.length; i++) {
      if (predict(densities, x[i], scores) == labels[i]) {
        correct++;
      }
    }
    return correct;
  }
}

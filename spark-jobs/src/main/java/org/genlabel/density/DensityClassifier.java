package org.genlabel.density;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.genlabel.simd.Kernels;

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
    return predict(new double[][] {x}, density.evaluation())[0];
  }

  private int[] predict(double[][] rows, PointDensities densities) {
    int stride = Kernels.padded(rows.length);
    double[] scores = new double[density.classes() * stride];
    double[] x = ClassRows.columns(rows, rows[0].length, stride);
    densities.logDensities(x, stride, rows.length, scores);
    int[] predictions = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < logPriors.length; c++) {
        scores[c * stride + i] += logPriors[c];
        if (scores[c * stride + i] > scores[predictions[i] * stride + i]) {
          predictions[i] = c;
        }
      }
    }
    return predictions;
  }

  /** How many of the rows get their own label. */
  public int correct(double[][] x, int[] labels) {
    if (x.length == 0) {
      return 0;
    }
    // A class without part in the posterior does not win, whatever its prior.
    int[] predictions = predict(x, density.forPosterior());
    return (int) IntStream.range(0, labels.length).filter(i -> predictions[i] == labels[i]).count();
  }
}

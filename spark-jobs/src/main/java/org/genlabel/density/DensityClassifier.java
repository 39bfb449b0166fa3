package org.genlabel.density;

import java.util.Arrays;
import org.genlabel.classifier.FirstMaximum;
import org.genlabel.classifier.Points;
import org.genlabel.classifier.ScoringClassifier;
import org.genlabel.simd.Kernels;

/** The classifier argmax_c [log p_c(x) + log prior_c] of a class-conditional density. */
public final class DensityClassifier implements ScoringClassifier {
  // Points are evaluated in batches, to bound the memory for large datasets.
  private static final int BATCH = 1024;

  private final ClassDensity density;
  private final double[] logPriors;

  private DensityClassifier(ClassDensity density, double[] logPriors) {
    this.density = density;
    this.logPriors = logPriors;
  }

  /**
   * Returns the classifier without class priors, which the paper uses to select datasets by fit
   * (App. A.6).
   */
  public static DensityClassifier withoutPriors(ClassDensity density) {
    return new DensityClassifier(density, new double[density.classes()]);
  }

  /**
   * Returns the classifier with the class frequencies n_c / n as priors, which is the paper's
   * generative classifier (Table 3).
   *
   * @param labels [rows], the labels of the training part
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

  @Override
  public double[][] scores(double[][] x) {
    double[][] scores = new double[x.length][logPriors.length];
    PointDensities densities = density.evaluator();
    for (int start = 0; start < x.length; start += BATCH) {
      double[][] batch = batch(x, start);
      double[] ofBatch = scores(batch, densities);
      int stride = ofBatch.length / logPriors.length;
      for (int i = 0; i < batch.length; i++) {
        for (int c = 0; c < logPriors.length; c++) {
          scores[start + i][c] = ofBatch[c * stride + i];
        }
      }
    }
    return scores;
  }

  @Override
  public int[] predict(double[][] x) {
    int[] predictions = new int[x.length];
    // This is faster than computing all scores: a class without a share of the posterior is never
    // predicted, whatever its prior.
    PointDensities densities = density.posteriorEvaluator();
    for (int start = 0; start < x.length; start += BATCH) {
      double[][] batch = batch(x, start);
      double[] scores = scores(batch, densities);
      int stride = scores.length / logPriors.length;
      for (int i = 0; i < batch.length; i++) {
        predictions[start + i] = FirstMaximum.of(scores, i, stride, logPriors.length);
      }
    }
    return predictions;
  }

  private static double[][] batch(double[][] x, int start) {
    return Arrays.copyOfRange(x, start, Math.min(x.length, start + BATCH));
  }

  /** Returns the scores of some points, [classes][stride]. */
  private double[] scores(double[][] rows, PointDensities densities) {
    int stride = Kernels.padded(rows.length);
    double[] scores = new double[logPriors.length * stride];
    double[] x = ClassRows.columns(rows, rows[0].length, stride);
    densities.logDensities(new Points(x, stride, rows.length), scores);
    for (int c = 0; c < logPriors.length; c++) {
      for (int i = 0; i < rows.length; i++) {
        scores[c * stride + i] += logPriors[c];
      }
    }
    return scores;
  }
}

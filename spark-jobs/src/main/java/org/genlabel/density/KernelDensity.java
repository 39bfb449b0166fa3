package org.genlabel.density;

import java.util.Arrays;
import org.genlabel.classifier.Points;
import org.genlabel.data.LabeledRows;
import org.genlabel.simd.KernelScratch;
import org.genlabel.simd.Kernels;

/**
 * Gaussian kernels on the points of each class: p_c(x) = 1/n_c sum_i N(x; x_i, h_c^2 C_c) with C_c
 * = unbiased class covariance + 1e-8 I and Scott's bandwidth h_c = n_c^(-1/(d+4)), or a fixed one
 * (docs/method.md, Sec. 2.2; paper Sec. 1.2, "KDE"). The unbiased covariance of a single point
 * counts as 0.
 */
public final class KernelDensity implements ClassDensity {
  private static final double RIDGE = 1e-8;
  // Larger than the rounding error of a bound.
  private static final double MARGIN = 1e-6;

  private final int features;
  // [classes]; null for a class without training points.
  private final Whitening[] whitenings;
  // [classes], each [rows of the class][features]: the training points t in their class's metric.
  private final double[][][] images;
  // [classes], each [rows of the class x features] and [rows of the class]: -t and |t|^2 / 2.
  private final double[][] negatedCentres;
  private final double[][] offsets;
  // [classes]: log normaliser of one kernel minus log n_c.
  private final double[] logWeights;
  // [classes]: largest distance of a point of the class from its mean, in its metric.
  private final double[] radii;

  private KernelDensity(
      int features, Whitening[] whitenings, double[][][] images, double[] logWeights) {
    this.features = features;
    this.whitenings = whitenings;
    this.images = images;
    this.logWeights = logWeights;
    int classes = whitenings.length;
    this.negatedCentres = new double[classes][];
    this.offsets = new double[classes][];
    this.radii = new double[classes];
    for (int c = 0; c < classes; c++) {
      if (whitenings[c] != null) {
        negatedCentres[c] = ClassRows.negatedFlat(images[c], features);
        offsets[c] = new double[images[c].length];
        for (int i = 0; i < offsets[c].length; i++) {
          double squared = 0;
          for (double value : images[c][i]) {
            squared = Math.fma(value, value, squared);
          }
          offsets[c][i] = 0.5 * squared;
          radii[c] = Math.max(radii[c], Math.sqrt(squared));
        }
      }
    }
  }

  /**
   * Fits the density with Scott's bandwidth.
   *
   * @param training at least one row, all features finite
   * @throws ArithmeticException as {@link #fit(LabeledRows, Bandwidth)}
   */
  public static KernelDensity fit(LabeledRows training) {
    return fit(training, Bandwidth.SCOTT);
  }

  /**
   * Fits the density.
   *
   * @param training at least one row, all features finite
   * @throws ArithmeticException if a covariance is not positive definite in double precision (badly
   *     scaled features)
   */
  public static KernelDensity fit(LabeledRows training, Bandwidth bandwidth) {
    int classes = training.classes();
    double[][][] rows = ClassRows.byClass(training);
    Whitening[] whitenings = new Whitening[classes];
    double[][][] images = new double[classes][][];
    double[] logWeights = new double[classes];
    int features = training.features();
    for (int c = 0; c < classes; c++) {
      int count = rows[c].length;
      if (count > 0) {
        double[] mean = ClassRows.mean(rows[c]);
        double[][] covariance = ClassRows.covariance(rows[c], mean, count - 1);
        double factor = bandwidth.factor(count, features);
        for (int a = 0; a < features; a++) {
          covariance[a][a] += RIDGE;
          for (int b = 0; b < features; b++) {
            covariance[a][b] *= factor * factor;
          }
        }
        whitenings[c] = Whitening.of(mean, covariance);
        images[c] = whitenings[c].apply(rows[c]);
        logWeights[c] = whitenings[c].logNormalizer() - StrictMath.log(count);
      }
    }
    return new KernelDensity(features, whitenings, images, logWeights);
  }

  @Override
  public int classes() {
    return whitenings.length;
  }

  @Override
  public PointDensities evaluator() {
    return new Evaluator(Double.POSITIVE_INFINITY);
  }

  @Override
  public PointDensities posteriorEvaluator() {
    return new Evaluator(Kernels.NEGLIGIBLE);
  }

  /** Uses the mixing identity where it is faster; see {@link PairwiseDistances}. */
  @Override
  public SegmentDensities between(double[][] endPoints) {
    int kernels = Arrays.stream(offsets).mapToInt(o -> o == null ? 0 : o.length).sum();
    return PairwiseDistances.pays(endPoints.length, kernels, classes(), features)
        ? byIdentity(endPoints)
        : ClassDensity.super.between(endPoints);
  }

  /** Uses the mixing identity, whether or not it is faster. */
  SegmentDensities byIdentity(double[][] endPoints) {
    double[][][] imagesOfEnds = new double[classes()][][];
    for (int c = 0; c < classes(); c++) {
      imagesOfEnds[c] = whitenings[c] == null ? null : whitenings[c].apply(endPoints);
    }
    PairwiseDistances distances = PairwiseDistances.ofImages(imagesOfEnds, images);
    return (i, j, lambda, logDensities) -> {
      for (int c = 0; c < logDensities.length; c++) {
        logDensities[c] = logWeights[c] + distances.logSum(i, j, lambda, c);
      }
    };
  }

  /**
   * Direct evaluation, {@link Kernels#WIDTH} points side by side, with |z - t|^2 / 2 multiplied
   * out, as one matrix product. Its error is the rounding of |z|^2, a relative error of the density
   * of at most 1e-16 times its distance. A class is skipped if it is certain to be negligible for
   * all points of a vector.
   */
  private final class Evaluator implements PointDensities {
    private final double negligible;
    private final KernelScratch scratch = new KernelScratch();
    private double[][] z = new double[classes()][0];
    // [classes][stride]; minus infinity also for a point so far away that its image overflowed.
    private double[] bounds = new double[0];
    private double[][] halfSquares = new double[classes()][0];
    private double[] least = new double[0];
    private double[] sums = new double[0];
    // Of the current vector.
    private final double[] logSums = new double[Kernels.WIDTH];
    private final double[] largest = new double[Kernels.WIDTH];
    private final boolean[] visited = new boolean[classes()];

    /**
     * @param negligible a class whose log density is at least this much below the largest may get
     *     minus infinity
     */
    Evaluator(double negligible) {
      this.negligible = negligible;
    }

    @Override
    public void logDensities(Points points, double[] logDensities) {
      int stride = points.stride();
      makeRoom(stride);
      int end = Kernels.padded(points.count());
      for (int c = 0; c < classes(); c++) {
        if (whitenings[c] == null) {
          Arrays.fill(bounds, c * stride, c * stride + end, Double.NEGATIVE_INFINITY);
        } else {
          bound(points.x(), stride, end, c);
        }
      }
      Arrays.fill(logDensities, 0, classes() * stride, Double.NEGATIVE_INFINITY);
      for (int from = 0; from < end; from += Kernels.WIDTH) {
        evaluateVector(stride, from, Math.min(points.count(), from + Kernels.WIDTH), logDensities);
      }
    }

    private void makeRoom(int stride) {
      if (least.length < stride) {
        z = new double[classes()][features * stride];
        bounds = new double[classes() * stride];
        halfSquares = new double[classes()][stride];
        least = new double[stride];
        sums = new double[stride];
      }
    }

    /**
     * Computes upper bounds of the densities of a class: every kernel is at least as far from a
     * point as the mean of the class minus its radius.
     */
    private void bound(double[] x, int stride, int end, int c) {
      whitenings[c].apply(x, stride, end, z[c]);
      Kernels.active().halfSquares(z[c], stride, end, features, halfSquares[c]);
      for (int p = 0; p < end; p++) {
        double norm = Math.sqrt(2 * halfSquares[c][p]);
        double distance = Math.max(0, norm - radii[c]);
        bounds[c * stride + p] =
            norm < Double.POSITIVE_INFINITY
                ? whitenings[c].logNormalizer() - 0.5 * distance * distance
                : Double.NEGATIVE_INFINITY;
      }
    }

    /** Evaluates the classes of WIDTH points in descending order of their bounds. */
    private void evaluateVector(int stride, int from, int to, double[] logDensities) {
      int classes = classes();
      int done = 0;
      Arrays.fill(largest, Double.NEGATIVE_INFINITY);
      Arrays.fill(visited, false);
      while (done < classes) {
        int next = nextClass(stride, from, to);
        visited[next] = true;
        done++;
        if (isRelevant(next, stride, from, to)) {
          evaluateClass(next, stride, from, to, logDensities);
        }
      }
    }

    private int nextClass(int stride, int from, int to) {
      int next = -1;
      double best = 0;
      for (int c = 0; c < visited.length; c++) {
        if (!visited[c]) {
          double sum = 0;
          for (int p = from; p < to; p++) {
            sum += bounds[c * stride + p];
          }
          if (next < 0 || sum > best) {
            next = c;
            best = sum;
          }
        }
      }
      return next;
    }

    private boolean isRelevant(int c, int stride, int from, int to) {
      for (int p = from; p < to; p++) {
        double bound = bounds[c * stride + p];
        if (bound != Double.NEGATIVE_INFINITY && bound >= largest[p - from] - negligible - MARGIN) {
          return true;
        }
      }
      return false;
    }

    private void evaluateClass(int c, int stride, int from, int to, double[] logDensities) {
      Kernels.active()
          .kernelSums(
              z[c],
              stride,
              from,
              features,
              halfSquares[c],
              negatedCentres[c],
              offsets[c],
              offsets[c].length,
              least,
              sums,
              scratch);
      System.arraycopy(sums, from, logSums, 0, Kernels.WIDTH);
      Kernels.active().logInPlace(logSums, Kernels.WIDTH);
      for (int p = from; p < to; p++) {
        if (bounds[c * stride + p] != Double.NEGATIVE_INFINITY) {
          double value = logWeights[c] + (logSums[p - from] - Math.max(0, least[p]));
          logDensities[c * stride + p] = value;
          largest[p - from] = Math.max(largest[p - from], value);
        }
      }
    }
  }
}

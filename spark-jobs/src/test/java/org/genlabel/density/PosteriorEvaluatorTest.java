package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.genlabel.classifier.Points;
import org.genlabel.data.Dataset;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.PreparedSplit;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.golden.StudyDatasets;
import org.genlabel.random.KeyedRandom;
import org.genlabel.simd.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The evaluator for posteriors of kernel densities skips a class that is negligible for all points
 * of a vector. This must not affect the labels.
 */
class PosteriorEvaluatorTest {
  private static final int FEATURES = 3;
  private static final int CLASSES = 6;

  /** Returns the density of clouds on a line, from touching to far apart, with class 5 empty. */
  private static KernelDensity clouds() {
    KeyedRandom random = KeyedRandom.of("clouds");
    double[] centres = {0, 3, 7, 20, 90};
    double[][] x = new double[100][FEATURES];
    int[] labels = new int[100];
    for (int i = 0; i < 100; i++) {
      labels[i] = i % 5;
      Arrays.setAll(x[i], k -> random.nextDouble());
      x[i][0] += centres[labels[i]];
    }
    return KernelDensity.fit(new LabeledRows(x, labels, CLASSES));
  }

  /** Returns points along the line of the clouds, next to it, and far away, in random order. */
  private static double[][] points() {
    KeyedRandom random = KeyedRandom.of("points");
    double[][] points = new double[200][FEATURES];
    for (double[] point : points) {
      Arrays.setAll(point, k -> 4 * random.nextDouble() - 1.5);
      point[0] = 110 * random.nextDouble() * random.nextDouble() - 5;
    }
    points[17][1] = 1e6;
    points[18][2] = -1e160;
    return points;
  }

  /** Returns the labels of points in one batch, [points][classes]. */
  private static double[][] labels(PointDensities densities, int classes, double[][] points) {
    int stride = Kernels.padded(points.length);
    double[] values = new double[classes * stride];
    densities.logDensities(
        new Points(AtPoint.columns(points, stride), stride, points.length), values);
    Kernels.active().posterior(values, stride, points.length, classes);
    double[][] labels = new double[points.length][classes];
    for (int p = 0; p < points.length; p++) {
      for (int c = 0; c < classes; c++) {
        labels[p][c] = values[c * stride + p];
      }
    }
    return labels;
  }

  private static void assertLabelsAreThoseOfThePointsAlone(
      ClassDensity density, double[][] points) {
    int classes = density.classes();
    double[][] together = labels(density.posteriorEvaluator(), classes, points);

    double[][] ofAllClasses = labels(density.evaluator(), classes, points);
    PointDensities alone = density.posteriorEvaluator();
    for (int p = 0; p < points.length; p++) {
      // The omitted share is e^-45, 3e-20.
      assertThat(together[p]).as("point " + p).containsExactly(ofAllClasses[p], within(1e-15));
      assertThat(labels(alone, classes, new double[][] {points[p]})[0])
          .as("point " + p + " alone")
          .isEqualTo(together[p]);
    }

    int[] order = KeyedRandom.of("order").permutation(points.length);
    double[][] shuffled = new double[points.length][];
    Arrays.setAll(shuffled, p -> points[order[p]]);
    double[][] labelsOfShuffled = labels(density.posteriorEvaluator(), classes, shuffled);
    for (int p = 0; p < points.length; p++) {
      assertThat(labelsOfShuffled[p]).as("point " + order[p]).isEqualTo(together[order[p]]);
    }
  }

  @Test
  void labelsDoNotDependOnTheOtherPointsOfTheBatch() {
    assertLabelsAreThoseOfThePointsAlone(clouds(), points());
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 446, 187, 307, 61})
  void labelsOfRealMixedPointsDoNotDependOnTheOtherPointsOfTheBatch(int id) throws IOException {
    Dataset dataset = StudyDatasets.load(id);
    PreparedSplit data =
        PreparedSplit.of(dataset, Split.of(dataset, Split.Rule.AUTHORS, 1), Scaling.TRAINING_ROWS);
    KeyedRandom random = KeyedRandom.of("pairs");
    double[][] points = new double[300][data.features()];
    for (double[] point : points) {
      double[] a = data.train().x()[random.nextInt(data.train().x().length)];
      double[] b = data.train().x()[random.nextInt(data.train().x().length)];
      double lambda = random.nextDouble();
      Arrays.setAll(point, k -> lambda * a[k] + (1 - lambda) * b[k]);
    }

    assertLabelsAreThoseOfThePointsAlone(
        KernelDensity.fit(new LabeledRows(data.train().x(), data.train().labels(), data.classes())),
        points);
  }

  @Test
  void classesAreLeftOutWhereNoPointOfTheVectorNeedsThemAndThereAlone() {
    KernelDensity density = clouds();
    double[] nearFirst = {0.5, 0.5, 0.5};
    double[] nearLast = {90.5, 0.5, 0.5};
    double[] exact = AtPoint.logDensities(density.evaluator(), CLASSES, nearFirst);

    double[] alone = AtPoint.logDensities(density.posteriorEvaluator(), CLASSES, nearFirst);
    double[] besideAnother =
        AtPoint.logDensities(
            density.posteriorEvaluator(), CLASSES, new double[][] {nearFirst, nearLast})[0];
    List<double[]> vectorApart = new ArrayList<>();
    for (int p = 0; p < 17; p++) {
      vectorApart.add(p == 16 ? nearLast : nearFirst);
    }
    double[] inAnotherVector =
        AtPoint.logDensities(
            density.posteriorEvaluator(), CLASSES, vectorApart.toArray(double[][]::new))[0];

    assertThat(exact[4]).isFinite();
    assertThat(alone[4]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(alone[0]).isEqualTo(exact[0]);
    assertThat(besideAnother[4]).isEqualTo(exact[4]);
    assertThat(inAnotherVector).isEqualTo(alone);
  }
}

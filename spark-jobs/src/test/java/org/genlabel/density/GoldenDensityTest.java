package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.genlabel.classifier.Classifier;
import org.genlabel.data.LabeledRows;
import org.genlabel.golden.GoldenFile;
import org.genlabel.simd.DoubleKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares densities, labels and classifiers with the values of another implementation. */
class GoldenDensityTest {
  /**
   * Accuracy of the reference values: both implementations solve with covariances of condition up
   * to about 1e6, and the reference was verified to 6e-9 by a second one.
   */
  private static final double RELATIVE = 1e-8;

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void gaussianLogDensitiesAndLabelsAgreeAtEveryQueryPoint(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);

    assertQueriesAgree(golden, "gm", fit(DensityKind.GM, golden));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void kernelLogDensitiesAndLabelsAgreeAtEveryQueryPoint(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);

    assertQueriesAgree(golden, "kde", fit(DensityKind.KDE, golden));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void gaussianLogDensitiesAndLabelsAgreeOnTheSegmentsBetweenTrainingRows(int id)
      throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);

    assertMixedPointsAgree(golden, "gm", fit(DensityKind.GM, golden));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void kernelLogDensitiesAndLabelsAgreeOnTheSegmentsBetweenTrainingRows(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);

    assertMixedPointsAgree(golden, "kde", fit(DensityKind.KDE, golden));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void gaussianClassifierWithPriorsPredictsTheSameTestRowsAndHasTheSameAccuracies(int id)
      throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    DensityClassifier classifier = classifier(DensityKind.GM, golden);

    double[][] test = golden.matrix("X_test");
    int[] predictions = golden.integers("gen_cls", "test_pred");
    for (int row = 0; row < test.length; row++) {
      assertThat(classifier.predict(test)[row]).as("test row " + row).isEqualTo(predictions[row]);
    }
    assertAccuracies(golden, "gen_cls", classifier);
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void kernelClassifierWithPriorsHasTheSameAccuracies(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);

    assertAccuracies(golden, "kde_cls", classifier(DensityKind.KDE, golden));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void neighborLogDensitiesAndLabelsAgreeAtEveryQueryPoint(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);

    assertQueriesAgree(golden, "nn_density", fit(DensityKind.NN, golden));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void neighborLogDensitiesAndLabelsAgreeOnTheSegmentsBetweenTrainingRows(int id)
      throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);

    assertMixedPointsAgree(golden, "nn_density", fit(DensityKind.NN, golden));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void nearestRowsOfEveryClassAreAsFarAwayAndTheNearestOfAllIsOfTheSameClass(int id)
      throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    int classes = golden.integer("K");
    NearestRow nearest =
        new NearestRow(
            new LabeledRows(golden.matrix("X_train"), golden.integers("y_train"), classes));
    double[][] query = golden.matrix("query");
    double[][] radii = golden.matrix("nn_density", "radius");
    int[] labels = golden.integers("nn_density", "hard_label");

    assertThat(labels).hasSameSizeAs(query);
    for (int point = 0; point < query.length; point++) {
      // Sums of at most thirteen squares in different orders.
      assertThat(AtPoint.distances(nearest, classes, query[point]))
          .as("distances of query point " + point)
          .containsExactly(radii[point], within(1e-14));
      assertThat(AtPoint.label(nearest, query[point]))
          .as("label of query point " + point)
          .isEqualTo(labels[point]);
    }
  }

  private static ClassDensity fit(DensityKind kind, GoldenFile golden) {
    return kind.fit(
        new LabeledRows(golden.matrix("X_train"), golden.integers("y_train"), golden.integer("K")));
  }

  private static DensityClassifier classifier(DensityKind kind, GoldenFile golden) {
    return DensityClassifier.withPriors(fit(kind, golden), golden.integers("y_train"));
  }

  private static void assertQueriesAgree(GoldenFile golden, String key, ClassDensity density) {
    double[][] query = golden.matrix("query");
    double[][] expected = golden.matrix(key, "logpdf");
    double[][] labels = golden.matrix(key, "label");
    for (int point = 0; point < query.length; point++) {
      double[] logDensities = new double[density.classes()];
      density.logDensities(query[point], logDensities);
      assertAgree(logDensities, expected[point], labels[point], "query point " + point);
    }
  }

  private static void assertMixedPointsAgree(GoldenFile golden, String key, ClassDensity density) {
    List<GoldenFile.MixedPoint> points = golden.mixedPoints();
    double[][] expected = golden.matrix(key, "logpdf");
    double[][] labels = golden.matrix(key, "label");
    int firstMixed = expected.length - points.size();
    SegmentDensities segments = density.between(golden.matrix("X_train"));
    for (int p = 0; p < points.size(); p++) {
      GoldenFile.MixedPoint point = points.get(p);
      double[] logDensities = new double[density.classes()];
      segments.logDensities(point.i(), point.j(), point.lambda(), logDensities);
      assertAgree(
          logDensities, expected[firstMixed + p], labels[firstMixed + p], "mixed point " + p);
    }
  }

  private static void assertAgree(
      double[] logDensities, double[] expected, double[] label, String where) {
    for (int c = 0; c < expected.length; c++) {
      // Relative to at least 1, because a log density may be near 0.
      assertThat(logDensities[c])
          .as("log density of class " + c + " at " + where)
          .isCloseTo(expected[c], within(RELATIVE * Math.max(1, Math.abs(expected[c]))));
    }
    DoubleKernels.softmaxInPlace(logDensities);
    for (int c = 0; c < label.length; c++) {
      // An error of a log density is a relative error of the label.
      double tolerance = RELATIVE * Math.max(1, Math.abs(expected[c])) * label[c];
      assertThat(logDensities[c])
          .as("label of class " + c + " at " + where)
          .isCloseTo(label[c], within(Math.max(tolerance, Double.MIN_NORMAL)));
    }
  }

  private static void assertAccuracies(
      GoldenFile golden, String key, DensityClassifier classifier) {
    int[] testLabels = golden.integers("y_test");
    int[] trainLabels = golden.integers("y_train");
    double test =
        (double) correct(classifier, golden.matrix("X_test"), testLabels) / testLabels.length;
    double train =
        (double) correct(classifier, golden.matrix("X_train"), trainLabels) / trainLabels.length;
    assertThat(test).as("test accuracy").isEqualTo(golden.number(key, "test_acc"));
    assertThat(train).as("train accuracy").isEqualTo(golden.number(key, "train_acc"));
  }

  private static long correct(Classifier classifier, double[][] x, int[] labels) {
    int[] predictions = classifier.predict(x);
    return IntStream.range(0, labels.length).filter(i -> predictions[i] == labels[i]).count();
  }
}

package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.golden.GoldenFile;
import org.genlabel.mixup.GenLabeling;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.PairMixing;
import org.genlabel.mixup.ParentLabeling;
import org.genlabel.model.Adam;
import org.genlabel.model.DoubleSoftmaxRegression;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneModel;
import org.genlabel.model.Optimizer;
import org.genlabel.model.Precision;
import org.genlabel.model.Sgd;
import org.genlabel.model.SoftmaxRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole training runs against another implementation (torch): softmax regression from zero, batches
 * in file order, the mixing coefficients and permutations given.
 */
class GoldenTrainingTest {
  /** Twenty steps of float64, in another order of summation. */
  private static final double DOUBLE_TOLERANCE = 1e-9;

  /** The same in float32, whose steps round at 6e-8. */
  private static final double SINGLE_TOLERANCE = 1e-5;

  private static final double LEARNING_RATE = 0.01;

  // The labels of a mixed row, by position.
  private static final int LINEAR = 0;
  private static final int LOGISTIC = 1;
  private static final int GAUSSIAN = 2;
  private static final int KERNEL = 3;

  private static final List<Lane> PLAIN = List.of(new Lane(LEARNING_RATE, 0, LINEAR, Lane.NONE));

  private static final List<String> MIXUP_RUNS =
      List.of(
          "gm_gamma0_f64",
          "gm_gamma0.6_f64",
          "gm_gamma1_f64",
          "logistic_f64",
          "kde_gamma0.6_f64",
          "kde_gamma1_f64");

  private static final List<Lane> MIXUP_LANES =
      List.of(
          new Lane(LEARNING_RATE, 0, LINEAR, GAUSSIAN),
          new Lane(LEARNING_RATE, 0.6, LINEAR, GAUSSIAN),
          new Lane(LEARNING_RATE, 1, LINEAR, GAUSSIAN),
          new Lane(LEARNING_RATE, 0, LOGISTIC, Lane.NONE),
          new Lane(LEARNING_RATE, 0.6, LINEAR, KERNEL),
          new Lane(LEARNING_RATE, 1, LINEAR, KERNEL));

  @ParameterizedTest
  @CsvSource({"48,adam", "48,sgd", "187,adam", "187,sgd", "446,adam", "446,sgd"})
  void vanillaTrainingInDoublePrecisionAgrees(int id, String optimizer) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    LossRecorder trained = trainVanilla(golden, Precision.DOUBLE, optimizer, PLAIN);

    assertRunAgrees(golden, "train_vanilla", optimizer + "_f64", trained, 0, DOUBLE_TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({"48,sgd", "187,adam", "187,sgd", "446,adam", "446,sgd"})
  void vanillaTrainingInSinglePrecisionAgrees(int id, String optimizer) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    LossRecorder trained = trainVanilla(golden, Precision.SINGLE, optimizer, PLAIN);

    assertRunAgrees(golden, "train_vanilla", optimizer + "_f32", trained, 0, SINGLE_TOLERANCE);
  }

  /**
   * On dataset 48 the first batch is the whole training part, and a third of it is of class 0: the
   * first gradient of that class's bias is exactly 0 but for rounding, which Adam's first step
   * blows up to as much as the learning rate (0.01). No float32 run is therefore determined to
   * 1e-5: the reference's own is 3.5e-4 away from its float64 run. Later steps take most of it
   * back; what is asked for here is a fifth of a first step.
   */
  @Test
  void vanillaTrainingInSinglePrecisionAgreesAsFarAsAFirstGradientOfZeroAllows()
      throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(48);
    LossRecorder trained = trainVanilla(golden, Precision.SINGLE, "adam", PLAIN);

    assertRunAgrees(golden, "train_vanilla", "adam_f32", trained, 0, 0.2 * LEARNING_RATE);
    assertRunAgrees(golden, "train_vanilla", "adam_f64", trained, 0, 0.2 * LEARNING_RATE);
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void mixupLogisticAndGenLabelTrainingInDoublePrecisionAgree(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    LossRecorder trained = trainMixed(golden, Precision.DOUBLE, MIXUP_LANES);

    for (int lane = 0; lane < MIXUP_RUNS.size(); lane++) {
      assertRunAgrees(golden, "train_mixup", MIXUP_RUNS.get(lane), trained, lane, DOUBLE_TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void genLabelTrainingInSinglePrecisionAgrees(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    List<Lane> lanes = List.of(new Lane(LEARNING_RATE, 0.6, LINEAR, GAUSSIAN));
    LossRecorder trained = trainMixed(golden, Precision.SINGLE, lanes);

    assertRunAgrees(golden, "train_mixup", "gm_gamma0.6_f32", trained, 0, SINGLE_TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void mixupWithoutIntrudersInDoublePrecisionAgrees(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    LabeledRows rows = trainingRows(golden);
    int[] kept = golden.integers("train_mixup", "runs", "exclude_mi_f64", "kept_per_step");

    FitRules rules = SchemeRules.paired(Scheme.MIXUP_EXCLUDE_MI, List.of(), rows, n -> new int[n]);
    LossRecorder trained = models(golden, Precision.DOUBLE, adam(golden), PLAIN);
    OptionalDouble dropped = trainMixed(golden, trained, rules);

    assertRunAgrees(golden, "train_mixup", "exclude_mi_f64", trained, 0, DOUBLE_TOLERANCE);
    assertThat(trained.rowsOfSteps()).isEqualTo(IntStream.of(kept).boxed().toList());
    int points = rows.count() * golden.integer("train_mixup", "epochs");
    assertThat(dropped).hasValue((double) (points - IntStream.of(kept).sum()) / points);
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187, 446})
  void mixupWithTheNearestRowsLabelInDoublePrecisionAgrees(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);

    FitRules rules =
        SchemeRules.paired(Scheme.MIXUP_NN_LABEL, List.of(), trainingRows(golden), n -> new int[n]);
    LossRecorder trained = models(golden, Precision.DOUBLE, adam(golden), PLAIN);
    trainMixed(golden, trained, rules);

    assertRunAgrees(golden, "train_mixup", "nn_hard_label_f64", trained, 0, DOUBLE_TOLERANCE);
  }

  private static LabeledRows trainingRows(GoldenFile golden) {
    return new LabeledRows(
        golden.matrix("X_train"), golden.integers("y_train"), golden.integer("K"));
  }

  @ParameterizedTest
  @CsvSource({"48,DOUBLE", "48,SINGLE", "187,DOUBLE", "187,SINGLE", "446,DOUBLE", "446,SINGLE"})
  void candidatesTrainedSideBySideHaveTheBitsOfEachTrainedAlone(int id, Precision precision)
      throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    LossRecorder together = trainMixed(golden, precision, MIXUP_LANES);

    for (int lane = 0; lane < MIXUP_LANES.size(); lane++) {
      LossRecorder alone = trainMixed(golden, precision, List.of(MIXUP_LANES.get(lane)));

      assertThat(together.parameters(lane)).as(MIXUP_RUNS.get(lane)).isEqualTo(alone.parameters(0));
    }
  }

  private static LossRecorder trainVanilla(
      GoldenFile golden, Precision precision, String optimizer, List<Lane> lanes) {
    double[][] x = golden.matrix("X_train");
    int batch = golden.integer("train_vanilla", "batch");
    int epochs = golden.integer("train_vanilla", "epochs");
    int steps = epochs * ((x.length + batch - 1) / batch);
    // Every row is paired with itself: position r of a batch with position r.
    int[] self = IntStream.range(0, batch).toArray();
    int[][] partners = new int[steps][];
    Arrays.fill(partners, self);
    double[] lambdas = new double[steps];
    Arrays.fill(lambdas, 1);
    Optimizer rule =
        switch (optimizer) {
          case "adam" -> new Adam(golden.number("train_vanilla", "weight_decay"));
          case "sgd" -> new Sgd(golden.number("train_vanilla", "weight_decay"));
          default -> throw new IllegalArgumentException(optimizer);
        };
    LossRecorder models = models(golden, precision, rule, lanes);
    SchemeRules.train(
        models,
        golden.integer("d"),
        golden.integer("K"),
        new ReplayedMixStream(x.length, batch, lambdas, partners),
        keepingAll(x, List.of(ParentLabeling.LINEAR.rule(golden.integers("y_train")))),
        epochs);
    return models;
  }

  private static LossRecorder trainMixed(GoldenFile golden, Precision precision, List<Lane> lanes) {
    double[][] x = golden.matrix("X_train");
    int[] labels = golden.integers("y_train");
    int classes = golden.integer("K");
    List<LabelingRule> rules = new ArrayList<>();
    rules.add(ParentLabeling.LINEAR.rule(labels));
    rules.add(ParentLabeling.LOGISTIC.rule(labels));
    rules.add(GenLabeling.onSegments(DensityKind.GM.fit(x, labels, classes).between(x), classes));
    rules.add(GenLabeling.onSegments(DensityKind.KDE.fit(x, labels, classes).between(x), classes));
    LossRecorder models = models(golden, precision, adam(golden), lanes);
    trainMixed(golden, models, keepingAll(x, rules));
    return models;
  }

  private static Optimizer adam(GoldenFile golden) {
    return new Adam(golden.number("train_mixup", "weight_decay"));
  }

  private static OptionalDouble trainMixed(GoldenFile golden, LossRecorder models, FitRules rules) {
    return SchemeRules.train(
        models,
        golden.integer("d"),
        golden.integer("K"),
        new ReplayedMixStream(
            golden.integer("n_train"),
            golden.integer("train_mixup", "batch"),
            golden.vector("train_mixup", "lam"),
            golden.integerRows("train_mixup", "perm")),
        rules,
        golden.integer("train_mixup", "epochs"));
  }

  private static FitRules keepingAll(double[][] x, List<LabelingRule> labels) {
    return new FitRules(
        MixingRule.mixup(PairMixing.doublePrecision(x)), labels, Optional.empty(), false);
  }

  private static LossRecorder models(
      GoldenFile golden, Precision precision, Optimizer optimizer, List<Lane> lanes) {
    int features = golden.integer("d");
    int classes = golden.integer("K");
    LaneModel models =
        switch (precision) {
          case SINGLE -> new SoftmaxRegression(features, classes, lanes, optimizer);
          case DOUBLE -> new DoubleSoftmaxRegression(features, classes, lanes, optimizer);
        };
    return new LossRecorder(models, lanes);
  }

  private static void assertRunAgrees(
      GoldenFile golden,
      String group,
      String run,
      LossRecorder trained,
      int lane,
      double tolerance) {
    double[][] test = golden.matrix("X_test");
    int[] testLabels = golden.integers("y_test");
    double[] weights =
        Arrays.stream(golden.matrix(group, "runs", run, "W"))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    double[] bias = golden.vector(group, "runs", run, "b");
    double[] parameters = trained.parameters(lane);
    assertClose(Arrays.copyOf(parameters, weights.length), weights, tolerance, run + " weights");
    assertClose(
        Arrays.copyOfRange(parameters, weights.length, parameters.length),
        bias,
        tolerance,
        run + " biases");
    assertClose(
        trained.losses(lane),
        golden.vector(group, "runs", run, "loss"),
        tolerance,
        run + " losses");
    double[][] logits = golden.matrix(group, "runs", run, "first_test_logits");
    for (int row = 0; row < logits.length; row++) {
      assertClose(trained.logits(test[row], lane), logits[row], tolerance, run + " logits " + row);
    }
    int[] predictions = new int[MIXUP_LANES.size()];
    int correct = 0;
    for (int row = 0; row < test.length; row++) {
      trained.predict(test[row], predictions);
      correct += predictions[lane] == testLabels[row] ? 1 : 0;
    }
    assertThat((double) correct / test.length)
        .as(run + " test accuracy")
        .isEqualTo(golden.number(group, "runs", run, "test_acc"));
  }

  /** Absolute: weights and logits are of the order of 1 and may pass through 0. */
  private static void assertClose(
      double[] actual, double[] expected, double tolerance, String what) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as(what + " " + i).isCloseTo(expected[i], within(tolerance));
    }
  }
}

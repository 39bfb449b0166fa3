package org.genlabel.train.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.golden.GoldenFile;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.LearnerSetup;
import org.genlabel.learner.ModelKind;
import org.genlabel.learner.Phase;
import org.genlabel.learner.SoftmaxRegressionLanes;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.mixup.Draw;
import org.genlabel.network.Adam;
import org.genlabel.random.AuthorsRandom;
import org.genlabel.train.Candidate;
import org.genlabel.train.Evaluation;
import org.genlabel.train.FitStart;
import org.genlabel.train.ReplayedMixStream;
import org.genlabel.train.Scheme;
import org.genlabel.train.SchemeRules;
import org.genlabel.train.Scorer;
import org.genlabel.train.TrainingSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with runs of the authors' program (float32, torch). */
class GoldenAuthorsTest {
  /**
   * A hundred steps in float32: the weights grow to about 8, where a rounding error is 5e-7, and
   * torch sums the rows of a batch in another order. Measured: 1e-6.
   */
  private static final double TOLERANCE = 1e-5;

  /** A reference file, with its scheme and training data. */
  private record Official(GoldenFile file, Scheme scheme, double[][] x, int[] labels, int classes) {
    static Official of(String name) throws IOException {
      GoldenFile file = GoldenFile.of("official_" + name + ".json");
      Scheme scheme =
          switch (file.text("scheme")) {
            case "vanilla" -> Scheme.VANILLA;
            case "mixup" -> Scheme.MIXUP;
            case "gmlabel" -> Scheme.GENLABEL_GM;
            default -> throw new IllegalArgumentException(file.text("scheme"));
          };
      return new Official(
          file, scheme, file.matrix("X_train"), file.integers("y_train"), file.trial(0).size("W"));
    }

    LabeledRows rows() {
      return new LabeledRows(x, labels, classes);
    }

    TrainingSettings settings() {
      return new TrainingSettings(
          file.integer("epochs"),
          file.integer("batch"),
          TrainingSettings.OptimizerKind.ADAM,
          List.of(0.1, 0.01, 0.001, 0.0001),
          // numpy's arange(0, 1.01, 0.2)
          List.of(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0),
          5,
          file.number("weight_decay"));
    }

    OptionalDouble alpha() {
      return scheme.dependsOnAlpha()
          ? OptionalDouble.of(file.number("alpha"))
          : OptionalDouble.empty();
    }
  }

  /** Returns the weights row by row, then the biases. */
  private static double[] parameters(GoldenFile trial, String weights, String biases) {
    return DoubleStream.concat(
            Arrays.stream(trial.matrix(weights)).flatMapToDouble(Arrays::stream),
            Arrays.stream(trial.vector(biases)))
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1413_vanilla", "1413_mixup", "1413_gmlabel", "187_mixup", "48_mixup"})
  void finalFitWithItsDrawsGivesItsParameters(String name) throws IOException {
    Official official = Official.of(name);
    for (int t = 0; t < official.file().size("trials"); t++) {
      GoldenFile trial = official.file().trial(t);
      double[] start = parameters(trial, "W0", "b0");
      int[] next = {0};
      Learner learner =
          new SoftmaxRegressionLanes(
              new LearnerSetup(
                  official.rows().features(),
                  official.classes(),
                  official.rows().count(),
                  List.of(new Hyperparameters(trial.number("best_lr"), blend(official, trial))),
                  () -> new Adam(official.file().number("weight_decay")),
                  List.of(Phase.of(official.file().integer("epochs"))),
                  candidate -> bound -> start[next[0]++]));

      SchemeRules.train(
          learner,
          stream(official, trial),
          SchemeRules.authors(official.scheme(), official.rows()));

      double[] expected = parameters(trial, "W", "b");
      assertThat(learner.classifier(0).parameters())
          .as(name + " trial " + t)
          .containsExactly(expected, within(TOLERANCE));
    }
  }

  private static TargetBlend blend(Official official, GoldenFile trial) {
    return official.scheme().labelDensities().stream()
        .findFirst()
        .map(density -> TargetBlend.of(trial.number("best_gamma"), density))
        .orElse(TargetBlend.of(official.scheme().target()));
  }

  private static ReplayedMixStream stream(Official official, GoldenFile trial) {
    int rows = official.labels().length;
    int batch = official.file().integer("batch");
    if (official.scheme().mixing().drawsPartners()) {
      return new ReplayedMixStream(rows, batch, trial.vector("lam"), trial.integerRows("perm"));
    }
    // Every row is paired with itself.
    int epochs = official.file().integer("epochs");
    double[] lambdas = new double[epochs];
    int[][] partners = new int[epochs][];
    Arrays.fill(lambdas, 1);
    Arrays.fill(partners, IntStream.range(0, rows).toArray());
    return new ReplayedMixStream(rows, batch, lambdas, partners);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1413_vanilla", "1413_mixup", "1413_gmlabel", "187_mixup", "48_mixup"})
  void trialAloneGivesTheDrawsOfTheFinalFitBitForBit(String name) throws IOException {
    Official official = Official.of(name);
    for (int t = 0; t < official.file().size("trials"); t++) {
      GoldenFile trial = official.file().trial(t);
      FitStart last =
          AuthorsPlan.of(
                  ModelKind.SOFTMAX_REGRESSION,
                  official.scheme(),
                  official.alpha(),
                  official.settings(),
                  official.rows(),
                  trial.integer("trial"))
              .last();
      AuthorsRandom random = ((FitStart.Known) last).random();

      double bound = 1 / StrictMath.sqrt(official.x()[0].length);
      double[] start = parameters(trial, "W0", "b0");
      double[] drawn =
          DoubleStream.generate(() -> random.torch().uniform(bound)).limit(start.length).toArray();
      assertThat(drawn).as("initial parameters of trial " + t).isEqualTo(start);

      int rows = official.labels().length;
      AuthorsMixStream stream =
          new AuthorsMixStream(
              random,
              official.scheme().mixing(),
              rows,
              official.file().integer("batch"),
              official.rows().features());
      Draw batch = new Draw(stream.largestBatch());
      assertThat(stream.batchesPerEpoch()).isEqualTo(1);
      List<Double> lambdas = new ArrayList<>();
      List<int[]> partners = new ArrayList<>();
      for (int epoch = 0; epoch < trial.size("lam"); epoch++) {
        stream.next(batch);
        lambdas.add(batch.lambda());
        partners.add(IntStream.range(0, batch.size()).map(batch::second).toArray());
      }
      assertThat(lambdas.stream().mapToDouble(lambda -> lambda).toArray())
          .as("lambdas of trial " + t)
          .isEqualTo(trial.vector("lam"));
      assertThat(partners.toArray(int[][]::new))
          .as("permutations of trial " + t)
          .isDeepEqualTo(trial.integerRows("perm"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1413_vanilla", "1413_mixup", "1413_gmlabel", "187_mixup", "48_mixup"})
  void trialAloneGivesTheCandidateTheParametersAndTheTestAccuracy(String name) throws IOException {
    Official official = Official.of(name);
    double[][] testX = official.file().matrix("X_test");
    int[] testY = official.file().integers("y_test");
    for (int t = 0; t < official.file().size("trials"); t++) {
      GoldenFile trial = official.file().trial(t);

      Evaluation evaluation =
          AuthorsProtocol.crossValidation(
                  ModelKind.SOFTMAX_REGRESSION,
                  official.scheme(),
                  official.alpha(),
                  official.settings(),
                  trial.integer("trial"))
              .evaluate(official.rows())
              .get(0);

      Candidate chosen = evaluation.best().candidate();
      assertThat(chosen.learningRate())
          .as("learning rate of trial " + t)
          .isEqualTo(trial.number("best_lr"));
      assertThat(chosen.gamma())
          .as("gamma of trial " + t)
          .isEqualTo(
              trial.has("best_gamma")
                  ? OptionalDouble.of(trial.number("best_gamma"))
                  : OptionalDouble.empty());
      int correct =
          Scorer.CLEAN.correct(
              evaluation.classifier(), new LabeledRows(testX, testY, official.classes()));
      assertThat((double) correct / testY.length)
          .as("test accuracy of trial " + t)
          .isEqualTo(trial.number("test_acc"));
      assertThat(evaluation.classifier().parameters())
          .as("parameters of trial " + t)
          .containsExactly(parameters(trial, "W", "b"), within(TOLERANCE));
    }
  }
}

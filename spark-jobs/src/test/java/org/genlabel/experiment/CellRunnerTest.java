package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.genlabel.data.Attribute;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.PreparedSplit;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.Table;
import org.genlabel.density.DensityClassifier;
import org.genlabel.density.DensityKind;
import org.genlabel.density.GaussianDensity;
import org.genlabel.learner.Model;
import org.genlabel.learner.ModelKind;
import org.genlabel.random.KeyedRandom;
import org.genlabel.train.Evaluation;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

public class CellRunnerTest {
  static final Model MODEL = ModelKind.SOFTMAX_REGRESSION;
  static final Protocol PROTOCOL =
      new Protocol(
          Split.Rule.STRATIFIED, Scaling.TRAINING_ROWS, FeatureHandling.NUMERIC, Randomness.PAIRED);
  static final List<Double> GAMMAS = List.of(0.0, 0.4, 1.0);

  public static TrainingSettings training(List<Double> gammas) {
    return new TrainingSettings(
        10, 16, TrainingSettings.OptimizerKind.ADAM, List.of(0.1, 0.01), gammas, 5, 1e-4);
  }

  /** Returns overlapping clouds of three classes, uneven. */
  public static Dataset clouds(String name, Optional<Integer> id, int rows) {
    KeyedRandom random = KeyedRandom.of("clouds", name);
    double[][] values = new double[rows][];
    for (int row = 0; row < rows; row++) {
      int label = row % 5 < 2 ? 0 : row % 5 < 4 ? 1 : 2;
      values[row] =
          new double[] {
            random.nextDouble() + 0.4 * label,
            random.nextDouble() - 0.3 * label,
            random.nextDouble(),
            label
          };
    }
    List<Attribute> attributes =
        List.of(
            new Attribute("x", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("y", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("z", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("class", Attribute.Kind.NOMINAL, List.of("a", "b", "c")));
    Table table = new Table(name, name, attributes, values, new int[rows]);
    return Dataset.of(
        table, id, name, Optional.empty(), List.of(), FeatureHandling.NUMERIC, "c0ffee");
  }

  static Study study(List<Double> gammas) {
    return new Study(
        3,
        PROTOCOL,
        training(gammas),
        List.of(clouds("clouds", Optional.empty(), 60), clouds("catalogued", Optional.of(9), 47)));
  }

  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (String dataset : List.of("clouds", "9")) {
      for (int trial = 0; trial < 2; trial++) {
        cells.add(new Cell(dataset, MODEL, Scheme.VANILLA, null, trial));
        cells.add(new Cell(dataset, MODEL, Scheme.GM_CLASSIFIER, null, trial));
        for (double alpha : new double[] {1, 2}) {
          cells.add(new Cell(dataset, MODEL, Scheme.MIXUP, alpha, trial));
          cells.add(new Cell(dataset, MODEL, Scheme.MIXUP_LOGISTIC, alpha, trial));
          cells.add(new Cell(dataset, MODEL, Scheme.GENLABEL_GM, alpha, trial));
        }
      }
    }
    return cells;
  }

  static void assertSameOutcome(CellOutcome actual, CellOutcome expected) {
    assertThat(actual.result())
        .usingRecursiveComparison()
        .ignoringFields("fitSeconds", "finishedAt")
        .isEqualTo(expected.result());
    assertThat(actual.scores()).isEqualTo(expected.scores());
    assertThat(actual.chosen()).isEqualTo(expected.chosen());
  }

  @Test
  void everyCellSucceedsAndSaysWhatItWas() {
    CellRunner runner = new CellRunner(study(GAMMAS));
    for (Cell cell : cells()) {
      CellResult result = runner.run(cell).result();

      assertThat(result.isOk()).as(cell.toString()).isTrue();
      assertThat(result.error()).isNull();
      assertThat(result.cell()).isEqualTo(cell);
      assertThat(result.seed()).isEqualTo(3);
      assertThat(result.facts().features()).isEqualTo(3);
      assertThat(result.facts().classes()).isEqualTo(3);
      assertThat(result.datasetId()).isEqualTo(cell.dataset().equals("9") ? 9 : null);
      assertThat(result.datasetName())
          .isEqualTo(cell.dataset().equals("9") ? "catalogued" : "clouds");
      // ceil(0.3 * 60) and ceil(0.3 * 47)
      assertThat(result.facts().testRows()).isEqualTo(cell.dataset().equals("9") ? 15 : 18);
      assertThat(result.facts().trainRows()).isEqualTo(cell.dataset().equals("9") ? 32 : 42);
    }
  }

  @ParameterizedTest
  @EnumSource(Randomness.class)
  void everySchemeRunsInEitherProtocolAndGivesTheSameOutcomeTwice(Randomness randomness) {
    Protocol protocol =
        new Protocol(
            Split.Rule.STRATIFIED, Scaling.TRAINING_ROWS, FeatureHandling.NUMERIC, randomness);
    List<Dataset> datasets = List.of(clouds("clouds", Optional.empty(), 60));
    CellRunner runner = new CellRunner(new Study(3, protocol, training(GAMMAS), datasets));
    CellRunner other = new CellRunner(new Study(3, protocol, training(GAMMAS), datasets));
    for (Scheme scheme : Scheme.values()) {
      Cell cell = new Cell("clouds", MODEL, scheme, scheme.dependsOnAlpha() ? 1.0 : null, 1);

      CellOutcome outcome = runner.run(cell);

      assertThat(outcome.result().error()).as(cell.toString()).isNull();
      assertThat(outcome.result().choice().intrusionRate() != null)
          .as(cell + " measures intrusion")
          .isEqualTo(scheme.excludesIntrusion());
      assertThat(outcome.result().choice().gamma() != null)
          .as(cell + " has a gamma")
          .isEqualTo(!scheme.labelDensities().isEmpty());
      assertThat(outcome.scores()).hasSameSizeAs(scheme.candidates(training(GAMMAS)));
      assertSameOutcome(other.run(cell), outcome);
    }
  }

  @Test
  void protocolsDifferInTheirRandomness() {
    List<Dataset> datasets = List.of(clouds("clouds", Optional.empty(), 60));
    Cell cell = new Cell("clouds", MODEL, Scheme.MIXUP, 1.0, 1);
    List<List<Evaluation.Score>> scores = new ArrayList<>();
    for (Randomness randomness : Randomness.values()) {
      Protocol protocol =
          new Protocol(
              Split.Rule.STRATIFIED, Scaling.TRAINING_ROWS, FeatureHandling.NUMERIC, randomness);
      Study study = new Study(3, protocol, training(GAMMAS), datasets);
      scores.add(new CellRunner(study).run(cell).scores());
    }

    assertThat(scores.get(0)).isNotEqualTo(scores.get(1));
  }

  @Test
  void sameCellTwiceGivesTheSameOutcome() {
    CellRunner runner = new CellRunner(study(GAMMAS));
    for (Cell cell : cells()) {
      assertSameOutcome(runner.run(cell), runner.run(cell));
    }
  }

  @Test
  void outcomeDoesNotDependOnTheOrderOfCellsNorOnThreads()
      throws InterruptedException, ExecutionException {
    CellRunner inOrder = new CellRunner(study(GAMMAS));
    List<CellOutcome> expected = cells().stream().map(inOrder::run).toList();

    CellRunner elsewhere = new CellRunner(study(GAMMAS));
    List<Integer> backwards = new ArrayList<>(IntStream.range(0, expected.size()).boxed().toList());
    Collections.reverse(backwards);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<CellOutcome>> running = new ArrayList<>();
      for (int i : backwards) {
        Cell cell = cells().get(i);
        running.add(threads.submit(() -> elsewhere.run(cell)));
      }
      for (int i = 0; i < running.size(); i++) {
        assertSameOutcome(running.get(i).get(), expected.get(backwards.get(i)));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void trialsAndAlphasDifferInTheirRandomness() {
    CellRunner runner = new CellRunner(study(GAMMAS));

    List<List<Double>> scores =
        List.of(
                new Cell("clouds", MODEL, Scheme.MIXUP, 1.0, 0),
                new Cell("clouds", MODEL, Scheme.MIXUP, 1.0, 1),
                new Cell("clouds", MODEL, Scheme.MIXUP, 1.0, 2),
                new Cell("clouds", MODEL, Scheme.MIXUP, 2.0, 0))
            .stream()
            .map(cell -> runner.run(cell).scores())
            .map(list -> list.stream().map(Evaluation.Score::accuracy).toList())
            .toList();

    assertThat(scores.stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void accuraciesAreSharesOfWholeRows() {
    CellRunner runner = new CellRunner(study(GAMMAS));
    for (Cell cell : cells()) {
      CellResult result = runner.run(cell).result();

      assertThat(result.value(Metric.TEST_ACCURACY))
          .isEqualTo(
              (double) Math.round(result.value(Metric.TEST_ACCURACY) * result.facts().testRows())
                  / result.facts().testRows());
      assertThat(result.value(Metric.TRAIN_ACCURACY))
          .isEqualTo(
              (double) Math.round(result.value(Metric.TRAIN_ACCURACY) * result.facts().trainRows())
                  / result.facts().trainRows());
      assertThat(result.value(Metric.TEST_ACCURACY)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void chosenCandidateIsTheFirstOfTheBestAndItsScoreTheCvAccuracy() {
    CellRunner runner = new CellRunner(study(GAMMAS));
    for (Cell cell : cells()) {
      CellOutcome outcome = runner.run(cell);
      if (!cell.scheme().isTrained()) {
        assertThat(outcome.scores()).isEmpty();
        assertThat(outcome.chosen()).isEqualTo(-1);
        continue;
      }
      List<Double> accuracies = outcome.scores().stream().map(Evaluation.Score::accuracy).toList();
      Evaluation.Score chosen = outcome.scores().get(outcome.chosen());

      assertThat(outcome.chosen()).isEqualTo(accuracies.indexOf(Collections.max(accuracies)));
      assertThat(outcome.result().choice().cvAccuracy()).isEqualTo(chosen.accuracy());
      assertThat(outcome.result().choice().learningRate())
          .isEqualTo(chosen.candidate().learningRate());
      assertThat(outcome.scores())
          .hasSize(2 * Math.max(1, cell.scheme().labelDensities().size() * GAMMAS.size()));
      if (!cell.scheme().labelDensities().isEmpty()) {
        assertThat(outcome.result().choice().gamma()).isIn(GAMMAS);
        assertThat(outcome.result().choice().density()).isEqualTo("gm");
      } else {
        assertThat(outcome.result().choice().gamma()).isNull();
        assertThat(outcome.result().choice().density()).isNull();
      }
    }
  }

  @Test
  void genLabelWhoseOnlyGammaIsZeroIsMixup() {
    CellRunner runner = new CellRunner(study(List.of(0.0)));
    for (String dataset : List.of("clouds", "9")) {
      for (int trial = 0; trial < 5; trial++) {
        CellOutcome genLabel = runner.run(new Cell(dataset, MODEL, Scheme.GENLABEL_GM, 1.0, trial));
        CellOutcome mixup = runner.run(new Cell(dataset, MODEL, Scheme.MIXUP, 1.0, trial));

        assertThat(genLabel.result().value(Metric.TEST_ACCURACY))
            .isEqualTo(mixup.result().value(Metric.TEST_ACCURACY));
        assertThat(genLabel.result().value(Metric.TRAIN_ACCURACY))
            .isEqualTo(mixup.result().value(Metric.TRAIN_ACCURACY));
        assertThat(genLabel.result().choice().cvAccuracy())
            .isEqualTo(mixup.result().choice().cvAccuracy());
        assertThat(genLabel.result().choice().learningRate())
            .isEqualTo(mixup.result().choice().learningRate());
        assertThat(genLabel.scores().stream().map(Evaluation.Score::accuracy))
            .isEqualTo(mixup.scores().stream().map(Evaluation.Score::accuracy).toList());
      }
    }
  }

  @Test
  void gmClassifierIsTheGaussianDensityWithClassFrequencies() {
    Study study = study(GAMMAS);
    PreparedSplit data = study.prepared("clouds").data();
    DensityClassifier classifier =
        DensityClassifier.withPriors(
            GaussianDensity.fit(new LabeledRows(data.train().x(), data.train().labels(), 3)),
            data.train().labels());

    CellResult result =
        new CellRunner(study)
            .run(new Cell("clouds", MODEL, Scheme.GM_CLASSIFIER, null, 0))
            .result();

    assertThat(result.value(Metric.TEST_ACCURACY)).isEqualTo(Accuracy.of(classifier, data.test()));
    assertThat(result.value(Metric.TRAIN_ACCURACY))
        .isEqualTo(Accuracy.of(classifier, data.train()));
    assertThat(result.choice().cvAccuracy()).isNull();
    assertThat(result.choice().learningRate()).isNull();
    assertThat(result.choice().gamma()).isNull();
    assertThat(result.choice().density()).isEqualTo("gm");
  }

  @Test
  void densitiesTrainAccuraciesAreThoseOfThePreparedDataset() {
    Study study = study(GAMMAS);
    CellResult result =
        new CellRunner(study).run(new Cell("clouds", MODEL, Scheme.VANILLA, null, 0)).result();

    assertThat(result.facts().densityFits().get(DensityKind.GM))
        .isEqualTo(study.prepared("clouds").densityFits().get(DensityKind.GM));
    assertThat(result.facts().densityFits().get(DensityKind.KDE))
        .isEqualTo(study.prepared("clouds").densityFits().get(DensityKind.KDE));
  }

  @Test
  void schemesLearnSomething() {
    CellRunner runner = new CellRunner(study(GAMMAS));
    for (Cell cell : cells()) {
      // The largest class has 40% of the rows, the accuracy of guessing.
      assertThat(runner.run(cell).result().value(Metric.TRAIN_ACCURACY))
          .as(cell.toString())
          .isCloseTo(0.75, within(0.25));
    }
  }
}

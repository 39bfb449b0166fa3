package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.genlabel.density.DensityKind;
import org.genlabel.density.NearestRow;
import org.genlabel.mixup.FitKey;
import org.genlabel.mixup.GenLabeling;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.Mixing;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.PairMixing;
import org.genlabel.mixup.ParentLabeling;
import org.genlabel.model.Adam;
import org.genlabel.model.DoubleSoftmaxRegression;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneModel;
import org.genlabel.model.Precision;
import org.genlabel.model.SoftmaxRegression;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SweepTest {
  private static final FitKey KEY = new FitKey(1, "made up", 0, FitKey.FINAL);

  /** Writes down what it is given. */
  private static final class Notes extends RowListener {
    private final List<double[]> inputs = new ArrayList<>();
    private final List<double[]> labels = new ArrayList<>();
    private final List<Integer> rowsAtStep = new ArrayList<>();
    private final List<Integer> meansOver = new ArrayList<>();

    @Override
    void addRow(double[] x, double[][] rowLabels) {
      inputs.add(x.clone());
      labels.add(rowLabels[0].clone());
    }

    @Override
    public void step(int rows) {
      rowsAtStep.add(inputs.size());
      meansOver.add(rows);
    }
  }

  private static FitRules keepingAll(double[][] x, List<LabelingRule> labels) {
    return new FitRules(
        MixingRule.mixup(PairMixing.doublePrecision(x)), labels, Optional.empty(), false);
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void mixesTheRowsAndTheirLabelsAsTheStreamSays() {
    double[][] x = {{0, 8}, {4, 0}, {100, 100}};
    int[] labels = {0, 1, 1};
    Notes notes = new Notes();

    // Two batches an epoch: rows 0 and 1 mixed with each other by 1/4, row 2 with itself by 1/2;
    // then unmixed.
    OptionalDouble dropped =
        SchemeRules.train(
            notes,
            2,
            2,
            new ReplayedMixStream(
                3, 2, new double[] {0.25, 0.5, 1, 1}, new int[][] {{1, 0}, {0}, {0, 1}, {0}}),
            keepingAll(x, List.of(ParentLabeling.LINEAR.rule(labels))),
            2);

    assertThat(notes.inputs)
        .containsExactly(
            new double[] {3, 2},
            new double[] {1, 6},
            new double[] {100, 100},
            new double[] {0, 8},
            new double[] {4, 0},
            new double[] {100, 100});
    assertThat(notes.labels)
        .containsExactly(
            new double[] {0.25, 0.75},
            new double[] {0.75, 0.25},
            new double[] {0, 1},
            new double[] {1, 0},
            new double[] {0, 1},
            new double[] {0, 1});
    assertThat(notes.rowsAtStep).containsExactly(2, 3, 5, 6);
    assertThat(notes.meansOver).containsExactly(2, 1, 2, 1);
    assertThat(dropped).as("nobody asked for intruding points").isEmpty();
  }

  // Half way between classes 0 and 1 lies class 2.
  private static final double[][] ON_A_LINE = {{0}, {8}, {4}};
  private static final int[] CLASS_OF_POINT = {0, 1, 2};

  private static FitRules droppingIntruders(boolean stepsOnEmptyBatch) {
    return new FitRules(
        MixingRule.mixup(PairMixing.doublePrecision(ON_A_LINE)),
        List.of(ParentLabeling.LINEAR.rule(CLASS_OF_POINT)),
        Optional.of(
            new ManifoldIntrusion(new NearestRow(ON_A_LINE, CLASS_OF_POINT, 3), CLASS_OF_POINT)),
        stepsOnEmptyBatch);
  }

  @Test
  void intrudingPointsAreDroppedAndTheMeanIsOverThoseKept() {
    Notes notes = new Notes();

    // At 1/2: the points 4 and 4 of classes 0 and 1 intrude, row 2 with itself does not. At 7/8:
    // the points 1, 7 and 4, none of which does.
    OptionalDouble dropped =
        SchemeRules.train(
            notes,
            1,
            3,
            new ReplayedMixStream(
                3, 3, new double[] {0.5, 0.875}, new int[][] {{1, 0, 2}, {1, 0, 2}}),
            droppingIntruders(false),
            2);

    assertThat(notes.inputs)
        .containsExactly(new double[] {4}, new double[] {1}, new double[] {7}, new double[] {4});
    assertThat(notes.labels)
        .containsExactly(
            new double[] {0, 0, 1},
            new double[] {0.875, 0.125, 0},
            new double[] {0.125, 0.875, 0},
            new double[] {0, 0, 1});
    assertThat(notes.rowsAtStep).containsExactly(1, 4);
    assertThat(notes.meansOver).containsExactly(1, 3);
    assertThat(dropped).hasValue(2 / 6.0);
  }

  @Test
  void batchWithoutPointsIsPassedOverOrAStepWithoutGradient() {
    // Batches of rows 0 and 1, mixed half and half, and of row 2.
    double[] lambdas = {0.5, 0.5};
    int[][] partners = {{1, 0}, {0}};
    Notes passingOver = new Notes();
    Notes stepping = new Notes();

    OptionalDouble dropped =
        SchemeRules.train(
            passingOver,
            1,
            3,
            new ReplayedMixStream(3, 2, lambdas, partners),
            droppingIntruders(false),
            1);
    SchemeRules.train(
        stepping, 1, 3, new ReplayedMixStream(3, 2, lambdas, partners), droppingIntruders(true), 1);

    assertThat(passingOver.rowsAtStep).containsExactly(1);
    assertThat(stepping.rowsAtStep).containsExactly(0, 1);
    assertThat(stepping.inputs).containsExactly(new double[] {4});
    assertThat(dropped).hasValue(2 / 3.0);
  }

  @Test
  void mixingRuleBeginsEveryBatchWithItsLambda() {
    List<Double> begun = new ArrayList<>();
    MixingRule mixing =
        (batch, points) -> {
          begun.add(batch.lambda());
          points.begin(batch, batch.lambda());
        };

    SchemeRules.train(
        new Notes(),
        1,
        3,
        new ReplayedMixStream(
            3, 2, new double[] {0.25, 0.5, 0.75, 1}, new int[][] {{1, 0}, {0}, {0, 1}, {0}}),
        new FitRules(
            mixing, List.of(ParentLabeling.LINEAR.rule(CLASS_OF_POINT)), Optional.empty(), false),
        2);

    assertThat(begun).containsExactly(0.25, 0.5, 0.75, 1.0);
  }

  @Test
  void stopsWhenTheThreadIsInterrupted() {
    Notes notes = new Notes();
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                SchemeRules.train(
                    notes,
                    1,
                    2,
                    new KeyedMixStream(KEY, Mixing.MIXUP, OptionalDouble.of(1), 4, 2),
                    keepingAll(new double[4][1], List.of(ParentLabeling.LINEAR.rule(new int[4]))),
                    10))
        .withMessageContaining("interrupted");
    assertThat(notes.inputs).isEmpty();
    assertThat(Thread.currentThread().isInterrupted())
        .as("still interrupted, for whoever called")
        .isTrue();
  }

  @Test
  void stopsWithinAnEpochOfAnInterruptInMidTraining() {
    // The labelling rule interrupts its own thread in the second epoch.
    int[] rows = {0};
    LabelingRule interrupting =
        (points, labelsOfPoints) -> {
          rows[0] += points.count();
          if (rows[0] == 6) {
            Thread.currentThread().interrupt();
          }
        };

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                SchemeRules.train(
                    new Notes(),
                    1,
                    2,
                    new KeyedMixStream(KEY, Mixing.MIXUP, OptionalDouble.of(1), 4, 2),
                    keepingAll(new double[4][1], List.of(interrupting)),
                    1000));
    assertThat(rows[0]).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void permutingTheClassesPermutesWeightsAndPredictions(Precision precision) {
    int[] newClass = {2, 0, 1};
    double[][] x = new double[40][4];
    int[] labels = new int[40];
    int[] permuted = new int[40];
    KeyedRandom random = KeyedRandom.of("rows");
    for (int i = 0; i < 40; i++) {
      // Uneven classes, so that no gradient is 0 by symmetry.
      labels[i] = i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2;
      permuted[i] = newClass[labels[i]];
      for (int k = 0; k < 4; k++) {
        x[i][k] = 2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0);
      }
    }

    LaneModel before = trained(precision, x, labels);
    LaneModel after = trained(precision, x, permuted);

    // The softmax sums the classes in another order: some hundred steps of rounding.
    double tolerance = precision == Precision.SINGLE ? 1e-4 : 1e-10;
    for (int lane = 0; lane < 4; lane++) {
      double[] expected = before.parameters(lane);
      double[] actual = after.parameters(lane);
      for (int c = 0; c < 3; c++) {
        for (int k = 0; k < 4; k++) {
          assertThat(actual[newClass[c] * 4 + k]).isCloseTo(expected[c * 4 + k], within(tolerance));
        }
        assertThat(actual[12 + newClass[c]]).isCloseTo(expected[12 + c], within(tolerance));
      }
    }
    int[] predictions = new int[4];
    int[] permutedPredictions = new int[4];
    for (double[] row : x) {
      before.predict(row, predictions);
      after.predict(row, permutedPredictions);
      assertThat(permutedPredictions)
          .isEqualTo(IntStream.of(predictions).map(c -> newClass[c]).toArray());
    }
  }

  /** Lanes with linear, logistic and both generative labels, from zero. */
  private static LaneModel trained(Precision precision, double[][] x, int[] labels) {
    List<Lane> lanes =
        List.of(
            new Lane(0.1, 0, 0, Lane.NONE),
            new Lane(0.01, 0, 1, Lane.NONE),
            new Lane(0.01, 0.6, 0, 2),
            new Lane(0.01, 1, 0, 3));
    LaneModel models =
        switch (precision) {
          case SINGLE -> new SoftmaxRegression(4, 3, lanes, new Adam(1e-4));
          case DOUBLE -> new DoubleSoftmaxRegression(4, 3, lanes, new Adam(1e-4));
        };
    List<LabelingRule> rules =
        List.of(
            ParentLabeling.LINEAR.rule(labels),
            ParentLabeling.LOGISTIC.rule(labels),
            GenLabeling.onSegments(DensityKind.GM.fit(x, labels, 3).between(x), 3),
            GenLabeling.onSegments(DensityKind.KDE.fit(x, labels, 3).between(x), 3));
    SchemeRules.train(
        models,
        4,
        3,
        new KeyedMixStream(KEY, Mixing.MIXUP, OptionalDouble.of(1), 40, 16),
        keepingAll(x, rules),
        40);
    return models;
  }
}

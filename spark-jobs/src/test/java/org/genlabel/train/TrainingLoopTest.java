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
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.Batch;
import org.genlabel.learner.BatchRules;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.LearnerSetup;
import org.genlabel.learner.Phase;
import org.genlabel.learner.SoftmaxRegressionLanes;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.Mixing;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.Target;
import org.genlabel.network.Adam;
import org.genlabel.network.NetworkClassifier;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;
import org.genlabel.reference.DoubleAdam;
import org.genlabel.reference.DoubleSoftmaxLearner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {
  private static final FitKey KEY = new FitKey(1, "made up", 0, FitKey.FINAL);
  private static final TargetBlend LINEAR = TargetBlend.of(Target.LINEAR);
  private static final TargetBlend DROPPING_INTRUDERS =
      new TargetBlend(Target.LINEAR, 0, Optional.empty(), true);

  private static BatchRules mixup(double[][] x, int[] labels, int classes) {
    return SchemeRules.paired(Scheme.MIXUP, new LabeledRows(x, labels, classes));
  }

  /** Mixup's rules with one of them replaced. */
  private record Replacing(
      BatchRules rules, MixingRule mixing, LabelingRule linear, boolean stepsOnEmptyBatch)
      implements BatchRules {
    static Replacing mixing(BatchRules rules, MixingRule mixing) {
      return new Replacing(rules, mixing, rules.label(Target.LINEAR), rules.stepsOnEmptyBatch());
    }

    static Replacing label(BatchRules rules, LabelingRule linear) {
      return new Replacing(rules, rules.mixing(), linear, rules.stepsOnEmptyBatch());
    }

    static Replacing stepsOnEmptyBatch(BatchRules rules, boolean steps) {
      return new Replacing(rules, rules.mixing(), rules.label(Target.LINEAR), steps);
    }

    @Override
    public LabeledRows rows() {
      return rules.rows();
    }

    @Override
    public LabelingRule label(Target target) {
      return linear;
    }

    @Override
    public LabelingRule generated(DensityKind density) {
      return rules.generated(density);
    }

    @Override
    public ManifoldIntrusion intrusion() {
      return rules.intrusion();
    }
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void mixesTheRowsAndTheirLabelsAsTheStreamSays() {
    double[][] x = {{0, 8}, {4, 0}, {100, 100}};
    int[] labels = {0, 1, 1};
    RowNotes notes = new RowNotes(2, 2, LINEAR);

    // Two batches an epoch: rows 0 and 1 mixed with each other by 1/4, row 2 with itself by 1/2;
    // then unmixed rows.
    Batch batch =
        SchemeRules.train(
            notes,
            new ReplayedMixStream(
                3, 2, new double[] {0.25, 0.5, 1, 1}, new int[][] {{1, 0}, {0}, {0, 1}, {0}}),
            mixup(x, labels, 2));

    assertThat(notes.inputs)
        .containsExactly(
            new double[] {3, 2},
            new double[] {1, 6},
            new double[] {100, 100},
            new double[] {0, 8},
            new double[] {4, 0},
            new double[] {100, 100});
    assertThat(notes.targets.stream().map(targets -> targets[0]))
        .containsExactly(
            new double[] {0.25, 0.75},
            new double[] {0.75, 0.25},
            new double[] {0, 1},
            new double[] {1, 0},
            new double[] {0, 1},
            new double[] {0, 1});
    assertThat(notes.rowsAtStep).containsExactly(2, 3, 5, 6);
    assertThat(notes.meansOver).containsExactly(2, 1, 2, 1);
    assertThat(batch.intrusionRate()).as("intruding points were not requested").isEmpty();
  }

  // Class 2 is halfway between classes 0 and 1.
  private static final double[][] ON_A_LINE = {{0}, {8}, {4}};
  private static final int[] CLASS_OF_POINT = {0, 1, 2};

  private static BatchRules onALine(boolean stepsOnEmptyBatch) {
    return Replacing.stepsOnEmptyBatch(mixup(ON_A_LINE, CLASS_OF_POINT, 3), stepsOnEmptyBatch);
  }

  @Test
  void intrudingPointsAreDroppedAndTheMeanIsOverThoseKept() {
    RowNotes notes = new RowNotes(2, 3, DROPPING_INTRUDERS);

    // With lambda = 1/2, the points 4 and 4 of classes 0 and 1 intrude, and row 2 with itself does
    // not. With 7/8, none of the points 1, 7 and 4 intrudes.
    Batch batch =
        SchemeRules.train(
            notes,
            new ReplayedMixStream(
                3, 3, new double[] {0.5, 0.875}, new int[][] {{1, 0, 2}, {1, 0, 2}}),
            onALine(false));

    assertThat(notes.inputs)
        .containsExactly(new double[] {4}, new double[] {1}, new double[] {7}, new double[] {4});
    assertThat(notes.targets.stream().map(targets -> targets[0]))
        .containsExactly(
            new double[] {0, 0, 1},
            new double[] {0.875, 0.125, 0},
            new double[] {0.125, 0.875, 0},
            new double[] {0, 0, 1});
    assertThat(notes.rowsAtStep).containsExactly(1, 4);
    assertThat(notes.meansOver).containsExactly(1, 3);
    assertThat(batch.intrusionRate()).hasValue(2 / 6.0);
  }

  @Test
  void batchWithoutPointsIsSkippedOrAStepWithoutGradient() {
    // Batches of rows 0 and 1, mixed with lambda = 1/2, and of row 2.
    double[] lambdas = {0.5, 0.5};
    int[][] partners = {{1, 0}, {0}};
    RowNotes passingOver = new RowNotes(1, 3, DROPPING_INTRUDERS);
    RowNotes stepping = new RowNotes(1, 3, DROPPING_INTRUDERS);

    Batch batch =
        SchemeRules.train(
            passingOver, new ReplayedMixStream(3, 2, lambdas, partners), onALine(false));
    SchemeRules.train(stepping, new ReplayedMixStream(3, 2, lambdas, partners), onALine(true));

    assertThat(passingOver.rowsAtStep).containsExactly(1);
    assertThat(stepping.rowsAtStep).containsExactly(0, 1);
    assertThat(stepping.inputs).containsExactly(new double[] {4});
    assertThat(batch.intrusionRate()).hasValue(2 / 3.0);
  }

  @Test
  void mixingRuleBeginsEveryBatchWithItsLambda() {
    List<Double> begun = new ArrayList<>();
    MixingRule mixing =
        (draw, points) -> {
          begun.add(draw.lambda());
          points.begin(draw, draw.lambda());
        };

    SchemeRules.train(
        new RowNotes(2, 3, LINEAR),
        new ReplayedMixStream(
            3, 2, new double[] {0.25, 0.5, 0.75, 1}, new int[][] {{1, 0}, {0}, {0, 1}, {0}}),
        Replacing.mixing(mixup(ON_A_LINE, CLASS_OF_POINT, 3), mixing));

    assertThat(begun).containsExactly(0.25, 0.5, 0.75, 1.0);
  }

  @Test
  void stopsWhenTheThreadIsInterrupted() {
    RowNotes notes = new RowNotes(10, 2, LINEAR);
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                SchemeRules.train(
                    notes,
                    new KeyedMixStream(KEY, Mixing.MIXUP, OptionalDouble.of(1), 4, 2, 1),
                    mixup(new double[4][1], new int[4], 2)))
        .withMessageContaining("interrupted");
    assertThat(notes.inputs).isEmpty();
    assertThat(Thread.currentThread().isInterrupted())
        .as("still interrupted, for the caller")
        .isTrue();
  }

  @Test
  void stopsAtTheNextBatchAfterAnInterruptInMidTraining() {
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
                    new RowNotes(1000, 2, LINEAR),
                    new KeyedMixStream(KEY, Mixing.MIXUP, OptionalDouble.of(1), 4, 2, 1),
                    Replacing.label(mixup(new double[4][1], new int[4], 2), interrupting)))
        .withMessageContaining("epoch 1");
    assertThat(rows[0]).isEqualTo(6);
  }

  /** Records its calls. */
  private static final class PhaseNotes implements Learner {
    private final List<String> calls = new ArrayList<>();

    @Override
    public int candidates() {
      return 1;
    }

    @Override
    public List<Phase> phases() {
      return List.of(Phase.of(2), new Phase(1, 1, OptionalDouble.empty()), Phase.of(0));
    }

    @Override
    public void begin(Phase phase) {
      calls.add("phase of " + phase.epochs());
    }

    @Override
    public void step(List<Batch> batches) {
      calls.add("batch at " + batches.get(0).drawn().lambda());
    }

    @Override
    public NetworkClassifier classifier(int candidate) {
      throw new UnsupportedOperationException("nothing is learned");
    }
  }

  @Test
  void phasesFollowEachOtherOnOneStream() {
    PhaseNotes notes = new PhaseNotes();

    SchemeRules.train(
        notes,
        new ReplayedMixStream(
            3,
            2,
            new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6},
            new int[][] {{1, 0}, {0}, {0, 1}, {0}, {1, 0}, {0}}),
        mixup(ON_A_LINE, CLASS_OF_POINT, 3));

    assertThat(notes.calls)
        .containsExactly(
            "phase of 2",
            "batch at 0.1",
            "batch at 0.2",
            "batch at 0.3",
            "batch at 0.4",
            "phase of 1",
            "batch at 0.5",
            "batch at 0.6",
            "phase of 0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void permutingTheClassesPermutesWeightsAndPredictions(boolean inDoublePrecision) {
    int[] newClass = {2, 0, 1};
    double[][] x = new double[40][4];
    int[] labels = new int[40];
    int[] permuted = new int[40];
    KeyedRandom random = KeyedRandom.of("rows");
    for (int i = 0; i < 40; i++) {
      // Classes of unequal size, so that no gradient is 0 by symmetry.
      labels[i] = i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2;
      permuted[i] = newClass[labels[i]];
      for (int k = 0; k < 4; k++) {
        x[i][k] = 2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0);
      }
    }

    Learner before = trained(inDoublePrecision, x, labels);
    Learner after = trained(inDoublePrecision, x, permuted);

    // The softmax sums over the classes in another order: rounding errors of some hundred steps.
    double tolerance = inDoublePrecision ? 1e-10 : 1e-4;
    for (int candidate = 0; candidate < 4; candidate++) {
      double[] expected = before.classifier(candidate).parameters();
      double[] actual = after.classifier(candidate).parameters();
      for (int c = 0; c < 3; c++) {
        for (int k = 0; k < 4; k++) {
          assertThat(actual[newClass[c] * 4 + k]).isCloseTo(expected[c * 4 + k], within(tolerance));
        }
        assertThat(actual[12 + newClass[c]]).isCloseTo(expected[12 + c], within(tolerance));
      }
    }
    int[][] predictions = before.predict(x);
    int[][] permutedPredictions = after.predict(x);
    for (int candidate = 0; candidate < 4; candidate++) {
      assertThat(permutedPredictions[candidate])
          .isEqualTo(IntStream.of(predictions[candidate]).map(c -> newClass[c]).toArray());
    }
  }

  /** Trains candidates with linear, logistic and both generative labels, from zero. */
  private static Learner trained(boolean inDoublePrecision, double[][] x, int[] labels) {
    List<Hyperparameters> candidates =
        List.of(
            new Hyperparameters(0.1, LINEAR),
            new Hyperparameters(0.01, TargetBlend.of(Target.LOGISTIC)),
            new Hyperparameters(0.01, TargetBlend.of(0.6, DensityKind.GM)),
            new Hyperparameters(0.01, TargetBlend.of(1, DensityKind.KDE)));
    Learner learner =
        inDoublePrecision
            ? new DoubleSoftmaxLearner(4, 3, candidates, () -> new DoubleAdam(1e-4), 40, null)
            : new SoftmaxRegressionLanes(
                new LearnerSetup(
                    4,
                    3,
                    16,
                    candidates,
                    () -> new Adam(1e-4),
                    List.of(Phase.of(40)),
                    candidate -> bound -> 0));
    SchemeRules.train(
        learner,
        new KeyedMixStream(KEY, Mixing.MIXUP, OptionalDouble.of(1), 40, 16, 4),
        mixup(x, labels, 3));
    return learner;
  }
}

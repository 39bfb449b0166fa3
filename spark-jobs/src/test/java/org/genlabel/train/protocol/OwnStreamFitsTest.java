package org.genlabel.train.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.Bandwidth;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.Batch;
import org.genlabel.learner.BatchRules;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.LearnerSetup;
import org.genlabel.learner.OwnStreamLanes;
import org.genlabel.learner.Phase;
import org.genlabel.learner.SoftmaxRegressionLanes;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.network.Adam;
import org.genlabel.random.AuthorsRandom;
import org.genlabel.random.KeyedRandom;
import org.genlabel.train.FittedDensities;
import org.genlabel.train.ReplayedMixStream;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainedFits;
import org.genlabel.train.TrainedSchemes;
import org.genlabel.train.TrainingLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that fits in lanes with separate streams equal fits by the plain loop, whatever is trained
 * beside them.
 */
class OwnStreamFitsTest {
  private static final int EPOCHS = 12;

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  /** The shape that all lanes share. */
  private record Shape(int rows, int features, int classes, int batchSize) {}

  // The last batch of an epoch is short.
  private static final Shape UNEVEN = new Shape(43, 4, 3, 16);

  /** Returns rows of overlapping classes of unequal size. */
  private static LabeledRows rows(Shape shape, int lane) {
    KeyedRandom random = KeyedRandom.of("rows", "lane=" + lane);
    double[][] x = new double[shape.rows()][shape.features()];
    int[] labels = new int[shape.rows()];
    for (int i = 0; i < shape.rows(); i++) {
      int label = (i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : i) % shape.classes();
      labels[i] = label;
      Arrays.setAll(x[i], k -> 2 * random.nextDouble() - 1 + (k == label ? 1 : 0));
    }
    return new LabeledRows(x, labels, shape.classes());
  }

  /**
   * Returns a candidate; neighbours have different learning rates, densities and shares of the
   * generative label.
   */
  private static Hyperparameters candidate(Scheme scheme, int lane) {
    double learningRate = 0.1 / (1 + lane % 3);
    List<DensityKind> densities = scheme.labelDensities();
    double gamma = densities.isEmpty() ? 0 : List.of(0.6, 0.0, 1.0, 0.3).get(lane % 4);
    Optional<DensityKind> density =
        gamma > 0 ? Optional.of(densities.get(lane / 2 % densities.size())) : Optional.empty();
    return new Hyperparameters(
        learningRate, new TargetBlend(scheme.target(), gamma, density, scheme.excludesIntrusion()));
  }

  private static Batch batch(Scheme scheme, Shape shape, int lane) {
    LabeledRows rows = rows(shape, lane);
    AuthorsRandom random = new AuthorsRandom(100 + lane, TrainedSchemes.alpha(scheme, 1));
    BatchRules rules =
        scheme.mixing().isLearned()
            ? new FrozenPolicyRules(
                rows, FrozenPolicy.draw(shape.features(), KeyedRandom.of("policy", "lane=" + lane)))
            : new AuthorsRules(scheme, new FittedDensities(rows, Bandwidth.SCOTT));
    return new Batch(
        new AuthorsMixStream(
            random, scheme.mixing(), shape.rows(), shape.batchSize(), shape.features()),
        rules);
  }

  private static LearnerSetup setup(Scheme scheme, Shape shape, int... lanes) {
    int pointsOfPair = scheme.mixing().isLearned() ? FrozenPolicyRules.POINTS_OF_PAIR : 1;
    return new LearnerSetup(
        shape.features(),
        shape.classes(),
        pointsOfPair * Math.min(shape.batchSize(), shape.rows()),
        IntStream.of(lanes).mapToObj(lane -> candidate(scheme, lane)).toList(),
        () -> new Adam(1e-4),
        List.of(Phase.of(EPOCHS)),
        position -> KeyedRandom.of("start", "lane=" + lanes[position]));
  }

  private static TrainedFits sideBySide(Scheme scheme, Shape shape, int... lanes) {
    List<Batch> batches = new ArrayList<>();
    for (int lane : lanes) {
      batches.add(batch(scheme, shape, lane));
    }
    return trained(new OwnStreamLanes(setup(scheme, shape, lanes)), batches);
  }

  /** Returns the same fit alone, by the learner of candidates that share their batches. */
  private static TrainedFits byThePlainLoop(Scheme scheme, Shape shape, int lane) {
    return trained(
        new SoftmaxRegressionLanes(setup(scheme, shape, lane)),
        List.of(batch(scheme, shape, lane)));
  }

  private static TrainedFits trained(Learner learner, List<Batch> batches) {
    TrainingLoop.run(learner, batches);
    return new TrainedFits(learner, batches);
  }

  private static double[] parameters(TrainedFits fits, int fit) {
    return fits.learner().classifier(fit).parameters();
  }

  private static void assertThatEachIsTheFitOfThePlainLoop(
      TrainedFits together, Scheme scheme, Shape shape, int... lanes) {
    assertThat(together.learner().candidates()).isEqualTo(lanes.length);
    for (int f = 0; f < lanes.length; f++) {
      TrainedFits expected = byThePlainLoop(scheme, shape, lanes[f]);
      assertThat(parameters(together, f)).as("lane " + lanes[f]).isEqualTo(parameters(expected, 0));
      assertThat(together.intrusionRate(f))
          .as("lane " + lanes[f])
          .isEqualTo(expected.intrusionRate(0));
      assertThat(together.intrusionRate(f).isPresent()).isEqualTo(scheme.excludesIntrusion());
    }
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void fitHasTheBitsOfThePlainLoopAloneAndAmongFifteenOthers(Scheme scheme) {
    int[] all = IntStream.range(0, OwnStreamLanes.LANES).toArray();
    assertThat(all).hasSize(16);

    TrainedFits together = sideBySide(scheme, UNEVEN, all);

    assertThatEachIsTheFitOfThePlainLoop(together, scheme, UNEVEN, all);
    TrainedFits alone = sideBySide(scheme, UNEVEN, 11);
    assertThat(parameters(alone, 0)).isEqualTo(parameters(together, 11));
    assertThat(alone.intrusionRate(0)).isEqualTo(together.intrusionRate(11));
    assertThat(parameters(alone, 0)).isNotEqualTo(parameters(together, 10));
  }

  static List<Arguments> schemesAndShapes() {
    List<Shape> shapes =
        List.of(
            // One batch; two classes, between which nothing intrudes.
            new Shape(20, 7, 2, 32),
            // A last batch of one row.
            new Shape(33, 2, 4, 8),
            // More features and classes than the width of a vector.
            new Shape(40, 19, 18, 20));
    return TrainedSchemes.all()
        .flatMap(scheme -> shapes.stream().map(shape -> Arguments.of(scheme, shape)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("schemesAndShapes")
  void fitHasTheBitsOfThePlainLoopAmongSeveralInOtherShapes(Scheme scheme, Shape shape) {
    int[] lanes = {4, 1, 7, 2};

    TrainedFits together = sideBySide(scheme, shape, lanes);

    assertThatEachIsTheFitOfThePlainLoop(together, scheme, shape, lanes);
  }

  @ParameterizedTest
  @MethodSource("org.genlabel.train.TrainedSchemes#all")
  void fitDoesNotDependOnItsPlaceAmongTheOthers(Scheme scheme) {
    TrainedFits oneWay = sideBySide(scheme, UNEVEN, 5, 8, 3);
    TrainedFits otherWay = sideBySide(scheme, UNEVEN, 3, 13, 8, 5);

    assertThat(parameters(otherWay, 3)).isEqualTo(parameters(oneWay, 0));
    assertThat(parameters(otherWay, 2)).isEqualTo(parameters(oneWay, 1));
    assertThat(parameters(otherWay, 0)).isEqualTo(parameters(oneWay, 2));
  }

  /**
   * The mix of rows 0 and 1 with lambda = 1/2 coincides with row 2 of another class, so that all
   * points of the batch intrude.
   */
  @Test
  void batchWithoutPointsIsAStepWithoutGradient() {
    LabeledRows rows =
        new LabeledRows(
            new double[][] {{0, 0, 0, 0}, {8, 0, 0, 0}, {4, 0, 0, 0}}, new int[] {0, 1, 2}, 3);
    Hyperparameters candidate =
        new Hyperparameters(
            0.1, new TargetBlend(Scheme.MIXUP_EXCLUDE_MI.target(), 0, Optional.empty(), true));
    LearnerSetup setup =
        new LearnerSetup(
            4,
            3,
            2,
            List.of(candidate),
            () -> new Adam(1e-4),
            List.of(Phase.of(3)),
            fit -> KeyedRandom.of("start"));

    TrainedFits plain = trained(new SoftmaxRegressionLanes(setup), List.of(withAnEmptyBatch(rows)));
    TrainedFits inALane = trained(new OwnStreamLanes(setup), List.of(withAnEmptyBatch(rows)));

    assertThat(parameters(inALane, 0)).isEqualTo(parameters(plain, 0));
    // Two of nine points intrude, in the batch of epoch 1 that is then empty.
    assertThat(inALane.intrusionRate(0)).isEqualTo(plain.intrusionRate(0)).hasValue(2 / 9.0);
  }

  private static Batch withAnEmptyBatch(LabeledRows rows) {
    double[] lambdas = {0.9, 0.5, 0.5, 0.5, 0.9, 0.5};
    int[][] partners = {{1, 0}, {0}, {1, 0}, {0}, {1, 0}, {0}};
    return new Batch(
        new ReplayedMixStream(3, 2, lambdas, partners),
        new AuthorsRules(Scheme.MIXUP_EXCLUDE_MI, new FittedDensities(rows, Bandwidth.SCOTT)));
  }

  @Test
  void stopsWhenTheThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> sideBySide(Scheme.MIXUP, UNEVEN, 0))
        .withMessageContaining("interrupted");
    assertThat(Thread.currentThread().isInterrupted())
        .as("still interrupted, for the caller")
        .isTrue();
  }
}

package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Target;
import org.genlabel.network.Adam;
import org.genlabel.network.InitialParameters;
import org.genlabel.network.Sgd;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.UniformSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnStreamLanesTest {
  private static final int FEATURES = 3;
  private static final int CLASSES = 3;
  private static final int POINTS = 6;
  private static final int STEPS = 15;

  private static final TargetBlend MIXUP = TargetBlend.of(Target.LINEAR);
  private static final TargetBlend DROPPING =
      new TargetBlend(Target.LINEAR, 0, Optional.empty(), true);

  /** Candidates of all kinds. */
  private static final List<Hyperparameters> CANDIDATES =
      List.of(
          new Hyperparameters(0.1, MIXUP),
          new Hyperparameters(0.05, DROPPING),
          new Hyperparameters(0.1, TargetBlend.of(0.3, DensityKind.KDE)),
          new Hyperparameters(0.02, TargetBlend.of(1, DensityKind.GM)),
          new Hyperparameters(
              0.2, new TargetBlend(Target.LOGISTIC, 0.6, Optional.of(DensityKind.GM), true)));

  private static UniformSource start(int candidate) {
    return KeyedRandom.of("initial weights", "candidate=" + candidate);
  }

  /** Creates lanes with the candidates at the given positions. */
  private static OwnStreamLanes lanes(List<Hyperparameters> candidates, int... numbers) {
    return new OwnStreamLanes(
        new LearnerSetup(
            FEATURES,
            CLASSES,
            POINTS,
            candidates,
            () -> new Adam(1e-4),
            List.of(Phase.of(1)),
            candidate -> start(numbers[candidate])));
  }

  private static double[][] labels(KeyedRandom random) {
    double[][] labels = new double[POINTS][CLASSES];
    for (double[] label : labels) {
      double share = random.nextDouble();
      label[random.nextInt(CLASSES)] += share;
      label[random.nextInt(CLASSES)] += 1 - share;
    }
    return labels;
  }

  /** Draws random points and labels of all kinds; a third of the points intrude. */
  private static GivenBatch batch(int candidate, int step) {
    KeyedRandom random = KeyedRandom.of("batch", "candidate=" + candidate, "step=" + step);
    double[][] x = new double[POINTS][FEATURES];
    for (double[] point : x) {
      Arrays.setAll(point, k -> 4 * random.nextDouble() - 2);
    }
    Set<Integer> intruding =
        IntStream.range(0, POINTS)
            .filter(p -> random.nextInt(3) == 0)
            .boxed()
            .collect(Collectors.toSet());
    return GivenBatch.of(x, labels(random))
        .with(Target.LOGISTIC, labels(random))
        .with(DensityKind.GM, labels(random))
        .with(DensityKind.KDE, labels(random))
        .withIntruding(intruding);
  }

  private static void train(Learner learner, int... numbers) {
    for (int step = 0; step < STEPS; step++) {
      int number = step;
      learner.step(
          IntStream.of(numbers).mapToObj(candidate -> batch(candidate, number).drawn()).toList());
    }
  }

  @Test
  void candidateHasTheBitsOfOneOnItsBatchAlone() {
    int[] numbers = IntStream.range(0, CANDIDATES.size()).toArray();
    OwnStreamLanes together = lanes(CANDIDATES, numbers);
    train(together, numbers);

    assertThat(together.candidates()).isEqualTo(CANDIDATES.size());
    for (int candidate : numbers) {
      int number = candidate;
      SoftmaxRegressionLanes alone =
          new SoftmaxRegressionLanes(
              new LearnerSetup(
                  FEATURES,
                  CLASSES,
                  POINTS,
                  List.of(CANDIDATES.get(candidate)),
                  () -> new Adam(1e-4),
                  List.of(Phase.of(1)),
                  first -> start(number)));
      train(alone, candidate);

      assertThat(together.classifier(candidate).parameters())
          .as("candidate " + candidate)
          .isEqualTo(alone.classifier(0).parameters());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void candidateHasTheSameBitsInAnyLane(int candidate) {
    int[] numbers = IntStream.range(0, CANDIDATES.size()).toArray();
    OwnStreamLanes together = lanes(CANDIDATES, numbers);
    train(together, numbers);
    OwnStreamLanes alone = lanes(List.of(CANDIDATES.get(candidate)), candidate);
    train(alone, candidate);

    assertThat(alone.classifier(0).parameters())
        .isEqualTo(together.classifier(candidate).parameters());
  }

  @Test
  void everyCandidateHasSeparateInitialParameters() {
    OwnStreamLanes learner = lanes(CANDIDATES.subList(0, 2), 0, 1);

    for (int c = 0; c < 2; c++) {
      double[] start = InitialParameters.draw(start(c), FEATURES, CLASSES);
      for (int i = 0; i < start.length; i++) {
        assertThat(learner.classifier(c).parameters()[i]).isEqualTo((float) start[i]);
      }
    }
  }

  @Test
  void predictsForEveryCandidate() {
    int[] numbers = IntStream.range(0, CANDIDATES.size()).toArray();
    OwnStreamLanes learner = lanes(CANDIDATES, numbers);
    train(learner, numbers);
    double[][] x = batch(7, 7).x();

    int[][] predictions = learner.predict(x);

    assertThat(predictions).hasDimensions(CANDIDATES.size(), POINTS);
    for (int candidate : numbers) {
      assertThat(predictions[candidate]).isEqualTo(learner.classifier(candidate).predict(x));
    }
  }

  /**
   * Returns a learner for one feature and two classes, from zero, by gradient descent with learning
   * rate 1.
   */
  private static OwnStreamLanes fromZero(TargetBlend blend, Phase phase) {
    OwnStreamLanes learner =
        new OwnStreamLanes(
            new LearnerSetup(
                1,
                2,
                3,
                List.of(new Hyperparameters(1, blend)),
                () -> new Sgd(0),
                List.of(phase),
                candidate -> bound -> 0));
    learner.begin(phase);
    return learner;
  }

  private static GivenBatch threePoints() {
    return GivenBatch.of(
        new double[][] {{2}, {4}, {-2}}, new double[][] {{1, 0}, {1, 0}, {0.5, 0.5}});
  }

  @Test
  void sumIsDividedByThePointsThatAreLeft() {
    OwnStreamLanes onAll = fromZero(MIXUP, Phase.of(1));
    OwnStreamLanes onKept = fromZero(DROPPING, Phase.of(1));
    GivenBatch batch = threePoints().withIntruding(Set.of(1));

    onAll.step(List.of(batch.drawn()));
    onKept.step(List.of(batch.drawn()));

    // p - y of class 0 is -1/2, -1/2 and 0. A third is rounded to a float.
    assertThat(onAll.classifier(0).parameters())
        .containsExactly(new double[] {1, -1, 1 / 3.0, -1 / 3.0}, within(1e-7));
    // Without the second point, exactly.
    assertThat(onKept.classifier(0).parameters()).containsExactly(0.5, -0.5, 0.25, -0.25);
  }

  @Test
  void pointsOfAPairCountAsOne() {
    OwnStreamLanes learner = fromZero(MIXUP, Phase.of(1));

    learner.step(List.of(threePoints().withPointsOfPair(3).drawn()));

    // The sum of the three; exact.
    assertThat(learner.classifier(0).parameters()).containsExactly(3, -3, 1, -1);
  }

  @Test
  void batchWithoutPointsIsAStepWithoutGradient() {
    OwnStreamLanes learner = fromZero(DROPPING, Phase.of(1));
    GivenBatch batch = threePoints().steppingOnEmptyBatch();
    learner.step(List.of(batch.withIntruding(Set.of(1)).drawn()));

    learner.step(List.of(batch.withIntruding(Set.of(0, 1, 2)).drawn()));

    // The step is 0.9 times the velocity of the first step, in single precision.
    assertThat(learner.classifier(0).parameters())
        .containsExactly(new double[] {0.95, -0.95, 0.475, -0.475}, within(1e-7));
  }

  @Test
  void batchThatTheRulesSkipIsRefused() {
    OwnStreamLanes learner = fromZero(DROPPING, Phase.of(1));
    Batch empty = threePoints().withIntruding(Set.of(0, 1, 2)).drawn();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> learner.step(List.of(empty)))
        .withMessageContaining("cannot skip it");
  }

  @Test
  void learningRateOfAPhaseIsThatOfItsDrops() {
    OwnStreamLanes learner = fromZero(DROPPING, new Phase(1, 1, OptionalDouble.empty()));

    learner.step(List.of(threePoints().withIntruding(Set.of(1)).drawn()));

    // 1/2 and 1/4 divided by 10, in single precision.
    assertThat(learner.classifier(0).parameters())
        .containsExactly(new double[] {0.05, -0.05, 0.025, -0.025}, within(1e-8));
  }

  @Test
  void moreCandidatesThanLanesAreRefused() {
    List<Hyperparameters> all =
        Collections.nCopies(OwnStreamLanes.LANES, new Hyperparameters(0.1, MIXUP));
    List<Hyperparameters> tooMany =
        Collections.nCopies(OwnStreamLanes.LANES + 1, new Hyperparameters(0.1, MIXUP));

    assertThat(lanes(all, new int[all.size()]).candidates()).isEqualTo(16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lanes(tooMany, new int[tooMany.size()]))
        .withMessage("at most 16 candidates can be trained side by side, not 17");
  }

  @Test
  void largestNormOfGradientsIsRefused() {
    Phase phase = new Phase(1, 0, OptionalDouble.of(0.5));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fromZero(MIXUP, phase))
        .withMessage("gradients of candidates side by side cannot be clipped to norm 0.5");
  }
}

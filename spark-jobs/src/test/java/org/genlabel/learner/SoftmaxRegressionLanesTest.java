package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Target;
import org.genlabel.network.Adam;
import org.genlabel.network.InitialParameters;
import org.genlabel.network.Optimizer;
import org.genlabel.network.Sgd;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.UniformSource;
import org.genlabel.reference.DoubleAdam;
import org.genlabel.reference.DoubleSoftmaxLearner;
import org.junit.jupiter.api.Test;

class SoftmaxRegressionLanesTest {
  private static final int FEATURES = 4;
  private static final int CLASSES = 3;
  private static final int POINTS = 6;

  private static final TargetBlend MIXUP = TargetBlend.of(Target.LINEAR);
  private static final TargetBlend DROPPING =
      new TargetBlend(Target.LINEAR, 0, Optional.empty(), true);

  /** Candidates of all kinds, including candidates that drop points. */
  private static final List<Hyperparameters> CANDIDATES =
      List.of(
          new Hyperparameters(0.1, MIXUP),
          new Hyperparameters(0.05, DROPPING),
          new Hyperparameters(0.1, TargetBlend.of(Target.LOGISTIC)),
          new Hyperparameters(0.02, TargetBlend.of(0.3, DensityKind.KDE)),
          new Hyperparameters(0.1, TargetBlend.of(1, DensityKind.GM)),
          new Hyperparameters(
              0.2, new TargetBlend(Target.LOGISTIC, 0.6, Optional.of(DensityKind.GM), true)),
          new Hyperparameters(0.01, MIXUP));

  private static UniformSource start() {
    return KeyedRandom.of("initial weights");
  }

  private static LearnerSetup setup(
      List<Hyperparameters> candidates, Supplier<Optimizer> optimizers, List<Phase> phases) {
    return new LearnerSetup(
        FEATURES, CLASSES, POINTS, candidates, optimizers, phases, candidate -> start());
  }

  private static SoftmaxRegressionLanes lanes(List<Hyperparameters> candidates) {
    return new SoftmaxRegressionLanes(
        setup(candidates, () -> new Adam(1e-4), List.of(Phase.of(1))));
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

  private static double[][] points(KeyedRandom random, int count) {
    double[][] points = new double[count][FEATURES];
    for (double[] point : points) {
      Arrays.setAll(point, k -> 4 * random.nextDouble() - 2);
    }
    return points;
  }

  /** Draws random points and labels of all kinds; a third of the points intrude. */
  private static GivenBatch batch(KeyedRandom random) {
    Set<Integer> intruding =
        IntStream.range(0, POINTS)
            .filter(p -> random.nextInt(3) == 0)
            .boxed()
            .collect(Collectors.toSet());
    return GivenBatch.of(points(random, POINTS), labels(random))
        .with(Target.LOGISTIC, labels(random))
        .with(DensityKind.GM, labels(random))
        .with(DensityKind.KDE, labels(random))
        .withIntruding(intruding);
  }

  private static void train(Learner learner) {
    KeyedRandom random = KeyedRandom.of("batches");
    for (int step = 0; step < 20; step++) {
      learner.step(List.of(batch(random).drawn()));
    }
  }

  private static SoftmaxRegressionLanes trained(List<Hyperparameters> candidates) {
    SoftmaxRegressionLanes learner = lanes(candidates);
    train(learner);
    return learner;
  }

  @Test
  void trainsWhatIsTrainedInDoublePrecisionOneAfterAnother() {
    double[] start = InitialParameters.draw(start(), FEATURES, CLASSES);
    DoubleSoftmaxLearner reference =
        new DoubleSoftmaxLearner(
            FEATURES,
            CLASSES,
            CANDIDATES,
            () -> new DoubleAdam(1e-4),
            1,
            CANDIDATES.stream().map(candidate -> start).toList());
    train(reference);
    SoftmaxRegressionLanes learner = trained(CANDIDATES);

    assertThat(learner.candidates()).isEqualTo(CANDIDATES.size());
    for (int c = 0; c < CANDIDATES.size(); c++) {
      double[] expected = reference.classifier(c).parameters();
      // Twenty steps, each with a rounding error of 6e-8 and another one in the gradient.
      assertThat(learner.classifier(c).parameters())
          .as("candidate " + c)
          .containsExactly(expected, within(1e-5));
      assertThat(expected).isNotEqualTo(start);
    }
    assertThat(new ArrayList<>(reference.rowsOfSteps(1)))
        .as("rows that are left")
        .isNotEqualTo(reference.rowsOfSteps(0));
  }

  @Test
  void candidateHasTheSameBitsAloneAsBesideOthersThatDropPointsAndThatDoNot() {
    SoftmaxRegressionLanes together = trained(CANDIDATES);

    for (int c = 0; c < CANDIDATES.size(); c++) {
      assertThat(together.classifier(c).parameters())
          .as("candidate " + c)
          .isEqualTo(trained(List.of(CANDIDATES.get(c))).classifier(0).parameters());
    }
  }

  @Test
  void predictionsInOnePassAreThoseOfEveryClassifier() {
    SoftmaxRegressionLanes learner = trained(CANDIDATES);
    double[][] x = points(KeyedRandom.of("test points"), 150);

    int[][] predictions = learner.predict(x);

    assertThat(predictions).hasDimensions(CANDIDATES.size(), 150);
    for (int c = 0; c < CANDIDATES.size(); c++) {
      assertThat(predictions[c]).as("candidate " + c).isEqualTo(learner.classifier(c).predict(x));
    }
    assertThat(predictions[1]).isNotEqualTo(predictions[0]);
  }

  @Test
  void candidatesHaveTheInitialParametersOfTheFirst() {
    SoftmaxRegressionLanes learner = lanes(CANDIDATES);
    double[] start = InitialParameters.draw(start(), FEATURES, CLASSES);

    for (int c = 0; c < CANDIDATES.size(); c++) {
      for (int i = 0; i < start.length; i++) {
        assertThat(learner.classifier(c).parameters()[i]).isEqualTo((float) start[i]);
      }
    }
  }

  @Test
  void emptyBatchIsSkipped() {
    List<Hyperparameters> candidates =
        List.of(new Hyperparameters(0.1, MIXUP), new Hyperparameters(0.1, DROPPING));
    SoftmaxRegressionLanes learner = trained(candidates);
    double[] onAll = learner.classifier(0).parameters();
    double[] onKept = learner.classifier(1).parameters();
    GivenBatch empty = batch(KeyedRandom.of("batch")).withIntruding(Set.of(0, 1, 2, 3, 4, 5));

    learner.step(List.of(empty.drawn()));

    assertThat(learner.classifier(0).parameters()).isNotEqualTo(onAll);
    assertThat(learner.classifier(1).parameters()).isEqualTo(onKept);
  }

  @Test
  void emptyBatchIsAStepWithoutGradientIfTheRulesSaySo() {
    List<Hyperparameters> candidates = List.of(new Hyperparameters(0.125, DROPPING));
    SoftmaxRegressionLanes learner =
        new SoftmaxRegressionLanes(setup(candidates, () -> new Sgd(0), List.of(Phase.of(1))));
    double[] start = learner.classifier(0).parameters();
    GivenBatch batch = batch(KeyedRandom.of("batch"));
    learner.step(List.of(batch.withIntruding(Set.of()).drawn()));
    double[] afterOne = learner.classifier(0).parameters();

    learner.step(
        List.of(batch.withIntruding(Set.of(0, 1, 2, 3, 4, 5)).steppingOnEmptyBatch().drawn()));

    double[] afterTwo = learner.classifier(0).parameters();
    assertThat(afterOne).isNotEqualTo(start);
    for (int i = 0; i < start.length; i++) {
      // The step is 0.9 times the velocity of the first step; numbers near 1/2 in single precision.
      assertThat(afterTwo[i] - afterOne[i]).isCloseTo(0.9 * (afterOne[i] - start[i]), within(2e-7));
    }
  }

  @Test
  void learningRatesOfAPhaseAreThoseOfItsDrops() {
    Hyperparameters slow = new Hyperparameters(0.01, MIXUP);
    Hyperparameters fast = new Hyperparameters(0.1, MIXUP);
    SoftmaxRegressionLanes alone = trained(List.of(slow));
    SoftmaxRegressionLanes dropped = lanes(List.of(fast));

    dropped.begin(new Phase(1, 1, OptionalDouble.empty()));
    train(dropped);

    // 0.1 divided by 10 is 0.01.
    assertThat(dropped.classifier(0).parameters()).isEqualTo(alone.classifier(0).parameters());
  }

  @Test
  void phasesAreThoseOfTheSetup() {
    List<Phase> phases = List.of(Phase.of(3), new Phase(2, 1, OptionalDouble.empty()));

    assertThat(new SoftmaxRegressionLanes(setup(CANDIDATES, () -> new Sgd(0), phases)).phases())
        .isEqualTo(phases);
  }

  @Test
  void largestNormOfGradientsIsRefused() {
    List<Phase> phases = List.of(Phase.of(1), new Phase(1, 0, OptionalDouble.of(5)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SoftmaxRegressionLanes(setup(CANDIDATES, () -> new Sgd(0), phases)))
        .withMessage("gradients of candidates side by side cannot be clipped to norm 5.0");
  }
}

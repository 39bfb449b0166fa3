package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Target;
import org.genlabel.network.Adam;
import org.genlabel.network.NetworkClassifier;
import org.genlabel.network.Optimizer;
import org.genlabel.network.Sgd;
import org.genlabel.random.KeyedRandom;
import org.genlabel.reference.DenseNetwork;
import org.genlabel.reference.DoubleAdam;
import org.genlabel.reference.DoubleOptimizer;
import org.genlabel.reference.DoubleSgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkLearnerTest {
  private static final double LEARNING_RATE = 0.125;
  private static final int CAPACITY = 8;
  private static final int COUNT = 5;

  private static final TargetBlend MIXUP = TargetBlend.of(Target.LINEAR);
  private static final TargetBlend DROPPING =
      new TargetBlend(Target.LINEAR, 0, Optional.empty(), true);

  /**
   * Returns layer widths, from the input on: without and with hidden layers, around the vector
   * width.
   */
  static List<int[]> architectures() {
    return List.of(
        new int[] {3, 2},
        new int[] {2, 7, 3},
        new int[] {3, 16, 17, 5},
        new int[] {2, 64, 32, 32, 32, 2});
  }

  private static NetworkLearner learner(
      Supplier<Optimizer> optimizers, List<Hyperparameters> candidates, int... sizes) {
    return new NetworkLearner(
        new LearnerSetup(
            sizes[0],
            sizes[sizes.length - 1],
            CAPACITY,
            candidates,
            optimizers,
            List.of(Phase.of(1)),
            candidate -> KeyedRandom.of("initial weights")),
        IntStream.of(Arrays.copyOfRange(sizes, 1, sizes.length - 1)).boxed().toList());
  }

  private static NetworkLearner learner(TargetBlend blend, int... sizes) {
    return learner(() -> new Sgd(0), List.of(new Hyperparameters(LEARNING_RATE, blend)), sizes);
  }

  /** Returns a learner in a phase that clips gradients. */
  private static NetworkLearner clipping(double largestNorm, int... sizes) {
    NetworkLearner learner = learner(MIXUP, sizes);
    learner.begin(new Phase(1, 0, OptionalDouble.of(largestNorm)));
    return learner;
  }

  private static DenseNetwork reference(DoubleOptimizer optimizer, int... sizes) {
    DenseNetwork network = new DenseNetwork(optimizer, LEARNING_RATE, sizes);
    // In double precision from the same, rounded parameters.
    KeyedRandom random = KeyedRandom.of("initial weights");
    network.initialize(bound -> (float) random.uniform(bound));
    return network;
  }

  /** Returns COUNT points, whose features are floats. */
  private static double[][] points(int features) {
    KeyedRandom random = KeyedRandom.of("points");
    double[][] points = new double[COUNT][features];
    for (double[] point : points) {
      Arrays.setAll(point, k -> (float) (4 * random.nextDouble() - 2));
    }
    return points;
  }

  /** Returns soft labels of COUNT points. */
  private static double[][] targets(int classes) {
    KeyedRandom random = KeyedRandom.of("targets");
    double[][] targets = new double[COUNT][];
    for (int r = 0; r < COUNT; r++) {
      double[] weights = DoubleStream.generate(random::nextDouble).limit(classes).toArray();
      double sum = DoubleStream.of(weights).sum();
      targets[r] = DoubleStream.of(weights).map(weight -> weight / sum).toArray();
    }
    return targets;
  }

  private static GivenBatch batch(int... sizes) {
    return GivenBatch.of(points(sizes[0]), targets(sizes[sizes.length - 1]));
  }

  private static void step(Learner learner, GivenBatch batch) {
    learner.step(List.of(batch.drawn()));
  }

  private static double[] parameters(Learner learner) {
    return learner.classifier(0).parameters();
  }

  private static double[] softmax(double[] scores) {
    double largest = DoubleStream.of(scores).max().orElseThrow();
    double[] powers = DoubleStream.of(scores).map(s -> Math.exp(s - largest)).toArray();
    double sum = DoubleStream.of(powers).sum();
    return DoubleStream.of(powers).map(power -> power / sum).toArray();
  }

  /** Takes a step of the network in double precision, point by point. */
  private static void step(DenseNetwork network, double[][] x, double[][] targets) {
    for (int r = 0; r < x.length; r++) {
      double[] gradient = softmax(network.forward(x[r]));
      for (int c = 0; c < gradient.length; c++) {
        gradient[c] -= targets[r][c];
      }
      network.backward(gradient);
    }
    network.step(x.length);
  }

  private static double norm(double[] after, double[] before) {
    double squares = 0;
    for (int i = 0; i < after.length; i++) {
      squares += (after[i] - before[i]) * (after[i] - before[i]);
    }
    return Math.sqrt(squares);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void trainsAsTheNetworkInDoublePrecision(int[] sizes) {
    assertTrainsAs(reference(new DoubleSgd(0), sizes), () -> new Sgd(0), sizes);
    assertTrainsAs(reference(new DoubleAdam(1e-4), sizes), () -> new Adam(1e-4), sizes);
  }

  private static void assertTrainsAs(
      DenseNetwork reference, Supplier<Optimizer> optimizers, int... sizes) {
    NetworkLearner learner =
        learner(optimizers, List.of(new Hyperparameters(LEARNING_RATE, MIXUP)), sizes);
    GivenBatch batch = batch(sizes);
    assertThat(parameters(learner)).isEqualTo(reference.parameters());
    for (int s = 0; s < 3; s++) {
      step(learner, batch);
      step(reference, batch.x(), targets(sizes[sizes.length - 1]));
    }
    // Sums of up to 64 products near 1 in single precision, a few layers and steps deep.
    assertThat(parameters(learner)).containsExactly(reference.parameters(), within(1e-5));
  }

  @Test
  void stepIsTheMeanGradientOfCrossEntropy() {
    NetworkLearner learner = learner(MIXUP, 2, 7, 3);
    double[] start = parameters(learner);
    step(learner, batch(2, 7, 3));
    double[] end = parameters(learner);

    for (int i = 0; i < start.length; i++) {
      double difference = loss(start, i, 1e-5) - loss(start, i, -1e-5);
      // The gradient is near 0.1, in single precision.
      assertThat((start[i] - end[i]) / LEARNING_RATE)
          .as("parameter " + i)
          .isCloseTo(difference / 2e-5, within(1e-6));
    }
  }

  /**
   * Returns the mean cross-entropy of a network 2-7-3 with one parameter changed, in double
   * precision.
   */
  private static double loss(double[] parameters, int moved, double by) {
    double[] values = parameters.clone();
    values[moved] += by;
    int[] next = {0};
    DenseNetwork network = new DenseNetwork(new DoubleSgd(0), 1, 2, 7, 3);
    network.initialize(bound -> values[next[0]++]);
    double[][] x = points(2);
    double[][] targets = targets(3);
    double loss = 0;
    for (int r = 0; r < COUNT; r++) {
      double[] probabilities = softmax(network.forward(x[r]));
      for (int c = 0; c < 3; c++) {
        loss -= targets[r][c] * Math.log(probabilities[c]) / COUNT;
      }
    }
    return loss;
  }

  @Test
  void longGradientsAreCutDownToTheLargestNormAndKeepTheirDirection() {
    int[] sizes = {3, 16, 17, 5};
    NetworkLearner free = learner(MIXUP, sizes);
    double[] start = parameters(free);
    step(free, batch(sizes));
    double length = norm(parameters(free), start) / LEARNING_RATE;

    for (double share : new double[] {0.1, 0.5}) {
      NetworkLearner clipped = clipping(share * length, sizes);
      step(clipped, batch(sizes));
      double[] end = parameters(clipped);

      // torch divides by the norm + 1e-6; parameters near 0.5 are rounded to 3e-8.
      assertThat(norm(end, start) / LEARNING_RATE).isCloseTo(share * length, within(1e-5));
      for (int i = 0; i < end.length; i++) {
        assertThat(end[i] - start[i])
            .isCloseTo(share * (parameters(free)[i] - start[i]), within(1e-6));
      }
    }
  }

  @Test
  void shortGradientsAreLeftAlone() {
    NetworkLearner free = learner(MIXUP, 2, 7, 3);
    NetworkLearner clipped = clipping(1000, 2, 7, 3);
    step(free, batch(2, 7, 3));
    step(clipped, batch(2, 7, 3));

    assertThat(parameters(clipped)).isEqualTo(parameters(free));
  }

  @Test
  void largestNormIsThatOfThePhase() {
    NetworkLearner free = learner(MIXUP, 2, 7, 3);
    NetworkLearner clippedBefore = clipping(1e-3, 2, 7, 3);
    clippedBefore.begin(Phase.of(1));
    step(free, batch(2, 7, 3));
    step(clippedBefore, batch(2, 7, 3));

    assertThat(parameters(clippedBefore)).isEqualTo(parameters(free));
  }

  @Test
  void learningRateOfAPhaseIsThatOfItsDrops() {
    NetworkLearner slow =
        learner(() -> new Sgd(0), List.of(new Hyperparameters(LEARNING_RATE / 10, MIXUP)), 2, 7, 3);
    NetworkLearner dropped = learner(MIXUP, 2, 7, 3);
    dropped.begin(new Phase(1, 1, OptionalDouble.empty()));
    step(slow, batch(2, 7, 3));
    step(dropped, batch(2, 7, 3));

    assertThat(parameters(dropped)).isEqualTo(parameters(slow));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aPointsScoresAndClassDoNotDependOnItsBatch(int[] sizes) {
    NetworkClassifier network = learner(MIXUP, sizes).classifier(0);
    DenseNetwork reference = reference(new DoubleSgd(0), sizes);
    KeyedRandom random = KeyedRandom.of("points");
    // More points than the capacity of the network.
    double[][] x =
        IntStream.range(0, 21)
            .mapToObj(i -> DoubleStream.generate(random::nextDouble).limit(sizes[0]).toArray())
            .toArray(double[][]::new);

    int[] together = network.predict(x);
    for (int i = 0; i < x.length; i++) {
      double[] scores = network.scores(new double[][] {x[i]})[0];
      assertThat(network.predict(new double[][] {x[i]})).containsExactly(together[i]);
      assertThat(scores[together[i]]).isEqualTo(DoubleStream.of(scores).max().orElseThrow());
      // Single precision.
      assertThat(scores).containsExactly(reference.forward(x[i]), within(1e-6));
    }
  }

  @Test
  void targetIsTheGammaMixOfPosteriorAndLabel() {
    GivenBatch batch =
        GivenBatch.of(new double[][] {{2, -1}}, new double[][] {{0.5, 0.5}})
            .with(Target.LOGISTIC, new double[][] {{0.4375, 0.5625}})
            .with(DensityKind.GM, new double[][] {{0.25, 0.75}});
    NetworkLearner blended = learner(TargetBlend.of(0.25, DensityKind.GM), 2, 7, 2);
    NetworkLearner plain = learner(TargetBlend.of(Target.LOGISTIC), 2, 7, 2);
    NetworkLearner other = learner(MIXUP, 2, 7, 2);

    // 1/4 (1/4, 3/4) + 3/4 (1/2, 1/2) = (7/16, 9/16), which is the logistic label: exact.
    step(blended, batch);
    step(plain, batch);
    step(other, batch);

    assertThat(parameters(blended)).isEqualTo(parameters(plain)).isNotEqualTo(parameters(other));
  }

  @Test
  void intrudingPointsAreDroppedByCandidatesThatExcludeThem() {
    double[][] x = points(2);
    double[][] targets = targets(3);
    GivenBatch batch = GivenBatch.of(x, targets).withIntruding(Set.of(1, 3));
    GivenBatch left =
        GivenBatch.of(
            new double[][] {x[0], x[2], x[4]}, new double[][] {targets[0], targets[2], targets[4]});
    NetworkLearner dropping = learner(DROPPING, 2, 7, 3);
    NetworkLearner onAll = learner(MIXUP, 2, 7, 3);
    NetworkLearner onLeft = learner(MIXUP, 2, 7, 3);

    step(dropping, batch);
    step(onAll, batch);
    step(onLeft, left);

    assertThat(parameters(dropping)).isEqualTo(parameters(onLeft)).isNotEqualTo(parameters(onAll));
  }

  @Test
  void emptyBatchIsSkippedOrAStepWithoutGradientByTheRules() {
    NetworkLearner learner = learner(DROPPING, 2, 7, 3);
    double[] start = parameters(learner);
    GivenBatch empty = batch(2, 7, 3).withIntruding(Set.of(0, 1, 2, 3, 4));
    step(learner, batch(2, 7, 3));
    double[] afterOne = parameters(learner);

    step(learner, empty);
    assertThat(parameters(learner)).isEqualTo(afterOne).isNotEqualTo(start);

    step(learner, empty.steppingOnEmptyBatch());
    // The step is 0.9 times the velocity of the first step; numbers near 1/2 in single precision.
    for (int i = 0; i < start.length; i++) {
      assertThat(parameters(learner)[i] - afterOne[i])
          .isCloseTo(0.9 * (afterOne[i] - start[i]), within(2e-7));
    }
  }

  @Test
  void candidateHasTheSameBitsAloneAsBesideOthers() {
    List<Hyperparameters> candidates =
        List.of(
            new Hyperparameters(0.1, MIXUP),
            new Hyperparameters(0.02, DROPPING),
            new Hyperparameters(0.1, TargetBlend.of(0.5, DensityKind.KDE)));
    double[][] posterior = {{1, 0, 0}, {0, 1, 0}, {0.5, 0.5, 0}, {0, 0, 1}, {0, 0.25, 0.75}};
    GivenBatch batch = batch(2, 7, 3).with(DensityKind.KDE, posterior).withIntruding(Set.of(0, 4));
    NetworkLearner together = learner(() -> new Adam(1e-4), candidates, 2, 7, 3);
    for (int s = 0; s < 5; s++) {
      step(together, batch);
    }

    assertThat(together.candidates()).isEqualTo(3);
    for (int c = 0; c < 3; c++) {
      NetworkLearner alone = learner(() -> new Adam(1e-4), List.of(candidates.get(c)), 2, 7, 3);
      for (int s = 0; s < 5; s++) {
        step(alone, batch);
      }
      assertThat(together.classifier(c).parameters())
          .as("candidate " + c)
          .isEqualTo(parameters(alone));
    }
    assertThat(together.classifier(2).parameters())
        .isNotEqualTo(together.classifier(0).parameters());
  }

  @Test
  void everyCandidateHasSeparateInitialParameters() {
    Hyperparameters candidate = new Hyperparameters(LEARNING_RATE, MIXUP);
    NetworkLearner learner =
        new NetworkLearner(
            new LearnerSetup(
                2,
                2,
                CAPACITY,
                List.of(candidate, candidate),
                () -> new Sgd(0),
                List.of(Phase.of(3)),
                number -> bound -> number),
            List.of(3));

    assertThat(learner.classifier(0).parameters()).hasSize(3 * 3 + 2 * 4).containsOnly(0);
    assertThat(learner.classifier(1).parameters()).hasSize(3 * 3 + 2 * 4).containsOnly(1);
    assertThat(learner.phases()).containsExactly(Phase.of(3));
  }
}

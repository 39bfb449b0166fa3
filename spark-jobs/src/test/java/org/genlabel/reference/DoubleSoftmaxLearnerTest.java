package org.genlabel.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.GivenBatch;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.Target;
import org.junit.jupiter.api.Test;

/** Compares steps with results by hand: p - y of two classes at the start, times -1/2. */
class DoubleSoftmaxLearnerTest {
  private static final double[][] X = {{1, 2}, {3, -4}, {0.5, -1}};
  private static final double[][] LABELS = {{1, 0}, {0.25, 0.75}, {0, 1}};

  private static final TargetBlend MIXUP = TargetBlend.of(Target.LINEAR);
  private static final TargetBlend DROPPING =
      new TargetBlend(Target.LINEAR, 0, Optional.empty(), true);

  // Rounding errors of the logarithm of 2, of its exponential, and of sums of a few products.
  private static final double ROUNDING = 1e-15;

  private static DoubleSoftmaxLearner learner(int features, TargetBlend... blends) {
    List<Hyperparameters> candidates =
        Arrays.stream(blends).map(blend -> new Hyperparameters(0.5, blend)).toList();
    return new DoubleSoftmaxLearner(features, 2, candidates, () -> new DoubleSgd(0), 1, null);
  }

  @Test
  void targetIsTheGammaMixOfPosteriorAndLabel() {
    GivenBatch batch =
        GivenBatch.of(new double[][] {{2}}, new double[][] {{0.5, 0.5}})
            .with(Target.LOGISTIC, new double[][] {{0.4375, 0.5625}})
            .with(DensityKind.GM, new double[][] {{0.25, 0.75}});
    DoubleSoftmaxLearner learner =
        learner(1, TargetBlend.of(0.25, DensityKind.GM), TargetBlend.of(Target.LOGISTIC));

    // 1/4 (1/4, 3/4) + 3/4 (1/2, 1/2) = (7/16, 9/16), which is the logistic label.
    learner.step(List.of(batch.drawn()));

    assertThat(learner.candidates()).isEqualTo(2);
    assertThat(learner.classifier(0).parameters()).isEqualTo(learner.classifier(1).parameters());
    assertThat(learner.classifier(0).parameters())
        .containsExactly(new double[] {-0.0625, 0.0625, -0.03125, 0.03125}, within(ROUNDING));
  }

  @Test
  void intrudingPointsAreDroppedByCandidatesThatExcludeThem() {
    DoubleSoftmaxLearner learner = learner(2, MIXUP, DROPPING);

    learner.step(List.of(GivenBatch.of(X, LABELS).withIntruding(Set.of(1)).drawn()));

    // p - y of class 0 is -1/2, 1/4 and 1/2.
    assertThat(learner.classifier(0).parameters()[1])
        .isCloseTo(-0.5 * (-0.5 * 2 + 0.25 * -4 + 0.5 * -1) / 3, within(ROUNDING));
    assertThat(learner.classifier(1).parameters()[1])
        .isCloseTo(-0.5 * (-0.5 * 2 + 0.5 * -1) / 2, within(ROUNDING));
    assertThat(learner.rowsOfSteps(0)).containsExactly(3);
    assertThat(learner.rowsOfSteps(1)).containsExactly(2);
  }

  @Test
  void meanLossOfEveryBatchIsNotedBeforeTheStep() {
    DoubleSoftmaxLearner learner = learner(2, MIXUP);
    GivenBatch batch = GivenBatch.of(X, LABELS);

    learner.step(List.of(batch.drawn()));
    learner.step(List.of(batch.drawn()));

    assertThat(learner.losses(0)).hasSize(2);
    assertThat(learner.losses(0)[0]).isCloseTo(Math.log(2), within(ROUNDING));
    assertThat(learner.losses(0)[1]).isLessThan(learner.losses(0)[0]);
  }

  @Test
  void pointsOfAPairCountAsOne() {
    DoubleSoftmaxLearner learner = learner(2, MIXUP);

    learner.step(List.of(GivenBatch.of(X, LABELS).withPointsOfPair(3).drawn()));

    assertThat(learner.classifier(0).parameters()[1])
        .isCloseTo(-0.5 * (-0.5 * 2 + 0.25 * -4 + 0.5 * -1), within(ROUNDING));
  }

  @Test
  void emptyBatchIsSkippedOrAStepWithoutGradientByTheRules() {
    DoubleSoftmaxLearner learner = learner(2, DROPPING);
    GivenBatch batch = GivenBatch.of(X, LABELS);
    GivenBatch empty = batch.withIntruding(Set.of(0, 1, 2));
    learner.step(List.of(batch.drawn()));
    double[] afterOne = learner.classifier(0).parameters();

    learner.step(List.of(empty.drawn()));
    assertThat(learner.classifier(0).parameters()).isEqualTo(afterOne);

    learner.step(List.of(empty.steppingOnEmptyBatch().drawn()));
    // The step is 0.9 times the velocity of the first step, which began at zero.
    for (int i = 0; i < afterOne.length; i++) {
      assertThat(learner.classifier(0).parameters()[i])
          .isCloseTo(1.9 * afterOne[i], within(ROUNDING));
    }
  }

  @Test
  void candidatesShareABatchOrHaveOneEach() {
    GivenBatch first = GivenBatch.of(new double[][] {{1}}, new double[][] {{1, 0}});
    GivenBatch second = GivenBatch.of(new double[][] {{2}}, new double[][] {{1, 0}});
    DoubleSoftmaxLearner sharing = learner(1, MIXUP, MIXUP);
    DoubleSoftmaxLearner apart = learner(1, MIXUP, MIXUP);

    sharing.step(List.of(first.drawn()));
    apart.step(List.of(first.drawn(), second.drawn()));

    double[] ofFirst = {0.25, -0.25, 0.25, -0.25};
    double[] ofSecond = {0.5, -0.5, 0.25, -0.25};
    assertThat(sharing.classifier(0).parameters()).containsExactly(ofFirst, within(ROUNDING));
    assertThat(sharing.classifier(1).parameters()).containsExactly(ofFirst, within(ROUNDING));
    assertThat(apart.classifier(0).parameters()).containsExactly(ofFirst, within(ROUNDING));
    assertThat(apart.classifier(1).parameters()).containsExactly(ofSecond, within(ROUNDING));
  }
}

package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.lang3.SerializationUtils;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.mixup.Target;
import org.genlabel.network.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelKindTest {
  private static final Shape SHAPE = new Shape(100, 4, 3);

  @Test
  void keysAreThoseOfConfigurationsAndResults() {
    assertThat(ModelKind.SOFTMAX_REGRESSION.key()).isEqualTo("softmax-regression");
    assertThat(Stream.of(ModelKind.values()).map(ModelKind::key)).doesNotHaveDuplicates();
  }

  @Test
  void softmaxRegressionHasAWeightPerFeatureAndABiasForEveryClass() {
    assertThat(ModelKind.SOFTMAX_REGRESSION.parameters(4, 3)).isEqualTo(15);
    // Exceeds the range of int.
    assertThat(ModelKind.SOFTMAX_REGRESSION.parameters(999_999_999, 3)).isEqualTo(3_000_000_000L);
  }

  @Test
  void candidatesOfSoftmaxRegressionShareVectors() {
    WorkUnits one = new WorkUnits();
    WorkUnits sixteen = new WorkUnits();
    ModelKind.SOFTMAX_REGRESSION.addWork(one, SHAPE, 1000, 10, 1);
    ModelKind.SOFTMAX_REGRESSION.addWork(sixteen, SHAPE, 1000, 10, 16);

    // 16 lanes, used or not: 1000 points x 4 features x 3 classes, and so on.
    assertThat(one.asMap())
        .isEqualTo(
            Map.of(
                Work.PRODUCT, 1000 * 4 * 3 * 16.0,
                Work.SOFTMAX, 1000 * 3 * 16.0,
                Work.PARAMETER, 10 * 5 * 3 * 16.0))
        .isEqualTo(sixteen.asMap());
  }

  @Test
  void candidatesOfSoftmaxRegressionWithStreamsOfTheirOwnEachReadTheirRows() {
    WorkUnits units = new WorkUnits();
    ModelKind.SOFTMAX_REGRESSION.addWorkOfOwnStreams(units, SHAPE, 1000, 10, 5);

    assertThat(units.asMap())
        .isEqualTo(
            Map.of(
                Work.LANE_ROW, 1000 * 5.0,
                Work.LANE_VALUE, 1000 * 5 * 7.0,
                Work.LANE_PRODUCT, 1000 * 4 * 3 * 16.0,
                Work.SOFTMAX, 1000 * 3 * 16.0,
                Work.PARAMETER, 10 * 5 * 3 * 16.0));
  }

  @ParameterizedTest
  @EnumSource(ModelKind.class)
  void everyModelCanBeSentToAnExecutorAndCostsSomething(ModelKind model) {
    WorkUnits together = new WorkUnits();
    WorkUnits apart = new WorkUnits();
    model.addWork(together, SHAPE, 1000, 10, 3);
    model.addWorkOfOwnStreams(apart, SHAPE, 1000, 10, 3);

    assertThat(together.asMap().values()).isNotEmpty().allMatch(units -> units > 0);
    assertThat(apart.asMap().values()).isNotEmpty().allMatch(units -> units > 0);
    assertThat(model.parameters(4, 3)).isPositive();
    assertThat(SerializationUtils.clone(model)).isEqualTo(model);
  }

  /**
   * The authors' protocol skips the initial draws of a fit by the reported number of parameters.
   */
  @ParameterizedTest
  @EnumSource(ModelKind.class)
  void modelHasAsManyParametersAsAreDrawnForIt(ModelKind model) {
    int[] drawn = {0};
    LearnerSetup setup =
        new LearnerSetup(
            4,
            3,
            8,
            List.of(new Hyperparameters(0.1, TargetBlend.of(Target.LINEAR))),
            () -> new Sgd(0),
            List.of(Phase.of(1)),
            candidate -> bound -> bound / ++drawn[0]);

    for (Learner learner : List.of(model.onSharedBatches(setup), model.onOwnBatches(setup))) {
      assertThat(learner.classifier(0).parameters()).hasSize((int) model.parameters(4, 3));
    }
    assertThat(drawn[0]).isEqualTo(2 * model.parameters(4, 3));
  }
}

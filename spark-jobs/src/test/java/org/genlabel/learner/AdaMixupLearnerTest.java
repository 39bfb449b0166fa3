package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.Mixing;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.Target;
import org.genlabel.network.Sgd;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;
import org.genlabel.reference.AdaMixup;
import org.genlabel.reference.DoubleSgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaMixupLearnerTest {
  private static final int EPOCHS = 4;
  private static final double LEARNING_RATE = 0.05;
  private static final double WEIGHT_DECAY = 1e-4;

  /** Rules with training rows only, which is all that mixing by a policy needs. */
  private record OnlyRows(LabeledRows rows) implements BatchRules {
    @Override
    public MixingRule mixing() {
      throw new UnsupportedOperationException("a policy mixes");
    }

    @Override
    public LabelingRule label(Target target) {
      throw new UnsupportedOperationException("labels follow from the policy");
    }

    @Override
    public LabelingRule generated(DensityKind density) {
      throw new UnsupportedOperationException("no density has a share");
    }

    @Override
    public ManifoldIntrusion intrusion() {
      throw new UnsupportedOperationException("no point is dropped");
    }

    @Override
    public boolean stepsOnEmptyBatch() {
      return false;
    }
  }

  private static FitKey key(int rows) {
    return new FitKey(1, "rows=" + rows, 0, 0);
  }

  private static LabeledRows rows(int count, int features, int classes) {
    KeyedRandom random = key(count).stream("rows");
    double[][] x = new double[count][features];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % classes;
      for (int k = 0; k < features; k++) {
        x[i][k] = (float) (2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0));
      }
    }
    return new LabeledRows(x, labels, classes);
  }

  private static MixStream stream(LabeledRows rows, int batchSize) {
    return new KeyedMixStream(
        key(rows.count()),
        Mixing.ADAPTIVE,
        OptionalDouble.empty(),
        rows.count(),
        batchSize,
        rows.features());
  }

  private static LearnerSetup setup(
      LabeledRows rows, int batchSize, Phase phase, double... learningRates) {
    return new LearnerSetup(
        rows.features(),
        rows.classes(),
        batchSize,
        Arrays.stream(learningRates)
            .mapToObj(rate -> new Hyperparameters(rate, TargetBlend.of(Target.LINEAR)))
            .toList(),
        // Not Adam, whose first steps are as large for gradients of rounding errors as for others.
        () -> new Sgd(WEIGHT_DECAY),
        List.of(phase),
        candidate -> key(rows.count()).stream("classifier"));
  }

  private static AdaMixupLearner learner(LabeledRows rows, int batchSize, double... learningRates) {
    return new AdaMixupLearner(
        setup(rows, batchSize, Phase.of(EPOCHS), learningRates),
        candidate -> key(rows.count()).stream("others"));
  }

  private static void train(AdaMixupLearner learner, LabeledRows rows, int batchSize) {
    Batch batch = new Batch(stream(rows, batchSize), new OnlyRows(rows));
    for (int step = 0; step < EPOCHS * batch.batchesPerEpoch(); step++) {
      batch.draw();
      learner.step(List.of(batch));
    }
  }

  /**
   * Asserts equality up to single precision: ten thousand parameters near 1, which each of a few
   * steps rounds by 6e-8.
   */
  private static void assertAgree(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    // One by one, because the message for unequal arrays of this length takes minutes.
    for (int j = 0; j < expected.length; j++) {
      assertThat(actual[j]).as("parameter %d", j).isCloseTo(expected[j], within(1e-5));
    }
  }

  /** Includes one feature, a last batch of one row, and more outputs than a vector has elements. */
  @ParameterizedTest
  @CsvSource({"20, 3, 2, 7", "33, 10, 3, 16", "21, 1, 2, 10", "60, 5, 17, 60", "5, 18, 2, 1"})
  void trainsWhatAdaMixupTrainsInDoublePrecision(
      int count, int features, int classes, int batchSize) {
    LabeledRows rows = rows(count, features, classes);
    AdaMixup reference =
        new AdaMixup(features, classes, LEARNING_RATE, () -> new DoubleSgd(WEIGHT_DECAY));
    reference.initialize(key(count).stream("classifier"), key(count).stream("others"));
    double[] start = reference.parameters();
    reference.train(rows.x(), rows.labels(), stream(rows, batchSize), EPOCHS);
    AdaMixupLearner learner = learner(rows, batchSize, LEARNING_RATE);
    train(learner, rows, batchSize);

    double[] expected = reference.parameters();
    assertAgree(learner.parameters(0), expected);
    double moved = 0;
    for (int j = 0; j < expected.length; j++) {
      moved = Math.max(moved, Math.abs(expected[j] - start[j]));
    }
    assertThat(moved).isGreaterThan(0.01);
    assertThat(learner.predict(rows.x())[0])
        .isEqualTo(Arrays.stream(rows.x()).mapToInt(reference::predict).toArray());
  }

  @Test
  void learnsFromTheRowsOfTheBatchWhateverWasLearnedFromBefore() {
    LabeledRows rows = rows(20, 3, 2);
    // The same number of different rows with different labels.
    LabeledRows others =
        new LabeledRows(
            IntStream.range(0, 20)
                .mapToObj(i -> new double[] {i / 16.0, -1, i % 3})
                .toArray(double[][]::new),
            IntStream.range(0, 20).map(i -> i / 10).toArray(),
            2);
    AdaMixup reference = new AdaMixup(3, 2, LEARNING_RATE, () -> new DoubleSgd(WEIGHT_DECAY));
    reference.initialize(key(20).stream("classifier"), key(20).stream("others"));
    reference.train(rows.x(), rows.labels(), stream(rows, 7), EPOCHS);
    double[] afterRows = reference.parameters();
    reference.train(others.x(), others.labels(), stream(others, 7), EPOCHS);
    AdaMixupLearner learner = learner(rows, 7, LEARNING_RATE);

    train(learner, rows, 7);
    train(learner, others, 7);

    assertAgree(learner.parameters(0), reference.parameters());
    assertThat(reference.parameters()).isNotEqualTo(afterRows);
  }

  @Test
  void classifierIsTheFirstOfTheNetworks() {
    LabeledRows rows = rows(20, 3, 2);
    AdaMixupLearner learner = learner(rows, 7, LEARNING_RATE);
    train(learner, rows, 7);

    assertThat(learner.classifier(0).parameters())
        .hasSize(2 * 4)
        .isEqualTo(Arrays.copyOf(learner.parameters(0), 2 * 4));
  }

  @Test
  void candidateHasTheSameBitsAloneAsBesideOthers() {
    LabeledRows rows = rows(33, 10, 3);
    double[] learningRates = {0.1, 0.05, 0.2};
    AdaMixupLearner together = learner(rows, 16, learningRates);
    train(together, rows, 16);

    assertThat(together.candidates()).isEqualTo(3);
    for (int c : IntStream.range(0, 3).toArray()) {
      AdaMixupLearner alone = learner(rows, 16, learningRates[c]);
      train(alone, rows, 16);
      assertThat(together.parameters(c)).as("candidate " + c).isEqualTo(alone.parameters(0));
    }
    assertThat(together.parameters(0)).isNotEqualTo(together.parameters(1));
  }

  @Test
  void learningRateOfAPhaseIsThatOfItsDropsForAllNetworks() {
    LabeledRows rows = rows(20, 3, 2);
    AdaMixupLearner slow = learner(rows, 7, 0.01);
    AdaMixupLearner dropped = learner(rows, 7, 0.1);

    dropped.begin(new Phase(EPOCHS, 1, OptionalDouble.empty()));
    train(slow, rows, 7);
    train(dropped, rows, 7);

    // 0.1 divided by 10 is 0.01.
    assertThat(dropped.parameters(0)).isEqualTo(slow.parameters(0));
  }

  @Test
  void largestNormOfGradientsIsRefused() {
    LabeledRows rows = rows(20, 3, 2);
    Phase phase = new Phase(1, 0, OptionalDouble.of(5));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AdaMixupLearner(
                    setup(rows, 7, phase, LEARNING_RATE), candidate -> key(20).stream("others")))
        .withMessage("gradients of candidates side by side cannot be clipped to norm 5.0");
  }
}

package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.mixup.AuthorsRandom;
import org.genlabel.mixup.Mixing;
import org.genlabel.model.IndependentLanes;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneModel;
import org.genlabel.model.Precision;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits in lanes of their own, whatever lies beside them, are the fits of the plain loop. */
class LaneSweepTest {
  private static final int CLASSES = 3;
  private static final int FEATURES = 4;
  private static final int BATCH = 16;
  private static final double GAMMA = 0.6;

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          12,
          BATCH,
          TrainingSettings.OptimizerKind.ADAM,
          Precision.SINGLE,
          List.of(0.1),
          List.of(GAMMA),
          5,
          1e-4);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  /** Overlapping classes, uneven; as many rows for every lane, and a last batch that is short. */
  private static LabeledRows rows(int lane) {
    KeyedRandom random = KeyedRandom.of("rows", "lane=" + lane);
    double[][] x = new double[43][FEATURES];
    int[] labels = new int[43];
    for (int i = 0; i < 43; i++) {
      labels[i] = i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2;
      int label = labels[i];
      Arrays.setAll(x[i], k -> 2 * random.nextDouble() - 1 + (k == label ? 1 : 0));
    }
    return new LabeledRows(x, labels, CLASSES);
  }

  private static double learningRate(int lane) {
    return 0.1 / (1 + lane % 3);
  }

  private static AuthorsRandom random(Scheme scheme, int lane) {
    return new AuthorsRandom(
        100 + lane, scheme.dependsOnAlpha() ? OptionalDouble.of(1) : OptionalDouble.empty());
  }

  private static AuthorsMixStream stream(Scheme scheme, AuthorsRandom random) {
    return new AuthorsMixStream(random, scheme.mixing(), 43, BATCH);
  }

  private static FitRules rules(Scheme scheme, int lane, AuthorsRandom random) {
    List<DensityKind> density = scheme.labelDensities().stream().limit(1).toList();
    return SchemeRules.authors(scheme, density, rows(lane), random.torch()::permutation);
  }

  private static double gamma(Scheme scheme) {
    return scheme.labelDensities().isEmpty() ? 0 : GAMMA;
  }

  private static LaneSweep.LaneFit lane(Scheme scheme, int lane, MixFeed.Buffers buffers) {
    AuthorsRandom random = random(scheme, lane);
    LaneSweep.Feed feed =
        scheme.mixing() == Mixing.ADAPTIVE
            ? new FrozenAdaMixup(
                rows(lane),
                FrozenPolicy.draw(FEATURES, KeyedRandom.of("policy", "lane=" + lane)),
                stream(scheme, random))
            : new MixFeed(
                stream(scheme, random), rules(scheme, lane, random), gamma(scheme), buffers);
    return new LaneSweep.LaneFit(learningRate(lane), KeyedRandom.of("start", "lane=" + lane), feed);
  }

  private static List<Fit> sideBySide(Scheme scheme, int... lanes) {
    MixFeed.Buffers buffers = new MixFeed.Buffers(BATCH, FEATURES, CLASSES);
    List<LaneSweep.LaneFit> fits = new ArrayList<>();
    for (int lane : lanes) {
      fits.add(lane(scheme, lane, buffers));
    }
    return LaneSweep.train(fits, FEATURES, CLASSES, SETTINGS);
  }

  /** The same fit by the loop of models that share their rows. */
  private static Fit byThePlainLoop(Scheme scheme, int lane) {
    AuthorsRandom random = random(scheme, lane);
    double gamma = gamma(scheme);
    LaneModel model =
        SETTINGS.newModels(
            FEATURES,
            CLASSES,
            List.of(new Lane(learningRate(lane), gamma, 0, gamma == 0 ? Lane.NONE : 1)));
    model.initialize(KeyedRandom.of("start", "lane=" + lane));
    if (scheme.mixing() == Mixing.ADAPTIVE) {
      new FrozenAdaMixup(
              rows(lane),
              FrozenPolicy.draw(FEATURES, KeyedRandom.of("policy", "lane=" + lane)),
              stream(scheme, random))
          .train(model, SETTINGS.epochs());
      return new Fit(model, OptionalDouble.empty());
    }
    OptionalDouble intrusionRate =
        SchemeRules.train(
            model,
            FEATURES,
            CLASSES,
            stream(scheme, random),
            rules(scheme, lane, random),
            SETTINGS.epochs());
    return new Fit(model, intrusionRate);
  }

  @ParameterizedTest
  @EnumSource(value = Scheme.class, mode = EnumSource.Mode.EXCLUDE, names = "GM_CLASSIFIER")
  void fitHasTheBitsOfThePlainLoopAloneAndAmongFifteenOthers(Scheme scheme) {
    List<Fit> together = sideBySide(scheme, IntStream.range(0, IndependentLanes.LANES).toArray());

    assertThat(together).hasSize(IndependentLanes.LANES);
    for (int lane = 0; lane < IndependentLanes.LANES; lane++) {
      Fit expected = byThePlainLoop(scheme, lane);
      Fit actual = together.get(lane);
      assertThat(actual.classifiers().parameters(0))
          .as("lane " + lane)
          .isEqualTo(expected.classifiers().parameters(0));
      assertThat(actual.intrusionRate()).as("lane " + lane).isEqualTo(expected.intrusionRate());
    }
    Fit alone = sideBySide(scheme, 11).get(0);
    assertThat(alone.classifiers().parameters(0))
        .isEqualTo(together.get(11).classifiers().parameters(0));
    assertThat(alone.intrusionRate()).isEqualTo(together.get(11).intrusionRate());
    assertThat(alone.classifiers().parameters(0))
        .isNotEqualTo(together.get(10).classifiers().parameters(0));
  }

  /**
   * Rows 0 and 1 half and half lie on row 2 of another class: both intrude, and nothing is left.
   */
  @Test
  void batchWithoutPointsIsAStepWithoutGradient() {
    double[][] x = {{0, 0, 0, 0}, {8, 0, 0, 0}, {4, 0, 0, 0}};
    LabeledRows rows = new LabeledRows(x, new int[] {0, 1, 2}, CLASSES);
    double[] lambdas = {0.9, 0.5, 0.5, 0.5, 0.9, 0.5};
    int[][] partners = {{1, 0}, {0}, {1, 0}, {0}, {1, 0}, {0}};
    TrainingSettings threeEpochs =
        new TrainingSettings(
            3,
            2,
            TrainingSettings.OptimizerKind.ADAM,
            Precision.SINGLE,
            List.of(0.1),
            List.of(),
            2,
            1e-4);
    FitRules rules = SchemeRules.authors(Scheme.MIXUP_EXCLUDE_MI, List.of(), rows, n -> new int[n]);
    LaneModel model =
        threeEpochs.newModels(FEATURES, CLASSES, List.of(new Lane(0.1, 0, 0, Lane.NONE)));
    model.initialize(KeyedRandom.of("start"));
    OptionalDouble expectedRate =
        SchemeRules.train(
            model, FEATURES, CLASSES, new ReplayedMixStream(3, 2, lambdas, partners), rules, 3);

    MixFeed feed =
        new MixFeed(
            new ReplayedMixStream(3, 2, lambdas, partners),
            rules,
            0,
            new MixFeed.Buffers(2, FEATURES, CLASSES));
    Fit fit =
        LaneSweep.train(
                List.of(new LaneSweep.LaneFit(0.1, KeyedRandom.of("start"), feed)),
                FEATURES,
                CLASSES,
                threeEpochs)
            .get(0);

    assertThat(fit.classifiers().parameters(0)).isEqualTo(model.parameters(0));
    // Two of nine points, in the batch of epoch 1 that is left empty.
    assertThat(fit.intrusionRate()).isEqualTo(expectedRate).hasValue(2 / 9.0);
  }

  @Test
  void stopsWhenTheThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> sideBySide(Scheme.MIXUP, 0))
        .withMessageContaining("interrupted");
    assertThat(Thread.currentThread().isInterrupted())
        .as("still interrupted, for whoever called")
        .isTrue();
  }
}

package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.genlabel.density.Bandwidth;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.FitKey;
import org.genlabel.model.LaneClassifier;
import org.genlabel.model.Precision;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedTrainerTest {
  private static final int CLASSES = 3;
  private static final FitKey KEY = new FitKey(1, "made up", 0, 2);
  private static final List<Double> LEARNING_RATES = List.of(0.1, 0.01, 0.001, 0.0001);
  private static final List<Double> GAMMAS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

  private static TrainingSettings settings(
      Precision precision, TrainingSettings.OptimizerKind optimizer) {
    return new TrainingSettings(15, 16, optimizer, precision, LEARNING_RATES, GAMMAS, 5, 1e-4);
  }

  private static TrainingSettings settings() {
    return settings(Precision.SINGLE, TrainingSettings.OptimizerKind.ADAM);
  }

  /** Fifty rows in three overlapping classes, uneven. */
  private static double[][] rows() {
    KeyedRandom random = KeyedRandom.of("rows");
    int[] labels = labels();
    double[][] x = new double[50][5];
    for (int i = 0; i < 50; i++) {
      for (int k = 0; k < 5; k++) {
        x[i][k] = 2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0);
      }
    }
    return x;
  }

  private static int[] labels() {
    int[] labels = new int[50];
    for (int i = 0; i < 50; i++) {
      labels[i] = i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2;
    }
    return labels;
  }

  private static LaneClassifier fit(
      Scheme scheme, OptionalDouble alpha, TrainingSettings settings, List<Candidate> candidates) {
    return new PairedTrainer(scheme, alpha, settings)
        .fit(rows(), labels(), CLASSES, KEY, candidates)
        .classifiers();
  }

  @ParameterizedTest
  @CsvSource({
    "SINGLE,ADAM,1",
    "SINGLE,ADAM,2",
    "SINGLE,SGD,1",
    "DOUBLE,ADAM,1",
    "DOUBLE,ADAM,2",
    "DOUBLE,SGD,1"
  })
  void genLabelWithGammaZeroIsMixupBitForBit(
      Precision precision, TrainingSettings.OptimizerKind optimizer, double alpha) {
    TrainingSettings settings = settings(precision, optimizer);
    List<Candidate> genLabel = Scheme.GENLABEL_GM.candidates(settings);
    List<Candidate> mixup = Scheme.MIXUP.candidates(settings);
    LaneClassifier genLabelModels =
        fit(Scheme.GENLABEL_GM, OptionalDouble.of(alpha), settings, genLabel);
    LaneClassifier mixupModels = fit(Scheme.MIXUP, OptionalDouble.of(alpha), settings, mixup);

    for (int rate = 0; rate < LEARNING_RATES.size(); rate++) {
      int gammaZero = rate * GAMMAS.size();
      assertThat(genLabel.get(gammaZero).gamma()).hasValue(0);
      assertThat(genLabelModels.parameters(gammaZero))
          .as("learning rate " + LEARNING_RATES.get(rate))
          .isEqualTo(mixupModels.parameters(rate));
      assertThat(genLabelModels.parameters(gammaZero + 1))
          .as("gamma 0.2 is something else")
          .isNotEqualTo(mixupModels.parameters(rate));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 24, 25})
  void bitsOfACandidateDoNotDependOnTheCandidatesBesideIt(int count) {
    List<Candidate> all = new ArrayList<>(Scheme.GENLABEL_GM.candidates(settings()));
    all.add(new Candidate(0.05, OptionalDouble.of(0.5), Optional.of(DensityKind.KDE)));
    List<Candidate> candidates = all.subList(25 - count, 25);
    LaneClassifier together = fit(Scheme.GENLABEL_GM, OptionalDouble.of(1), settings(), candidates);

    for (int lane = 0; lane < count; lane++) {
      LaneClassifier alone =
          fit(Scheme.GENLABEL_GM, OptionalDouble.of(1), settings(), List.of(candidates.get(lane)));
      assertThat(together.parameters(lane))
          .as(candidates.get(lane).toString())
          .isEqualTo(alone.parameters(0));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Scheme.class, mode = EnumSource.Mode.EXCLUDE, names = "GM_CLASSIFIER")
  void fitDependsOnItsKeyAlone(Scheme scheme) {
    OptionalDouble alpha = scheme.dependsOnAlpha() ? OptionalDouble.of(1) : OptionalDouble.empty();
    PairedTrainer trainer = new PairedTrainer(scheme, alpha, settings());
    List<Candidate> candidates = scheme.candidates(settings()).subList(0, 2);

    double[] once =
        trainer.fit(rows(), labels(), CLASSES, KEY, candidates).classifiers().parameters(0);
    double[] again =
        trainer.fit(rows(), labels(), CLASSES, KEY, candidates).classifiers().parameters(0);
    double[] otherFold =
        trainer
            .fit(rows(), labels(), CLASSES, new FitKey(1, "made up", 0, 3), candidates)
            .classifiers()
            .parameters(0);

    assertThat(again).isEqualTo(once);
    assertThat(otherFold).isNotEqualTo(once);
  }

  @Test
  void networksOfAdaMixupDoNotDependOnTheCandidatesBesideThem() {
    List<Candidate> candidates = Scheme.ADAMIXUP.candidates(settings());
    LaneClassifier together = fit(Scheme.ADAMIXUP, OptionalDouble.empty(), settings(), candidates);

    int[] predictions = new int[4];
    int[] prediction = new int[1];
    for (int lane = 0; lane < 4; lane++) {
      LaneClassifier alone =
          fit(Scheme.ADAMIXUP, OptionalDouble.empty(), settings(), List.of(candidates.get(lane)));
      assertThat(together.parameters(lane)).isEqualTo(alone.parameters(0));
      for (double[] row : rows()) {
        together.predict(row, predictions);
        alone.predict(row, prediction);
        assertThat(predictions[lane]).isEqualTo(prediction[0]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Scheme.class, mode = EnumSource.Mode.EXCLUDE, names = "GM_CLASSIFIER")
  void intrusionRateIsMeasuredWhereIntrudersAreDropped(Scheme scheme) {
    OptionalDouble alpha = scheme.dependsOnAlpha() ? OptionalDouble.of(1) : OptionalDouble.empty();
    Fit fit =
        new PairedTrainer(scheme, alpha, settings())
            .fit(rows(), labels(), CLASSES, KEY, scheme.candidates(settings()).subList(0, 1));

    if (scheme.excludesIntrusion()) {
      // The three clouds overlap: some points intrude, most do not.
      assertThat(fit.intrusionRate().orElseThrow()).isBetween(0.02, 0.5);
    } else {
      assertThat(fit.intrusionRate()).isEmpty();
    }
  }

  @Test
  void initialWeightsAreTheSameForEverySchemeAndAlphaOfAFit() {
    // No epochs: what is left is the start.
    TrainingSettings untrained =
        new TrainingSettings(
            0,
            16,
            TrainingSettings.OptimizerKind.ADAM,
            Precision.DOUBLE,
            List.of(0.1),
            List.of(0.0),
            5,
            1e-4);
    double[] vanilla =
        fit(Scheme.VANILLA, OptionalDouble.empty(), untrained, Scheme.VANILLA.candidates(untrained))
            .parameters(0);

    assertThat(Arrays.stream(vanilla).distinct()).hasSize(vanilla.length);
    for (Scheme scheme : Scheme.values()) {
      if (!scheme.isTrained()) {
        continue;
      }
      for (double alpha : new double[] {1, 2}) {
        double[] start =
            fit(
                    scheme,
                    scheme.dependsOnAlpha() ? OptionalDouble.of(alpha) : OptionalDouble.empty(),
                    untrained,
                    scheme.candidates(untrained))
                .parameters(0);

        // AdaMixup's other networks come after the classifier.
        assertThat(Arrays.copyOf(start, vanilla.length)).as(scheme.word()).isEqualTo(vanilla);
      }
    }
  }

  @Test
  void bandwidthChangesWhatKernelDensitiesLabelAndNothingElse() {
    TrainingSettings scott = settings();
    TrainingSettings fixed =
        new TrainingSettings(
            15,
            16,
            TrainingSettings.OptimizerKind.ADAM,
            Precision.SINGLE,
            LEARNING_RATES,
            GAMMAS,
            5,
            1e-4,
            new Bandwidth(0.2));
    for (Scheme scheme : List.of(Scheme.MIXUP, Scheme.GENLABEL_GM, Scheme.GENLABEL_KDE)) {
      List<Candidate> candidates = scheme.candidates(scott);
      // The last candidate's gamma is 1.
      double[] byScott =
          fit(scheme, OptionalDouble.of(1), scott, candidates).parameters(candidates.size() - 1);
      double[] byFixed =
          fit(scheme, OptionalDouble.of(1), fixed, candidates).parameters(candidates.size() - 1);

      assertThat(Arrays.equals(byFixed, byScott))
          .as(scheme.word())
          .isEqualTo(scheme != Scheme.GENLABEL_KDE);
    }
  }

  @Test
  void classWithoutRowsInAFoldIsTrainedAround() {
    int[] withoutClassOne = new int[50];
    for (int i = 0; i < 50; i++) {
      withoutClassOne[i] = i % 2 * 2;
    }
    LaneClassifier models =
        new PairedTrainer(Scheme.GENLABEL_GM, OptionalDouble.of(1), settings())
            .fit(rows(), withoutClassOne, CLASSES, KEY, Scheme.GENLABEL_GM.candidates(settings()))
            .classifiers();

    for (int lane = 0; lane < 24; lane++) {
      assertThat(Arrays.stream(models.parameters(lane))).allMatch(Double::isFinite);
    }
  }

  @Test
  void schemeThatMixesNeedsAnAlphaAndTheOthersHaveNone() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new PairedTrainer(Scheme.MIXUP, OptionalDouble.empty(), settings()))
        .withMessageContaining("mixup");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new PairedTrainer(Scheme.VANILLA, OptionalDouble.of(1), settings()))
        .withMessageContaining("vanilla");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> new PairedTrainer(Scheme.GM_CLASSIFIER, OptionalDouble.empty(), settings()))
        .withMessageContaining("gm-classifier");
  }
}

package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Target;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetBlendTest {
  private static final TargetBlend MIXUP = TargetBlend.of(Target.LINEAR);

  @ParameterizedTest
  @EnumSource(DensityKind.class)
  void genLabelWithGammaZeroIsMixup(DensityKind density) {
    for (double zero : new double[] {0, -0.0}) {
      TargetBlend blend = TargetBlend.of(zero, density);

      assertThat(blend).isEqualTo(MIXUP).hasSameHashCodeAs(MIXUP);
      assertThat(blend.density()).isEmpty();
    }
  }

  @Test
  void blendsThatTrainTheSameAreEqual() {
    TargetBlend blend = new TargetBlend(Target.LINEAR, 0.25, Optional.of(DensityKind.GM), false);

    assertThat(TargetBlend.of(0.25, DensityKind.GM)).isEqualTo(blend).hasSameHashCodeAs(blend);
    assertThat(TargetBlend.of(Target.LOGISTIC))
        .isEqualTo(new TargetBlend(Target.LOGISTIC, 0, Optional.of(DensityKind.KDE), false));
    assertThat(Set.of(MIXUP)).contains(TargetBlend.of(0, DensityKind.NN));
  }

  @Test
  void blendsThatTrainSomethingElseAreNot() {
    TargetBlend blend = TargetBlend.of(0.25, DensityKind.GM);

    assertThat(blend)
        .isNotEqualTo(MIXUP)
        .isNotEqualTo(TargetBlend.of(0.5, DensityKind.GM))
        .isNotEqualTo(TargetBlend.of(0.25, DensityKind.KDE))
        .isNotEqualTo(new TargetBlend(Target.LOGISTIC, 0.25, Optional.of(DensityKind.GM), false))
        .isNotEqualTo(new TargetBlend(Target.LINEAR, 0.25, Optional.of(DensityKind.GM), true));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY, -Double.MIN_VALUE})
  void gammaOutsideTheUnitIntervalIsRefused(double gamma) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TargetBlend.of(gamma, DensityKind.GM))
        .withMessage("gamma must be in [0, 1], not " + gamma);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, Double.MIN_VALUE})
  void positiveGammaWithoutADensityIsRefused(double gamma) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TargetBlend(Target.LINEAR, gamma, Optional.empty(), false))
        .withMessage("gamma = " + gamma + " needs a density");
  }

  @Test
  void blendIsTheWeightedSumInEitherPrecision() {
    KeyedRandom random = KeyedRandom.of("labels");
    for (int draw = 0; draw < 100; draw++) {
      double gamma = 1 - random.nextDouble();
      TargetBlend blend = TargetBlend.of(gamma, DensityKind.GM);
      double generated = random.nextDouble();
      double mixture = random.nextDouble();

      // Bit for bit, because different rounding changes the result of training.
      assertThat(blend.blend(generated, mixture))
          .isEqualTo(gamma * generated + (1 - gamma) * mixture);
      assertThat(blend.blend((float) generated, (float) mixture))
          .isEqualTo(
              Math.fma((float) gamma, (float) generated, (float) (1 - gamma) * (float) mixture));
    }
  }

  @Test
  void targetWithOneLabelIsThatLabel() {
    assertThat(MIXUP.blend(0.125, 0.7)).isEqualTo(0.7);
    assertThat(MIXUP.blend(0.125f, 0.7f)).isEqualTo(0.7f);
    assertThat(TargetBlend.of(1, DensityKind.KDE).blend(0.125, 0.7)).isEqualTo(0.125);
    assertThat(TargetBlend.of(1, DensityKind.KDE).blend(0.125f, 0.7f)).isEqualTo(0.125f);
  }
}

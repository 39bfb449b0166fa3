package org.genlabel.learner;

import java.util.Optional;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Target;

/**
 * The target that a candidate learns: gamma y_gen + (1 - gamma) y_mix, and from which points.
 * Cross-entropy is linear in the target, so its loss is the gamma-weighted sum of the two losses
 * (docs/method.md, Sec. 3; paper Sec. 4).
 *
 * <p>Blends are equal when they train the same thing: where gamma is 0 the density has no share and
 * is left out, so that GenLabel with gamma = 0 is mixup.
 *
 * @param target what labels y_mix
 * @param gamma weight of y_gen, in [0, 1]
 * @param density whose posterior is y_gen; present exactly where gamma is above 0
 * @param excludesIntrusion whether points that intrude on a third class are dropped
 */
public record TargetBlend(
    Target target, double gamma, Optional<DensityKind> density, boolean excludesIntrusion) {
  /**
   * @throws IllegalArgumentException if gamma is not in [0, 1], or above 0 without a density
   */
  public TargetBlend {
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma must be in [0, 1], not " + gamma);
    }
    if (gamma == 0) {
      gamma = 0;
      density = Optional.empty();
    } else if (density.isEmpty()) {
      throw new IllegalArgumentException("gamma = " + gamma + " needs a density");
    }
  }

  /** The target y_mix, on all points. */
  public static TargetBlend of(Target target) {
    return new TargetBlend(target, 0, Optional.empty(), false);
  }

  /** The target gamma y_gen + (1 - gamma) y_mix with mixup's own label, on all points. */
  public static TargetBlend of(double gamma, DensityKind density) {
    return new TargetBlend(Target.LINEAR, gamma, Optional.of(density), false);
  }

  /** gamma y_gen + (1 - gamma) y_mix. */
  public double blend(double generated, double mixture) {
    return gamma * generated + (1 - gamma) * mixture;
  }

  /** The same in single precision, rounded as the kernels of candidates side by side round it. */
  float blend(float generated, float mixture) {
    return Math.fma((float) gamma, generated, (float) (1 - gamma) * mixture);
  }
}

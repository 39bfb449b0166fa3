package org.genlabel.learner;

import java.util.Optional;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Target;

/**
 * The target that a candidate learns, gamma y_gen + (1 - gamma) y_mix, and the points that it
 * learns from. Cross-entropy is linear in the target, so its loss is the gamma-weighted sum of the
 * two losses (docs/method.md, Sec. 3; paper Sec. 4).
 *
 * <p>Blends are equal if they define the same training: if gamma is 0 the density has no share and
 * is left out, so that GenLabel with gamma = 0 equals mixup.
 *
 * @param target rule for y_mix
 * @param gamma weight of y_gen, in [0, 1]
 * @param density whose posterior is y_gen; present if and only if gamma is above 0
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

  /** Returns the target y_mix, on all points. */
  public static TargetBlend of(Target target) {
    return new TargetBlend(target, 0, Optional.empty(), false);
  }

  /** Returns the target gamma y_gen + (1 - gamma) y_mix with mixup's label, on all points. */
  public static TargetBlend of(double gamma, DensityKind density) {
    return new TargetBlend(Target.LINEAR, gamma, Optional.of(density), false);
  }

  /** Returns gamma y_gen + (1 - gamma) y_mix. */
  public double blend(double generated, double mixture) {
    return gamma * generated + (1 - gamma) * mixture;
  }

  /**
   * Returns gamma y_gen + (1 - gamma) y_mix in single precision, rounded as by the kernels that
   * train candidates side by side.
   */
  float blend(float generated, float mixture) {
    return Math.fma((float) gamma, generated, (float) (1 - gamma) * mixture);
  }
}

package org.genlabel.train;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Provides the schemes that train a network, as arguments of parameterised tests. */
public final class TrainedSchemes {
  private TrainedSchemes() {}

  public static Stream<Scheme> all() {
    return Arrays.stream(Scheme.values()).filter(Scheme::isTrained);
  }

  /** Returns the schemes whose mixing is not trained. */
  static Stream<Scheme> notAdaptive() {
    return all().filter(scheme -> !scheme.mixing().isLearned());
  }

  /** Returns an alpha for schemes that depend on it, and empty for others. */
  public static OptionalDouble alpha(Scheme scheme, double alpha) {
    return scheme.dependsOnAlpha() ? OptionalDouble.of(alpha) : OptionalDouble.empty();
  }
}

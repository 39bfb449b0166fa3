package org.genlabel.train;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The schemes that train something: cases of parameterised tests. */
public final class TrainedSchemes {
  private TrainedSchemes() {}

  public static Stream<Scheme> all() {
    return Arrays.stream(Scheme.values()).filter(Scheme::isTrained);
  }

  /** Those whose mixing is not itself trained. */
  static Stream<Scheme> notAdaptive() {
    return all().filter(scheme -> !scheme.mixing().isLearned());
  }

  /** An alpha for the schemes that depend on it. */
  public static OptionalDouble alpha(Scheme scheme, double alpha) {
    return scheme.dependsOnAlpha() ? OptionalDouble.of(alpha) : OptionalDouble.empty();
  }
}

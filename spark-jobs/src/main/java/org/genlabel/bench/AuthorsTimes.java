package org.genlabel.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.genlabel.train.Scheme;

/** Measured wall seconds of the authors' program for one trial of a scheme on a dataset. */
final class AuthorsTimes {
  private static final List<Scheme> SCHEMES =
      List.of(
          Scheme.VANILLA,
          Scheme.MIXUP,
          Scheme.MIXUP_EXCLUDE_MI,
          Scheme.ADAMIXUP,
          Scheme.GENLABEL_GM,
          Scheme.GENLABEL_KDE);

  private static final Map<Integer, double[]> SECONDS =
      Map.of(
          468, new double[] {0.42, 0.59, 2.9, 1.5, 11.9, 6.5},
          446, new double[] {0.72, 0.89, 8.4, 2.1, 9.6, 8.3},
          187, new double[] {0.69, 0.85, 7.4, 2.0, 14.6, 9.2},
          307, new double[] {7.8, 5.2, 96, 11, 101, 86},
          36, new double[] {9.5, 10.6, 460, 24, 193, 757});

  private AuthorsTimes() {}

  /**
   * Returns the seconds of a scheme, empty if it was not measured. The time of genlabel-cv is the
   * sum of those of genlabel-gm and genlabel-kde, since it fits both.
   */
  static OptionalDouble seconds(int dataset, Scheme scheme) {
    double[] seconds = SECONDS.get(dataset);
    if (seconds == null) {
      return OptionalDouble.empty();
    }
    Map<Scheme, Double> byScheme = new EnumMap<>(Scheme.class);
    for (int i = 0; i < seconds.length; i++) {
      byScheme.put(SCHEMES.get(i), seconds[i]);
    }
    byScheme.put(
        Scheme.GENLABEL_CV, byScheme.get(Scheme.GENLABEL_GM) + byScheme.get(Scheme.GENLABEL_KDE));
    Double known = byScheme.get(scheme);
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  /** Returns the schemes that were measured. */
  static List<Scheme> schemes() {
    return SCHEMES;
  }
}

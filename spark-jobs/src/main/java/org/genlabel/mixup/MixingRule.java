package org.genlabel.mixup;

/**
 * Mixes the pairs of a mini-batch to points (docs/method.md, Sec. 4). May keep buffers: not
 * thread-safe.
 */
@FunctionalInterface
public interface MixingRule {
  /**
   * Mixes the pairs of a mini-batch.
   *
   * @param draw pairs and the mixing coefficient
   * @param points overwritten
   */
  void mix(Draw draw, MixedPoints points);

  /** Returns mixup: x_mix = lambda x_i + (1 - lambda) x_j, with one lambda for the batch. */
  static MixingRule mixup(PairMixing pairs) {
    return (draw, points) -> {
      points.begin(draw, draw.lambda());
      for (int p = 0; p < points.count(); p++) {
        pairs.mix(draw.first(p), draw.second(p), draw.lambda(), points.x(), points.stride(), p);
      }
    };
  }
}

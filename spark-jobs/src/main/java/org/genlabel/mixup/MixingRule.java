package org.genlabel.mixup;

/**
 * How the pairs of a mini-batch become points (method Sec. 4). May keep buffers: not thread-safe.
 */
@FunctionalInterface
public interface MixingRule {
  /**
   * Mixes the pairs of a mini-batch.
   *
   * @param batch pairs and the mixing coefficient
   * @param points overwritten
   */
  void mix(MixedBatch batch, MixedPoints points);

  /** Mixup: x_mix = lambda x_i + (1 - lambda) x_j, one lambda for the batch. */
  static MixingRule mixup(PairMixing pairs) {
    return (batch, points) -> {
      points.begin(batch, batch.lambda());
      for (int p = 0; p < points.count(); p++) {
        pairs.mix(batch.first(p), batch.second(p), batch.lambda(), points.x(), points.stride(), p);
      }
    };
  }
}

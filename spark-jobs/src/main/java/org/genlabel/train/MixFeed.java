package org.genlabel.train;

import java.util.OptionalDouble;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.model.IndependentLanes;

/** The rows of a fit that mixes by a rule, labels by rules, and may leave out what intrudes. */
final class MixFeed implements LaneSweep.Feed {
  private static final int LANES = IndependentLanes.LANES;

  private final MixStream stream;
  private final FitRules rules;
  private final float gamma;
  private final float gammaComplement;
  private final Buffers buffers;
  private int divisor;
  private long seen;
  private long kept;

  /** What fits that take turns may share. */
  static final class Buffers {
    private final MixedBatch batch;
    private final MixedPoints points;
    private final double[] mixture;
    private final double[] generative;
    private final boolean[] intrudes;

    Buffers(int capacity, int features, int classes) {
      batch = new MixedBatch(capacity);
      points = new MixedPoints(features, capacity);
      mixture = new double[classes * points.stride()];
      generative = new double[classes * points.stride()];
      intrudes = new boolean[points.stride()];
    }
  }

  /**
   * @param stream at its first batch
   * @param rules the first label is the mixture's; a second, if there is one, GenLabel's
   * @param gamma weight of the second
   */
  MixFeed(MixStream stream, FitRules rules, double gamma, Buffers buffers) {
    this.stream = stream;
    this.rules = rules;
    this.gamma = (float) gamma;
    this.gammaComplement = (float) (1 - gamma);
    this.buffers = buffers;
  }

  @Override
  public int capacity() {
    return stream.largestBatch();
  }

  @Override
  public int batchesPerEpoch() {
    return stream.batchesPerEpoch();
  }

  @Override
  public int next(IndependentLanes lanes, int lane) {
    MixedPoints points = buffers.points;
    stream.next(buffers.batch);
    rules.mixing().mix(buffers.batch, points);
    rules.labels().get(0).label(points, buffers.mixture);
    boolean generates = rules.labels().size() > 1;
    if (generates) {
      rules.labels().get(1).label(points, buffers.generative);
    }
    int rows = points.count();
    writeInputs(lanes.inputs(), points, lane);
    writeTargets(lanes.targets(), generates, lane);
    divisor = writeWeights(lanes.rowWeights(), lane);
    seen += rows;
    kept += divisor;
    divisor = Math.max(1, divisor);
    return rows;
  }

  private static void writeInputs(float[] inputs, MixedPoints points, int lane) {
    int features = points.features();
    double[] x = points.x();
    for (int k = 0; k < features; k++) {
      int from = k * points.stride();
      int to = k * LANES + lane;
      for (int r = 0; r < points.count(); r++) {
        inputs[to] = (float) x[from + r];
        to += features * LANES;
      }
    }
  }

  private void writeTargets(float[] targets, boolean generates, int lane) {
    int stride = buffers.points.stride();
    int classes = buffers.mixture.length / stride;
    for (int c = 0; c < classes; c++) {
      int from = c * stride;
      int to = c * LANES + lane;
      for (int r = 0; r < buffers.points.count(); r++) {
        float mixture = (float) buffers.mixture[from + r];
        targets[to] =
            generates
                ? Math.fma(gamma, (float) buffers.generative[from + r], gammaComplement * mixture)
                : mixture;
        to += classes * LANES;
      }
    }
  }

  private int writeWeights(float[] weights, int lane) {
    int rows = buffers.points.count();
    if (rules.intrusion().isPresent()) {
      rules.intrusion().get().intrudes(buffers.points, buffers.intrudes);
    }
    int keptRows = 0;
    for (int r = 0; r < rows; r++) {
      boolean isKept = rules.intrusion().isEmpty() || !buffers.intrudes[r];
      weights[r * LANES + lane] = isKept ? 1 : 0;
      keptRows += isKept ? 1 : 0;
    }
    return keptRows;
  }

  @Override
  public int divisor() {
    return divisor;
  }

  @Override
  public OptionalDouble intrusionRate() {
    return rules.intrusion().isPresent()
        ? OptionalDouble.of((double) (seen - kept) / seen)
        : OptionalDouble.empty();
  }
}

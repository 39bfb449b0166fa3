package org.genlabel.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.model.LaneModel;

/**
 * The training loop: many candidates of many schemes over one stream of mixed batches. Who is mixed
 * with whom and what the densities say there does not depend on the candidate, so it is worked out
 * once; candidates differ in their targets and steps alone.
 */
final class Sweep {
  /** What learns from all points. */
  private final List<LaneModel> models = new ArrayList<>();

  /** What learns from the points that do not intrude. */
  private final List<LaneModel> excludingModels = new ArrayList<>();

  /** Adds models that learn from all points. */
  Sweep add(LaneModel model) {
    models.add(model);
    return this;
  }

  /** Adds models that learn from the points that do not intrude on a third class. */
  Sweep addExcluding(LaneModel model) {
    excludingModels.add(model);
    return this;
  }

  /**
   * Trains all lanes of the models.
   *
   * @param features d, of a row
   * @param classes K, of a label
   * @param stream at its first batch
   * @param rules what is made of a batch
   * @return the share of points that intruded; empty if no model asks
   * @throws CancellationException if the thread is interrupted
   */
  OptionalDouble train(int features, int classes, MixStream stream, FitRules rules, int epochs) {
    MixedBatch batch = new MixedBatch(stream.largestBatch());
    MixedPoints points = new MixedPoints(features, stream.largestBatch());
    double[][] labels = new double[rules.labels().size()][classes * points.stride()];
    int[] all = IntStream.range(0, stream.largestBatch()).toArray();
    int[] kept = new int[all.length];
    boolean[] intrudes = new boolean[all.length];
    long seen = 0;
    long keptOfSeen = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      checkInterrupt(epoch);
      for (int b = 0; b < stream.batchesPerEpoch(); b++) {
        stream.next(batch);
        rules.mixing().mix(batch, points);
        for (int rule = 0; rule < labels.length; rule++) {
          rules.labels().get(rule).label(points, labels[rule]);
        }
        for (LaneModel model : models) {
          model.addRows(points.x(), points.stride(), all, points.count(), labels);
          model.step(points.count());
        }
        if (!excludingModels.isEmpty()) {
          int count = keep(rules.intrusion().orElseThrow(), points, intrudes, kept);
          stepOnKept(points, labels, kept, count, rules.stepsOnEmptyBatch());
          keptOfSeen += count;
        }
        seen += points.count();
      }
    }
    return excludingModels.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) (seen - keptOfSeen) / seen);
  }

  private static int keep(
      ManifoldIntrusion intrusion, MixedPoints points, boolean[] intrudes, int[] kept) {
    intrusion.intrudes(points, intrudes);
    int count = 0;
    for (int p = 0; p < points.count(); p++) {
      if (!intrudes[p]) {
        kept[count++] = p;
      }
    }
    return count;
  }

  private void stepOnKept(
      MixedPoints points, double[][] labels, int[] kept, int count, boolean stepsOnEmptyBatch) {
    for (LaneModel model : excludingModels) {
      if (count > 0) {
        model.addRows(points.x(), points.stride(), kept, count, labels);
        model.step(count);
      } else if (stepsOnEmptyBatch) {
        model.step(1);
      }
    }
  }

  /** Training is the long part of a task: a cancelled one ends here. */
  static void checkInterrupt(int epoch) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("training was interrupted in epoch " + epoch);
    }
  }
}

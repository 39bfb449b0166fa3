package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.model.IndependentLanes;
import org.genlabel.random.UniformSource;

/**
 * The training loop of fits that each have a stream of their own, as the authors' have: up to
 * {@link IndependentLanes#LANES} of them side by side, of as many rows, features and classes.
 */
final class LaneSweep {
  private LaneSweep() {}

  /** A fit's rows, batch by batch. */
  interface Feed {
    /** The most rows of a batch. */
    int capacity();

    /** How many batches an epoch has; the same for fits side by side. */
    int batchesPerEpoch();

    /**
     * Writes the next batch into a lane: features, targets and weights of its rows.
     *
     * @return how many rows were written, the same for fits side by side
     */
    int next(IndependentLanes lanes, int lane);

    /** What makes the sum over the last batch's rows a mean; positive. */
    int divisor();

    /** The share of the points so far that intruded and were left out; empty if none are. */
    OptionalDouble intrusionRate();
  }

  /**
   * One fit.
   *
   * @param initial where its initial parameters come from, before its first batch
   */
  record LaneFit(double learningRate, UniformSource initial, Feed feed) {}

  /**
   * Trains the fits.
   *
   * @param fits at most {@link IndependentLanes#LANES}
   * @return one fit each, in order
   */
  static List<Fit> train(List<LaneFit> fits, int features, int classes, TrainingSettings settings) {
    Feed shape = fits.get(0).feed();
    IndependentLanes lanes =
        new IndependentLanes(features, classes, shape.capacity(), settings.newOptimizer());
    int[] divisors = new int[IndependentLanes.LANES];
    Arrays.fill(divisors, 1);
    for (int lane = 0; lane < fits.size(); lane++) {
      lanes.initialize(lane, fits.get(lane).learningRate(), fits.get(lane).initial());
    }
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      for (int b = 0; b < shape.batchesPerEpoch(); b++) {
        Sweep.checkInterrupt(epoch);
        int rows = 0;
        for (int lane = 0; lane < fits.size(); lane++) {
          rows = fits.get(lane).feed().next(lanes, lane);
          divisors[lane] = fits.get(lane).feed().divisor();
        }
        lanes.step(rows, divisors);
      }
    }
    List<Fit> trained = new ArrayList<>();
    for (int lane = 0; lane < fits.size(); lane++) {
      trained.add(new Fit(lanes.classifier(lane), fits.get(lane).feed().intrusionRate()));
    }
    return trained;
  }
}

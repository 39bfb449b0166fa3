package org.genlabel.learner;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Draw;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.Target;

/**
 * A repeated batch of given points with given labels. For tests only.
 *
 * @param x [points][features]
 * @param targets labels by target, [points][classes]
 * @param posteriors posteriors by density, [points][classes]
 * @param intruding positions of the points that intrude
 */
public record GivenBatch(
    int classes,
    double[][] x,
    Map<Target, double[][]> targets,
    Map<DensityKind, double[][]> posteriors,
    Set<Integer> intruding,
    int pointsOfPair,
    boolean stepsOnEmptyBatch)
    implements BatchRules, MixStream {
  // Value of the padding, which must not affect any result.
  private static final double PADDING = 7.25;

  /** Returns points with labels by {@link Target#LINEAR}, none of which intrudes. */
  public static GivenBatch of(double[][] x, double[][] labels) {
    return new GivenBatch(
        labels[0].length, x, Map.of(Target.LINEAR, labels), Map.of(), Set.of(), 1, false);
  }

  /** Returns the batch with another target. */
  public GivenBatch with(Target target, double[][] labels) {
    Map<Target, double[][]> all = new EnumMap<>(targets);
    all.put(target, labels);
    return new GivenBatch(classes, x, all, posteriors, intruding, pointsOfPair, stepsOnEmptyBatch);
  }

  /** Returns the batch with the posterior of a density. */
  public GivenBatch with(DensityKind density, double[][] labels) {
    Map<DensityKind, double[][]> all = new EnumMap<>(DensityKind.class);
    all.putAll(posteriors);
    all.put(density, labels);
    return new GivenBatch(classes, x, targets, all, intruding, pointsOfPair, stepsOnEmptyBatch);
  }

  /** Returns the batch with intruding points. */
  public GivenBatch withIntruding(Set<Integer> points) {
    return new GivenBatch(classes, x, targets, posteriors, points, pointsOfPair, stepsOnEmptyBatch);
  }

  /** Returns the batch with several points per pair. */
  public GivenBatch withPointsOfPair(int points) {
    return new GivenBatch(classes, x, targets, posteriors, intruding, points, stepsOnEmptyBatch);
  }

  /** Returns the batch with rules by which a learner takes a step even if all points intrude. */
  public GivenBatch steppingOnEmptyBatch() {
    return new GivenBatch(classes, x, targets, posteriors, intruding, pointsOfPair, true);
  }

  /** Returns the batch after its draw. */
  public Batch drawn() {
    Batch batch = new Batch(this, this);
    batch.draw();
    return batch;
  }

  @Override
  public int batchesPerEpoch() {
    return 1;
  }

  @Override
  public int largestBatch() {
    return x.length / pointsOfPair;
  }

  @Override
  public void next(Draw draw) {
    draw.begin(1);
    for (int pair = 0; pair < largestBatch(); pair++) {
      draw.add(0, 1);
    }
  }

  /** Returns rows that define the number of features and classes only. */
  @Override
  public LabeledRows rows() {
    return new LabeledRows(x, new int[x.length], classes);
  }

  @Override
  public MixingRule mixing() {
    return (draw, points) -> {
      points.beginUnmixed(draw.size() * pointsOfPair);
      Arrays.fill(points.first(), 0);
      Arrays.fill(points.second(), 1);
      write(x, points, points.x());
    };
  }

  private static void write(double[][] values, MixedPoints points, double[] columns) {
    Arrays.fill(columns, PADDING);
    for (int p = 0; p < values.length; p++) {
      for (int k = 0; k < values[p].length; k++) {
        columns[k * points.stride() + p] = values[p][k];
      }
    }
  }

  @Override
  public LabelingRule label(Target target) {
    return (points, labels) -> write(targets.get(target), points, labels);
  }

  @Override
  public LabelingRule generated(DensityKind density) {
    return (points, labels) -> write(posteriors.get(density), points, labels);
  }

  /**
   * Returns the rule by which the parents of every point are of classes 0 and 1, and its nearest
   * row is of class 2 or 0.
   */
  @Override
  public ManifoldIntrusion intrusion() {
    return new ManifoldIntrusion(
        (points, first, second, weight, labels) ->
            Arrays.setAll(labels, p -> intruding.contains(p) ? 2 : 0),
        new int[] {0, 1, 2});
  }
}

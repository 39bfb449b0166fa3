package org.genlabel.learner;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Draw;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.Target;

/**
 * The mini-batches of a fit, one at a time. The stream draws pairs; a learner requests the mixed
 * points, labels and intruding points that it needs. These are computed at the first request and
 * kept until the next draw, so that all candidates share them. Not thread-safe.
 */
public final class Batch {
  private final MixStream stream;
  private final BatchRules rules;
  private final int classes;
  private final Draw draw;
  private final MixedPoints points;
  private final Map<Target, Labels> targets = new EnumMap<>(Target.class);
  private final Map<DensityKind, Labels> generated = new EnumMap<>(DensityKind.class);
  private final boolean[] intrudes;
  private final int[] kept;
  // Null before the first request.
  private MixingRule mixing;
  private ManifoldIntrusion intrusion;
  private boolean isMixed;
  private boolean isKept;
  private int keptCount;
  // Over all batches whose intruding points were requested.
  private long seen;
  private long keptOfSeen;

  /**
   * @param stream at its first batch
   * @param rules rules that make points and labels from its draws
   */
  public Batch(MixStream stream, BatchRules rules) {
    this.stream = stream;
    this.rules = rules;
    this.classes = rules.rows().classes();
    this.draw = new Draw(stream.largestBatch());
    int capacity = rules.pointsOfPair() * stream.largestBatch();
    this.points = new MixedPoints(rules.rows().features(), capacity);
    this.intrudes = new boolean[capacity];
    this.kept = new int[capacity];
  }

  /** A labeling rule, and the labels of the current points. */
  private final class Labels {
    private final LabelingRule rule;
    private final double[] values = new double[classes * points.stride()];
    private boolean isCurrent;

    Labels(LabelingRule rule) {
      this.rule = rule;
    }

    double[] current() {
      if (!isCurrent) {
        rule.label(mixed(), values);
        isCurrent = true;
      }
      return values;
    }
  }

  /** Returns the number of batches of an epoch. */
  public int batchesPerEpoch() {
    return stream.batchesPerEpoch();
  }

  /** Draws the next batch. */
  public void draw() {
    stream.next(draw);
    isMixed = false;
    isKept = false;
    targets.values().forEach(labels -> labels.isCurrent = false);
    generated.values().forEach(labels -> labels.isCurrent = false);
  }

  /** Returns the pairs of the current batch. */
  public Draw drawn() {
    return draw;
  }

  /** Returns the rules that make points and labels from draws. */
  public BatchRules rules() {
    return rules;
  }

  /** Returns x_mix of every pair. */
  public MixedPoints mixed() {
    if (!isMixed) {
      if (mixing == null) {
        mixing = rules.mixing();
      }
      mixing.mix(draw, points);
      isMixed = true;
    }
    return points;
  }

  /** Returns the labels y_mix, without the share of GenLabel, [classes][stride of the points]. */
  public double[] label(Target target) {
    return targets.computeIfAbsent(target, t -> new Labels(rules.label(t))).current();
  }

  /** Returns y_gen = softmax_c(log p_c(x_mix)), [classes][stride of the points]. */
  public double[] generated(DensityKind density) {
    return generated.computeIfAbsent(density, d -> new Labels(rules.generated(d))).current();
  }

  /**
   * Returns the positions of the points that do not intrude, in order; the first {@link
   * #keptCount()} elements are valid.
   */
  public int[] kept() {
    if (!isKept) {
      keep();
      isKept = true;
    }
    return kept;
  }

  /** Returns the number of points that do not intrude. */
  public int keptCount() {
    kept();
    return keptCount;
  }

  private void keep() {
    if (intrusion == null) {
      intrusion = rules.intrusion();
    }
    intrusion.intrudes(mixed(), intrudes);
    keptCount = 0;
    for (int p = 0; p < points.count(); p++) {
      if (!intrudes[p]) {
        kept[keptCount++] = p;
      }
    }
    seen += points.count();
    keptOfSeen += keptCount;
  }

  /**
   * Returns the divisor that turns a sum over some of the points into the mean gradient of a step.
   */
  int divisor(int points) {
    return Math.max(1, points / rules.pointsOfPair());
  }

  /**
   * Returns the share of the points so far that intruded; empty if intruding points were never
   * requested.
   */
  public OptionalDouble intrusionRate() {
    return seen == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) (seen - keptOfSeen) / seen);
  }
}

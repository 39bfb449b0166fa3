package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Learner;
import org.genlabel.learner.Phase;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.network.NetworkClassifier;

/**
 * Replaces a learner: records the rows that candidates of some blends would learn from, without
 * learning. For tests only.
 */
final class RowNotes implements Learner {
  private final List<TargetBlend> blends;
  private final int epochs;
  private final int classes;
  final List<double[]> inputs = new ArrayList<>();
  // [rows][blends][classes]
  final List<double[][]> targets = new ArrayList<>();
  // The number of rows at every step, and the divisor of their gradients.
  final List<Integer> rowsAtStep = new ArrayList<>();
  final List<Integer> meansOver = new ArrayList<>();

  /**
   * @param blends blends that learn from the same rows
   */
  RowNotes(int epochs, int classes, TargetBlend... blends) {
    this.epochs = epochs;
    this.classes = classes;
    this.blends = List.of(blends);
  }

  @Override
  public int candidates() {
    return blends.size();
  }

  @Override
  public List<Phase> phases() {
    return List.of(Phase.of(epochs));
  }

  @Override
  public void begin(Phase phase) {}

  @Override
  public void step(List<Batch> batches) {
    Batch batch = batches.get(0);
    MixedPoints points = batch.mixed();
    int[] rows =
        blends.get(0).excludesIntrusion()
            ? Arrays.copyOf(batch.kept(), batch.keptCount())
            : IntStream.range(0, points.count()).toArray();
    for (int row : rows) {
      inputs.add(row(points.x(), points.stride(), row, points.features()));
      targets.add(blends.stream().map(blend -> target(blend, batch, row)).toArray(double[][]::new));
    }
    int divisor = rows.length / batch.rules().pointsOfPair();
    if (divisor > 0 || batch.rules().stepsOnEmptyBatch()) {
      rowsAtStep.add(inputs.size());
      meansOver.add(Math.max(1, divisor));
    }
  }

  private double[] target(TargetBlend blend, Batch batch, int row) {
    int stride = batch.mixed().stride();
    double[] mixture = row(batch.label(blend.target()), stride, row, classes);
    if (blend.density().isEmpty()) {
      return mixture;
    }
    double[] generated = row(batch.generated(blend.density().get()), stride, row, classes);
    double[] target = new double[classes];
    Arrays.setAll(target, c -> blend.blend(generated[c], mixture[c]));
    return target;
  }

  private static double[] row(double[] columns, int stride, int position, int length) {
    double[] row = new double[length];
    Arrays.setAll(row, k -> columns[k * stride + position]);
    return row;
  }

  @Override
  public NetworkClassifier classifier(int candidate) {
    throw new UnsupportedOperationException("nothing is learned");
  }
}

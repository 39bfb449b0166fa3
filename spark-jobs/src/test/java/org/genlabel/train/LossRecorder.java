package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneModel;
import org.genlabel.random.UniformSource;

/**
 * Passes everything on to a model and notes every lane's mean cross-entropy of a batch, before the
 * step.
 */
final class LossRecorder extends RowListener {
  private final LaneModel model;
  private final List<Lane> lanes;
  private final List<double[]> losses = new ArrayList<>();
  private double[] sums;
  private final List<Integer> rowsOfSteps = new ArrayList<>();
  private int rowsAdded;

  LossRecorder(LaneModel model, List<Lane> lanes) {
    this.model = model;
    this.lanes = lanes;
    this.sums = new double[lanes.size()];
  }

  /** One loss per step. */
  double[] losses(int lane) {
    return losses.stream().mapToDouble(loss -> loss[lane]).toArray();
  }

  /** How many rows were added before each step. */
  List<Integer> rowsOfSteps() {
    return rowsOfSteps;
  }

  @Override
  void addRow(double[] x, double[][] labels) {
    for (int lane = 0; lane < sums.length; lane++) {
      sums[lane] += crossEntropy(model.logits(x, lane), lanes.get(lane), labels);
    }
    rowsAdded++;
  }

  @Override
  public void addRows(double[] x, int stride, int[] rows, int count, double[][] labels) {
    super.addRows(x, stride, rows, count, labels);
    model.addRows(x, stride, rows, count, labels);
  }

  private static double crossEntropy(double[] logits, Lane lane, double[][] labels) {
    double sum = 0;
    for (double logit : logits) {
      sum += StrictMath.exp(logit);
    }
    double logSum = StrictMath.log(sum);
    double loss = 0;
    for (int c = 0; c < logits.length; c++) {
      double target = labels[lane.mixtureLabel()][c];
      if (lane.generativeLabel() != Lane.NONE) {
        target = lane.gamma() * labels[lane.generativeLabel()][c] + (1 - lane.gamma()) * target;
      }
      loss -= target * (logits[c] - logSum);
    }
    return loss;
  }

  @Override
  public void step(int rows) {
    int batch = rowsAdded;
    losses.add(Arrays.stream(sums).map(sum -> sum / batch).toArray());
    sums = new double[sums.length];
    rowsOfSteps.add(batch);
    rowsAdded = 0;
    model.step(rows);
  }

  @Override
  public void initialize(UniformSource random) {
    model.initialize(random);
  }

  @Override
  public int lanes() {
    return model.lanes();
  }

  @Override
  public void predict(double[] x, int[] predictions) {
    model.predict(x, predictions);
  }

  @Override
  public double[] logits(double[] x, int lane) {
    return model.logits(x, lane);
  }

  @Override
  public double[] parameters(int lane) {
    return model.parameters(lane);
  }
}

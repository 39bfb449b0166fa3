package org.genlabel.train;

import org.genlabel.model.LaneModel;
import org.genlabel.random.UniformSource;

/** In place of a model: is told of every row and learns nothing. For tests only. */
abstract class RowListener implements LaneModel {
  /**
   * A row was added.
   *
   * @param x [features]
   * @param labels [labels][classes]
   */
  abstract void addRow(double[] x, double[][] labels);

  @Override
  public void addRows(double[] x, int stride, int[] rows, int count, double[][] labels) {
    for (int r = 0; r < count; r++) {
      double[][] labelsOfRow = new double[labels.length][];
      for (int l = 0; l < labels.length; l++) {
        labelsOfRow[l] = row(labels[l], stride, rows[r]);
      }
      addRow(row(x, stride, rows[r]), labelsOfRow);
    }
  }

  private static double[] row(double[] columns, int stride, int position) {
    double[] row = new double[columns.length / stride];
    for (int k = 0; k < row.length; k++) {
      row[k] = columns[k * stride + position];
    }
    return row;
  }

  @Override
  public void step(int rows) {}

  @Override
  public void initialize(UniformSource random) {}

  @Override
  public int lanes() {
    return 0;
  }

  @Override
  public void predict(double[] x, int[] predictions) {}

  @Override
  public double[] logits(double[] x, int lane) {
    return new double[0];
  }

  @Override
  public double[] parameters(int lane) {
    return new double[0];
  }
}

package org.genlabel.mixup;

import java.util.Arrays;

/**
 * CutMix on a table (docs/method.md, Sec. 4; paper App. B, Table 8): round((1 - lambda) d) feature
 * columns, chosen at random for the whole mini-batch, are taken from the partner; the first
 * parent's share is the fraction of columns it keeps.
 */
public final class CutMix implements MixingRule {
  private final double[][] x;
  private final boolean[] cut;

  /**
   * @param x [rows][features], at least one feature
   */
  public CutMix(double[][] x) {
    this.x = x;
    this.cut = new boolean[x[0].length];
  }

  @Override
  public void mix(Draw draw, MixedPoints points) {
    int count = (int) Math.rint((1 - draw.lambda()) * cut.length);
    int[] order = draw.columns();
    if (order.length != cut.length) {
      throw new IllegalArgumentException(
          "CutMix needs an order of " + cut.length + " columns, not of " + order.length);
    }
    Arrays.fill(cut, false);
    for (int k = 0; k < count; k++) {
      cut[order[k]] = true;
    }
    points.begin(draw, (double) (cut.length - count) / cut.length);
    double[] mixed = points.x();
    for (int p = 0; p < points.count(); p++) {
      for (int k = 0; k < cut.length; k++) {
        int row = cut[k] ? draw.second(p) : draw.first(p);
        mixed[k * points.stride() + p] = x[row][k];
      }
    }
  }
}

package org.genlabel.mixup;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * CutMix on a table (method Sec. 4; paper App. B, Table 8): round((1 - lambda) d) feature columns,
 * chosen at random for the whole mini-batch, are taken from the partner; the first parent's share
 * is the fraction of columns it keeps.
 */
public final class CutMix implements MixingRule {
  private final double[][] x;
  private final IntFunction<int[]> permutations;
  private final boolean[] cut;

  /**
   * @param x [rows][features], at least one feature
   * @param permutations draws a random order of 0, ..., n - 1
   */
  public CutMix(double[][] x, IntFunction<int[]> permutations) {
    this.x = x;
    this.permutations = permutations;
    this.cut = new boolean[x[0].length];
  }

  @Override
  public void mix(MixedBatch batch, MixedPoints points) {
    int count = (int) Math.rint((1 - batch.lambda()) * cut.length);
    int[] order = permutations.apply(cut.length);
    Arrays.fill(cut, false);
    for (int k = 0; k < count; k++) {
      cut[order[k]] = true;
    }
    points.begin(batch, (double) (cut.length - count) / cut.length);
    double[] mixed = points.x();
    for (int p = 0; p < points.count(); p++) {
      for (int k = 0; k < cut.length; k++) {
        int row = cut[k] ? batch.second(p) : batch.first(p);
        mixed[k * points.stride() + p] = x[row][k];
      }
    }
  }
}

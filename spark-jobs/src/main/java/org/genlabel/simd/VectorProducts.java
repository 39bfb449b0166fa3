package org.genlabel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorKernels}, split into tiles whose sums stay in registers. Shapes are
 * those of {@link NetworkKernels}; r, k, j, c and lane are the positions at which a tile begins.
 *
 * <p>HotSpot keeps vectors in registers only where every one of them is a local variable of the
 * method that computes with it. So a tile can neither be composed of smaller ones nor keep its sums
 * in an array, and every shape is written out. Therefore each operation has a single tile: four
 * rows (or inputs) of two vectors. Eight sums fill the latency of two multiply-add units, and with
 * their operands they fit into the sixteen registers of AVX2. The rest is tails. Rows that are
 * missing in the last tile are replaced by the last row, whose bits are then stored more than once;
 * vectors, however, are at fixed distances, because HotSpot checks every index that is not. The
 * last inputs of an outer product, which are few in all data sets, are processed two at a time with
 * four vectors.
 *
 * <p>Every sum runs in the order of its index, whatever the tile, so that tiles do not change bits.
 */
final class VectorProducts {
  private static final VectorSpecies<Float> FLOATS = VectorDensityKernels.FLOATS;
  private static final int FL = VectorDensityKernels.FL;
  private static final int WIDTH = Kernels.WIDTH;

  private VectorProducts() {}

  static void affineTile(
      float[] x,
      int r,
      int rows,
      int features,
      int stride,
      float[] weights,
      float[] bias,
      int columns,
      int j,
      float[] y) {
    int last = rows - 1;
    int r1 = Math.min(r + 1, last);
    int r2 = Math.min(r + 2, last);
    int r3 = Math.min(r + 3, last);
    FloatVector s00 = FloatVector.fromArray(FLOATS, bias, j);
    FloatVector s01 = FloatVector.fromArray(FLOATS, bias, j + FL);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    int x0 = r * stride;
    int x1 = r1 * stride;
    int x2 = r2 * stride;
    int x3 = r3 * stride;
    for (int k = 0; k < features; k++) {
      int w = k * columns;
      FloatVector w0 = FloatVector.fromArray(FLOATS, weights, w + j);
      FloatVector w1 = FloatVector.fromArray(FLOATS, weights, w + j + FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[x0 + k]);
      s00 = w0.fma(v, s00);
      s01 = w1.fma(v, s01);
      v = FloatVector.broadcast(FLOATS, x[x1 + k]);
      s10 = w0.fma(v, s10);
      s11 = w1.fma(v, s11);
      v = FloatVector.broadcast(FLOATS, x[x2 + k]);
      s20 = w0.fma(v, s20);
      s21 = w1.fma(v, s21);
      v = FloatVector.broadcast(FLOATS, x[x3 + k]);
      s30 = w0.fma(v, s30);
      s31 = w1.fma(v, s31);
    }
    s00.intoArray(y, r * columns + j);
    s01.intoArray(y, r * columns + j + FL);
    s10.intoArray(y, r1 * columns + j);
    s11.intoArray(y, r1 * columns + j + FL);
    s20.intoArray(y, r2 * columns + j);
    s21.intoArray(y, r2 * columns + j + FL);
    s30.intoArray(y, r3 * columns + j);
    s31.intoArray(y, r3 * columns + j + FL);
  }

  static void affineTileOfLastVector(
      float[] x,
      int r,
      int rows,
      int features,
      int stride,
      float[] weights,
      float[] bias,
      int columns,
      int j,
      float[] y) {
    int last = rows - 1;
    int r1 = Math.min(r + 1, last);
    int r2 = Math.min(r + 2, last);
    int r3 = Math.min(r + 3, last);
    FloatVector s0 = FloatVector.fromArray(FLOATS, bias, j);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int x0 = r * stride;
    int x1 = r1 * stride;
    int x2 = r2 * stride;
    int x3 = r3 * stride;
    for (int k = 0; k < features; k++) {
      int w = k * columns;
      FloatVector w0 = FloatVector.fromArray(FLOATS, weights, w + j);
      FloatVector v = FloatVector.broadcast(FLOATS, x[x0 + k]);
      s0 = w0.fma(v, s0);
      v = FloatVector.broadcast(FLOATS, x[x1 + k]);
      s1 = w0.fma(v, s1);
      v = FloatVector.broadcast(FLOATS, x[x2 + k]);
      s2 = w0.fma(v, s2);
      v = FloatVector.broadcast(FLOATS, x[x3 + k]);
      s3 = w0.fma(v, s3);
    }
    s0.intoArray(y, r * columns + j);
    s1.intoArray(y, r1 * columns + j);
    s2.intoArray(y, r2 * columns + j);
    s3.intoArray(y, r3 * columns + j);
  }

  /** Adds the outer products of four inputs. */
  static void outerTile(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out0 = k * columns;
    int out1 = out0 + columns;
    int out2 = out1 + columns;
    int out3 = out2 + columns;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out0 + j);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out0 + j + FL);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out1 + j);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, out1 + j + FL);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, out2 + j);
    FloatVector s21 = FloatVector.fromArray(FLOATS, sums, out2 + j + FL);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, out3 + j);
    FloatVector s31 = FloatVector.fromArray(FLOATS, sums, out3 + j + FL);
    for (int r = 0; r < rows; r++) {
      int d = r * columns;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d + j);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + j + FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
      v = FloatVector.broadcast(FLOATS, x[xr + 1]);
      s10 = d0.fma(v, s10);
      s11 = d1.fma(v, s11);
      v = FloatVector.broadcast(FLOATS, x[xr + 2]);
      s20 = d0.fma(v, s20);
      s21 = d1.fma(v, s21);
      v = FloatVector.broadcast(FLOATS, x[xr + 3]);
      s30 = d0.fma(v, s30);
      s31 = d1.fma(v, s31);
    }
    s00.intoArray(sums, out0 + j);
    s01.intoArray(sums, out0 + j + FL);
    s10.intoArray(sums, out1 + j);
    s11.intoArray(sums, out1 + j + FL);
    s20.intoArray(sums, out2 + j);
    s21.intoArray(sums, out2 + j + FL);
    s30.intoArray(sums, out3 + j);
    s31.intoArray(sums, out3 + j + FL);
  }

  static void outerTileOfLastVector(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out0 = k * columns;
    int out1 = out0 + columns;
    int out2 = out1 + columns;
    int out3 = out2 + columns;
    FloatVector s0 = FloatVector.fromArray(FLOATS, sums, out0 + j);
    FloatVector s1 = FloatVector.fromArray(FLOATS, sums, out1 + j);
    FloatVector s2 = FloatVector.fromArray(FLOATS, sums, out2 + j);
    FloatVector s3 = FloatVector.fromArray(FLOATS, sums, out3 + j);
    for (int r = 0; r < rows; r++) {
      int d = r * columns;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d + j);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s0 = d0.fma(v, s0);
      v = FloatVector.broadcast(FLOATS, x[xr + 1]);
      s1 = d0.fma(v, s1);
      v = FloatVector.broadcast(FLOATS, x[xr + 2]);
      s2 = d0.fma(v, s2);
      v = FloatVector.broadcast(FLOATS, x[xr + 3]);
      s3 = d0.fma(v, s3);
    }
    s0.intoArray(sums, out0 + j);
    s1.intoArray(sums, out1 + j);
    s2.intoArray(sums, out2 + j);
    s3.intoArray(sums, out3 + j);
  }

  /** Adds the outer products of the last one or two inputs. */
  static void outerTileOfLastInputs(
      float[] x,
      int rows,
      int features,
      int stride,
      int k,
      float[] delta,
      int columns,
      int j,
      float[] sums) {
    int k1 = Math.min(k + 1, features - 1);
    int out0 = k * columns;
    int out1 = k1 * columns;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out0 + j);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out0 + j + FL);
    FloatVector s02 = FloatVector.fromArray(FLOATS, sums, out0 + j + 2 * FL);
    FloatVector s03 = FloatVector.fromArray(FLOATS, sums, out0 + j + 3 * FL);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out1 + j);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, out1 + j + FL);
    FloatVector s12 = FloatVector.fromArray(FLOATS, sums, out1 + j + 2 * FL);
    FloatVector s13 = FloatVector.fromArray(FLOATS, sums, out1 + j + 3 * FL);
    for (int r = 0; r < rows; r++) {
      int d = r * columns;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d + j);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + j + FL);
      FloatVector d2 = FloatVector.fromArray(FLOATS, delta, d + j + 2 * FL);
      FloatVector d3 = FloatVector.fromArray(FLOATS, delta, d + j + 3 * FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[r * stride + k]);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
      s02 = d2.fma(v, s02);
      s03 = d3.fma(v, s03);
      v = FloatVector.broadcast(FLOATS, x[r * stride + k1]);
      s10 = d0.fma(v, s10);
      s11 = d1.fma(v, s11);
      s12 = d2.fma(v, s12);
      s13 = d3.fma(v, s13);
    }
    s00.intoArray(sums, out0 + j);
    s01.intoArray(sums, out0 + j + FL);
    s02.intoArray(sums, out0 + j + 2 * FL);
    s03.intoArray(sums, out0 + j + 3 * FL);
    s10.intoArray(sums, out1 + j);
    s11.intoArray(sums, out1 + j + FL);
    s12.intoArray(sums, out1 + j + 2 * FL);
    s13.intoArray(sums, out1 + j + 3 * FL);
  }

  /** Adds the outer products of one input and one vector. */
  static void outerOfOne(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    FloatVector sum = FloatVector.fromArray(FLOATS, sums, k * columns + j);
    for (int r = 0; r < rows; r++) {
      FloatVector d = FloatVector.fromArray(FLOATS, delta, r * columns + j);
      sum = d.fma(FloatVector.broadcast(FLOATS, x[r * stride + k]), sum);
    }
    sum.intoArray(sums, k * columns + j);
  }

  static void addRowsOfFourVectors(float[] values, int rows, int columns, int j, float[] sums) {
    FloatVector s0 = FloatVector.fromArray(FLOATS, sums, j);
    FloatVector s1 = FloatVector.fromArray(FLOATS, sums, j + FL);
    FloatVector s2 = FloatVector.fromArray(FLOATS, sums, j + 2 * FL);
    FloatVector s3 = FloatVector.fromArray(FLOATS, sums, j + 3 * FL);
    for (int r = 0; r < rows; r++) {
      int v = r * columns + j;
      s0 = s0.add(FloatVector.fromArray(FLOATS, values, v));
      s1 = s1.add(FloatVector.fromArray(FLOATS, values, v + FL));
      s2 = s2.add(FloatVector.fromArray(FLOATS, values, v + 2 * FL));
      s3 = s3.add(FloatVector.fromArray(FLOATS, values, v + 3 * FL));
    }
    s0.intoArray(sums, j);
    s1.intoArray(sums, j + FL);
    s2.intoArray(sums, j + 2 * FL);
    s3.intoArray(sums, j + 3 * FL);
  }

  static void affineTileOfLanes(
      float[] x,
      int r,
      int rows,
      int features,
      float[] weights,
      float[] bias,
      int classes,
      int c,
      int lane,
      float[] y) {
    int last = rows - 1;
    int r1 = Math.min(r + 1, last);
    int r2 = Math.min(r + 2, last);
    int r3 = Math.min(r + 3, last);
    int columns = classes * WIDTH;
    int j0 = c * WIDTH + lane;
    FloatVector s00 = FloatVector.fromArray(FLOATS, bias, j0);
    FloatVector s01 = FloatVector.fromArray(FLOATS, bias, j0 + WIDTH);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    int step = features * WIDTH;
    int x0 = r * step + lane;
    int x1 = r1 * step + lane;
    int x2 = r2 * step + lane;
    int x3 = r3 * step + lane;
    for (int k = 0; k < features; k++) {
      int w = k * columns;
      FloatVector w0 = FloatVector.fromArray(FLOATS, weights, w + j0);
      FloatVector w1 = FloatVector.fromArray(FLOATS, weights, w + j0 + WIDTH);
      FloatVector v = FloatVector.fromArray(FLOATS, x, x0 + k * WIDTH);
      s00 = w0.fma(v, s00);
      s01 = w1.fma(v, s01);
      v = FloatVector.fromArray(FLOATS, x, x1 + k * WIDTH);
      s10 = w0.fma(v, s10);
      s11 = w1.fma(v, s11);
      v = FloatVector.fromArray(FLOATS, x, x2 + k * WIDTH);
      s20 = w0.fma(v, s20);
      s21 = w1.fma(v, s21);
      v = FloatVector.fromArray(FLOATS, x, x3 + k * WIDTH);
      s30 = w0.fma(v, s30);
      s31 = w1.fma(v, s31);
    }
    s00.intoArray(y, r * columns + j0);
    s01.intoArray(y, r * columns + j0 + WIDTH);
    s10.intoArray(y, r1 * columns + j0);
    s11.intoArray(y, r1 * columns + j0 + WIDTH);
    s20.intoArray(y, r2 * columns + j0);
    s21.intoArray(y, r2 * columns + j0 + WIDTH);
    s30.intoArray(y, r3 * columns + j0);
    s31.intoArray(y, r3 * columns + j0 + WIDTH);
  }

  static void affineTileOfLastClass(
      float[] x,
      int r,
      int rows,
      int features,
      float[] weights,
      float[] bias,
      int classes,
      int c,
      int lane,
      float[] y) {
    int last = rows - 1;
    int r1 = Math.min(r + 1, last);
    int r2 = Math.min(r + 2, last);
    int r3 = Math.min(r + 3, last);
    int columns = classes * WIDTH;
    int j0 = c * WIDTH + lane;
    FloatVector s0 = FloatVector.fromArray(FLOATS, bias, j0);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int step = features * WIDTH;
    int x0 = r * step + lane;
    int x1 = r1 * step + lane;
    int x2 = r2 * step + lane;
    int x3 = r3 * step + lane;
    for (int k = 0; k < features; k++) {
      int w = k * columns;
      FloatVector w0 = FloatVector.fromArray(FLOATS, weights, w + j0);
      FloatVector v = FloatVector.fromArray(FLOATS, x, x0 + k * WIDTH);
      s0 = w0.fma(v, s0);
      v = FloatVector.fromArray(FLOATS, x, x1 + k * WIDTH);
      s1 = w0.fma(v, s1);
      v = FloatVector.fromArray(FLOATS, x, x2 + k * WIDTH);
      s2 = w0.fma(v, s2);
      v = FloatVector.fromArray(FLOATS, x, x3 + k * WIDTH);
      s3 = w0.fma(v, s3);
    }
    s0.intoArray(y, r * columns + j0);
    s1.intoArray(y, r1 * columns + j0);
    s2.intoArray(y, r2 * columns + j0);
    s3.intoArray(y, r3 * columns + j0);
  }

  static void outerTileOfLanes(
      float[] x,
      int rows,
      int features,
      int k,
      float[] delta,
      int classes,
      int c,
      int lane,
      float[] sums) {
    int last = features - 1;
    int k1 = Math.min(k + 1, last);
    int k2 = Math.min(k + 2, last);
    int k3 = Math.min(k + 3, last);
    int columns = classes * WIDTH;
    int j0 = c * WIDTH + lane;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, k * columns + j0);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, k * columns + j0 + WIDTH);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, k1 * columns + j0);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, k1 * columns + j0 + WIDTH);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, k2 * columns + j0);
    FloatVector s21 = FloatVector.fromArray(FLOATS, sums, k2 * columns + j0 + WIDTH);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, k3 * columns + j0);
    FloatVector s31 = FloatVector.fromArray(FLOATS, sums, k3 * columns + j0 + WIDTH);
    for (int r = 0; r < rows; r++) {
      int d = r * columns;
      int xr = r * features * WIDTH + lane;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d + j0);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + j0 + WIDTH);
      FloatVector v = FloatVector.fromArray(FLOATS, x, xr + k * WIDTH);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
      v = FloatVector.fromArray(FLOATS, x, xr + k1 * WIDTH);
      s10 = d0.fma(v, s10);
      s11 = d1.fma(v, s11);
      v = FloatVector.fromArray(FLOATS, x, xr + k2 * WIDTH);
      s20 = d0.fma(v, s20);
      s21 = d1.fma(v, s21);
      v = FloatVector.fromArray(FLOATS, x, xr + k3 * WIDTH);
      s30 = d0.fma(v, s30);
      s31 = d1.fma(v, s31);
    }
    s00.intoArray(sums, k * columns + j0);
    s01.intoArray(sums, k * columns + j0 + WIDTH);
    s10.intoArray(sums, k1 * columns + j0);
    s11.intoArray(sums, k1 * columns + j0 + WIDTH);
    s20.intoArray(sums, k2 * columns + j0);
    s21.intoArray(sums, k2 * columns + j0 + WIDTH);
    s30.intoArray(sums, k3 * columns + j0);
    s31.intoArray(sums, k3 * columns + j0 + WIDTH);
  }

  static void outerTileOfLastClass(
      float[] x,
      int rows,
      int features,
      int k,
      float[] delta,
      int classes,
      int c,
      int lane,
      float[] sums) {
    int last = features - 1;
    int k1 = Math.min(k + 1, last);
    int k2 = Math.min(k + 2, last);
    int k3 = Math.min(k + 3, last);
    int columns = classes * WIDTH;
    int j0 = c * WIDTH + lane;
    FloatVector s0 = FloatVector.fromArray(FLOATS, sums, k * columns + j0);
    FloatVector s1 = FloatVector.fromArray(FLOATS, sums, k1 * columns + j0);
    FloatVector s2 = FloatVector.fromArray(FLOATS, sums, k2 * columns + j0);
    FloatVector s3 = FloatVector.fromArray(FLOATS, sums, k3 * columns + j0);
    for (int r = 0; r < rows; r++) {
      int d = r * columns;
      int xr = r * features * WIDTH + lane;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d + j0);
      FloatVector v = FloatVector.fromArray(FLOATS, x, xr + k * WIDTH);
      s0 = d0.fma(v, s0);
      v = FloatVector.fromArray(FLOATS, x, xr + k1 * WIDTH);
      s1 = d0.fma(v, s1);
      v = FloatVector.fromArray(FLOATS, x, xr + k2 * WIDTH);
      s2 = d0.fma(v, s2);
      v = FloatVector.fromArray(FLOATS, x, xr + k3 * WIDTH);
      s3 = d0.fma(v, s3);
    }
    s0.intoArray(sums, k * columns + j0);
    s1.intoArray(sums, k1 * columns + j0);
    s2.intoArray(sums, k2 * columns + j0);
    s3.intoArray(sums, k3 * columns + j0);
  }
}

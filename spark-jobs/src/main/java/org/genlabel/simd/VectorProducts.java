package org.genlabel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The blocks that {@link VectorKernels} cuts products of networks into: as many sums as fit into
 * registers, and enough to fill the latency of the multiply-add units. Shapes are those of {@link
 * NetworkKernels}; r, k, j, c and lane say where a block begins.
 *
 * <p>They look alike on purpose: HotSpot keeps vectors in registers only where every one of them is
 * a variable of the method that computes with it, so that no block can be made of another.
 */
final class VectorProducts {
  private static final VectorSpecies<Float> FLOATS = VectorDensityKernels.FLOATS;
  private static final int FL = VectorDensityKernels.FL;
  private static final int WIDTH = Kernels.WIDTH;

  private VectorProducts() {}

  static void affineOneRow(
      float[] x,
      int r,
      int features,
      int stride,
      float[] weights,
      float[] bias,
      int columns,
      int from,
      int to,
      float[] y) {
    for (int j = from; j < to; j += FL) {
      FloatVector sum = FloatVector.fromArray(FLOATS, bias, j);
      for (int k = 0; k < features; k++) {
        sum =
            FloatVector.fromArray(FLOATS, weights, k * columns + j)
                .fma(FloatVector.broadcast(FLOATS, x[r * stride + k]), sum);
      }
      sum.intoArray(y, r * columns + j);
    }
  }

  static void affineFourVectors(
      float[] x,
      int r,
      int features,
      int stride,
      float[] weights,
      float[] bias,
      int columns,
      int j,
      float[] y) {
    FloatVector s00 = FloatVector.fromArray(FLOATS, bias, j);
    FloatVector s01 = FloatVector.fromArray(FLOATS, bias, j + FL);
    FloatVector s02 = FloatVector.fromArray(FLOATS, bias, j + 2 * FL);
    FloatVector s03 = FloatVector.fromArray(FLOATS, bias, j + 3 * FL);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s12 = s02;
    FloatVector s13 = s03;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s22 = s02;
    FloatVector s23 = s03;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    FloatVector s32 = s02;
    FloatVector s33 = s03;
    int x0 = r * stride;
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    for (int k = 0; k < features; k++) {
      int w = k * columns + j;
      FloatVector w0 = FloatVector.fromArray(FLOATS, weights, w);
      FloatVector w1 = FloatVector.fromArray(FLOATS, weights, w + FL);
      FloatVector w2 = FloatVector.fromArray(FLOATS, weights, w + 2 * FL);
      FloatVector w3 = FloatVector.fromArray(FLOATS, weights, w + 3 * FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[x0 + k]);
      s00 = w0.fma(v, s00);
      s01 = w1.fma(v, s01);
      s02 = w2.fma(v, s02);
      s03 = w3.fma(v, s03);
      v = FloatVector.broadcast(FLOATS, x[x1 + k]);
      s10 = w0.fma(v, s10);
      s11 = w1.fma(v, s11);
      s12 = w2.fma(v, s12);
      s13 = w3.fma(v, s13);
      v = FloatVector.broadcast(FLOATS, x[x2 + k]);
      s20 = w0.fma(v, s20);
      s21 = w1.fma(v, s21);
      s22 = w2.fma(v, s22);
      s23 = w3.fma(v, s23);
      v = FloatVector.broadcast(FLOATS, x[x3 + k]);
      s30 = w0.fma(v, s30);
      s31 = w1.fma(v, s31);
      s32 = w2.fma(v, s32);
      s33 = w3.fma(v, s33);
    }
    int out = r * columns + j;
    s00.intoArray(y, out);
    s01.intoArray(y, out + FL);
    s02.intoArray(y, out + 2 * FL);
    s03.intoArray(y, out + 3 * FL);
    out += columns;
    s10.intoArray(y, out);
    s11.intoArray(y, out + FL);
    s12.intoArray(y, out + 2 * FL);
    s13.intoArray(y, out + 3 * FL);
    out += columns;
    s20.intoArray(y, out);
    s21.intoArray(y, out + FL);
    s22.intoArray(y, out + 2 * FL);
    s23.intoArray(y, out + 3 * FL);
    out += columns;
    s30.intoArray(y, out);
    s31.intoArray(y, out + FL);
    s32.intoArray(y, out + 2 * FL);
    s33.intoArray(y, out + 3 * FL);
  }

  static void affineThreeVectors(
      float[] x,
      int r,
      int features,
      int stride,
      float[] weights,
      float[] bias,
      int columns,
      int j,
      float[] y) {
    FloatVector s00 = FloatVector.fromArray(FLOATS, bias, j);
    FloatVector s01 = FloatVector.fromArray(FLOATS, bias, j + FL);
    FloatVector s02 = FloatVector.fromArray(FLOATS, bias, j + 2 * FL);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s12 = s02;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s22 = s02;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    FloatVector s32 = s02;
    int x0 = r * stride;
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    for (int k = 0; k < features; k++) {
      int w = k * columns + j;
      FloatVector w0 = FloatVector.fromArray(FLOATS, weights, w);
      FloatVector w1 = FloatVector.fromArray(FLOATS, weights, w + FL);
      FloatVector w2 = FloatVector.fromArray(FLOATS, weights, w + 2 * FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[x0 + k]);
      s00 = w0.fma(v, s00);
      s01 = w1.fma(v, s01);
      s02 = w2.fma(v, s02);
      v = FloatVector.broadcast(FLOATS, x[x1 + k]);
      s10 = w0.fma(v, s10);
      s11 = w1.fma(v, s11);
      s12 = w2.fma(v, s12);
      v = FloatVector.broadcast(FLOATS, x[x2 + k]);
      s20 = w0.fma(v, s20);
      s21 = w1.fma(v, s21);
      s22 = w2.fma(v, s22);
      v = FloatVector.broadcast(FLOATS, x[x3 + k]);
      s30 = w0.fma(v, s30);
      s31 = w1.fma(v, s31);
      s32 = w2.fma(v, s32);
    }
    int out = r * columns + j;
    s00.intoArray(y, out);
    s01.intoArray(y, out + FL);
    s02.intoArray(y, out + 2 * FL);
    out += columns;
    s10.intoArray(y, out);
    s11.intoArray(y, out + FL);
    s12.intoArray(y, out + 2 * FL);
    out += columns;
    s20.intoArray(y, out);
    s21.intoArray(y, out + FL);
    s22.intoArray(y, out + 2 * FL);
    out += columns;
    s30.intoArray(y, out);
    s31.intoArray(y, out + FL);
    s32.intoArray(y, out + 2 * FL);
  }

  static void affineTwoVectors(
      float[] x,
      int r,
      int features,
      int stride,
      float[] weights,
      float[] bias,
      int columns,
      int j,
      float[] y) {
    FloatVector s00 = FloatVector.fromArray(FLOATS, bias, j);
    FloatVector s01 = FloatVector.fromArray(FLOATS, bias, j + FL);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    int x0 = r * stride;
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    for (int k = 0; k < features; k++) {
      int w = k * columns + j;
      FloatVector w0 = FloatVector.fromArray(FLOATS, weights, w);
      FloatVector w1 = FloatVector.fromArray(FLOATS, weights, w + FL);
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
    int out = r * columns + j;
    s00.intoArray(y, out);
    s01.intoArray(y, out + FL);
    out += columns;
    s10.intoArray(y, out);
    s11.intoArray(y, out + FL);
    out += columns;
    s20.intoArray(y, out);
    s21.intoArray(y, out + FL);
    out += columns;
    s30.intoArray(y, out);
    s31.intoArray(y, out + FL);
  }

  static void affineEightRows(
      float[] x,
      int r,
      int features,
      int stride,
      float[] weights,
      float[] bias,
      int columns,
      int j,
      float[] y) {
    FloatVector s0 = FloatVector.fromArray(FLOATS, bias, j);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    for (int k = 0; k < features; k++) {
      FloatVector w = FloatVector.fromArray(FLOATS, weights, k * columns + j);
      int xr = r * stride + k;
      s0 = w.fma(FloatVector.broadcast(FLOATS, x[xr]), s0);
      s1 = w.fma(FloatVector.broadcast(FLOATS, x[xr + stride]), s1);
      s2 = w.fma(FloatVector.broadcast(FLOATS, x[xr + 2 * stride]), s2);
      s3 = w.fma(FloatVector.broadcast(FLOATS, x[xr + 3 * stride]), s3);
      s4 = w.fma(FloatVector.broadcast(FLOATS, x[xr + 4 * stride]), s4);
      s5 = w.fma(FloatVector.broadcast(FLOATS, x[xr + 5 * stride]), s5);
      s6 = w.fma(FloatVector.broadcast(FLOATS, x[xr + 6 * stride]), s6);
      s7 = w.fma(FloatVector.broadcast(FLOATS, x[xr + 7 * stride]), s7);
    }
    int out = r * columns + j;
    s0.intoArray(y, out);
    s1.intoArray(y, out + columns);
    s2.intoArray(y, out + 2 * columns);
    s3.intoArray(y, out + 3 * columns);
    s4.intoArray(y, out + 4 * columns);
    s5.intoArray(y, out + 5 * columns);
    s6.intoArray(y, out + 6 * columns);
    s7.intoArray(y, out + 7 * columns);
  }

  static void outerEightByThree(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out + FL);
    FloatVector s02 = FloatVector.fromArray(FLOATS, sums, out + 2 * FL);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + columns);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, out + columns + FL);
    FloatVector s12 = FloatVector.fromArray(FLOATS, sums, out + columns + 2 * FL);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns);
    FloatVector s21 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns + FL);
    FloatVector s22 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns + 2 * FL);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns);
    FloatVector s31 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns + FL);
    FloatVector s32 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns + 2 * FL);
    FloatVector s40 = FloatVector.fromArray(FLOATS, sums, out + 4 * columns);
    FloatVector s41 = FloatVector.fromArray(FLOATS, sums, out + 4 * columns + FL);
    FloatVector s42 = FloatVector.fromArray(FLOATS, sums, out + 4 * columns + 2 * FL);
    FloatVector s50 = FloatVector.fromArray(FLOATS, sums, out + 5 * columns);
    FloatVector s51 = FloatVector.fromArray(FLOATS, sums, out + 5 * columns + FL);
    FloatVector s52 = FloatVector.fromArray(FLOATS, sums, out + 5 * columns + 2 * FL);
    FloatVector s60 = FloatVector.fromArray(FLOATS, sums, out + 6 * columns);
    FloatVector s61 = FloatVector.fromArray(FLOATS, sums, out + 6 * columns + FL);
    FloatVector s62 = FloatVector.fromArray(FLOATS, sums, out + 6 * columns + 2 * FL);
    FloatVector s70 = FloatVector.fromArray(FLOATS, sums, out + 7 * columns);
    FloatVector s71 = FloatVector.fromArray(FLOATS, sums, out + 7 * columns + FL);
    FloatVector s72 = FloatVector.fromArray(FLOATS, sums, out + 7 * columns + 2 * FL);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + FL);
      FloatVector d2 = FloatVector.fromArray(FLOATS, delta, d + 2 * FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
      s02 = d2.fma(v, s02);
      v = FloatVector.broadcast(FLOATS, x[xr + 1]);
      s10 = d0.fma(v, s10);
      s11 = d1.fma(v, s11);
      s12 = d2.fma(v, s12);
      v = FloatVector.broadcast(FLOATS, x[xr + 2]);
      s20 = d0.fma(v, s20);
      s21 = d1.fma(v, s21);
      s22 = d2.fma(v, s22);
      v = FloatVector.broadcast(FLOATS, x[xr + 3]);
      s30 = d0.fma(v, s30);
      s31 = d1.fma(v, s31);
      s32 = d2.fma(v, s32);
      v = FloatVector.broadcast(FLOATS, x[xr + 4]);
      s40 = d0.fma(v, s40);
      s41 = d1.fma(v, s41);
      s42 = d2.fma(v, s42);
      v = FloatVector.broadcast(FLOATS, x[xr + 5]);
      s50 = d0.fma(v, s50);
      s51 = d1.fma(v, s51);
      s52 = d2.fma(v, s52);
      v = FloatVector.broadcast(FLOATS, x[xr + 6]);
      s60 = d0.fma(v, s60);
      s61 = d1.fma(v, s61);
      s62 = d2.fma(v, s62);
      v = FloatVector.broadcast(FLOATS, x[xr + 7]);
      s70 = d0.fma(v, s70);
      s71 = d1.fma(v, s71);
      s72 = d2.fma(v, s72);
    }
    s00.intoArray(sums, out);
    s01.intoArray(sums, out + FL);
    s02.intoArray(sums, out + 2 * FL);
    s10.intoArray(sums, out + columns);
    s11.intoArray(sums, out + columns + FL);
    s12.intoArray(sums, out + columns + 2 * FL);
    s20.intoArray(sums, out + 2 * columns);
    s21.intoArray(sums, out + 2 * columns + FL);
    s22.intoArray(sums, out + 2 * columns + 2 * FL);
    s30.intoArray(sums, out + 3 * columns);
    s31.intoArray(sums, out + 3 * columns + FL);
    s32.intoArray(sums, out + 3 * columns + 2 * FL);
    s40.intoArray(sums, out + 4 * columns);
    s41.intoArray(sums, out + 4 * columns + FL);
    s42.intoArray(sums, out + 4 * columns + 2 * FL);
    s50.intoArray(sums, out + 5 * columns);
    s51.intoArray(sums, out + 5 * columns + FL);
    s52.intoArray(sums, out + 5 * columns + 2 * FL);
    s60.intoArray(sums, out + 6 * columns);
    s61.intoArray(sums, out + 6 * columns + FL);
    s62.intoArray(sums, out + 6 * columns + 2 * FL);
    s70.intoArray(sums, out + 7 * columns);
    s71.intoArray(sums, out + 7 * columns + FL);
    s72.intoArray(sums, out + 7 * columns + 2 * FL);
  }

  static void outerEightByTwo(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out + FL);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + columns);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, out + columns + FL);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns);
    FloatVector s21 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns + FL);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns);
    FloatVector s31 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns + FL);
    FloatVector s40 = FloatVector.fromArray(FLOATS, sums, out + 4 * columns);
    FloatVector s41 = FloatVector.fromArray(FLOATS, sums, out + 4 * columns + FL);
    FloatVector s50 = FloatVector.fromArray(FLOATS, sums, out + 5 * columns);
    FloatVector s51 = FloatVector.fromArray(FLOATS, sums, out + 5 * columns + FL);
    FloatVector s60 = FloatVector.fromArray(FLOATS, sums, out + 6 * columns);
    FloatVector s61 = FloatVector.fromArray(FLOATS, sums, out + 6 * columns + FL);
    FloatVector s70 = FloatVector.fromArray(FLOATS, sums, out + 7 * columns);
    FloatVector s71 = FloatVector.fromArray(FLOATS, sums, out + 7 * columns + FL);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + FL);
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
      v = FloatVector.broadcast(FLOATS, x[xr + 4]);
      s40 = d0.fma(v, s40);
      s41 = d1.fma(v, s41);
      v = FloatVector.broadcast(FLOATS, x[xr + 5]);
      s50 = d0.fma(v, s50);
      s51 = d1.fma(v, s51);
      v = FloatVector.broadcast(FLOATS, x[xr + 6]);
      s60 = d0.fma(v, s60);
      s61 = d1.fma(v, s61);
      v = FloatVector.broadcast(FLOATS, x[xr + 7]);
      s70 = d0.fma(v, s70);
      s71 = d1.fma(v, s71);
    }
    s00.intoArray(sums, out);
    s01.intoArray(sums, out + FL);
    s10.intoArray(sums, out + columns);
    s11.intoArray(sums, out + columns + FL);
    s20.intoArray(sums, out + 2 * columns);
    s21.intoArray(sums, out + 2 * columns + FL);
    s30.intoArray(sums, out + 3 * columns);
    s31.intoArray(sums, out + 3 * columns + FL);
    s40.intoArray(sums, out + 4 * columns);
    s41.intoArray(sums, out + 4 * columns + FL);
    s50.intoArray(sums, out + 5 * columns);
    s51.intoArray(sums, out + 5 * columns + FL);
    s60.intoArray(sums, out + 6 * columns);
    s61.intoArray(sums, out + 6 * columns + FL);
    s70.intoArray(sums, out + 7 * columns);
    s71.intoArray(sums, out + 7 * columns + FL);
  }

  static void outerEightByOne(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + columns);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns);
    FloatVector s40 = FloatVector.fromArray(FLOATS, sums, out + 4 * columns);
    FloatVector s50 = FloatVector.fromArray(FLOATS, sums, out + 5 * columns);
    FloatVector s60 = FloatVector.fromArray(FLOATS, sums, out + 6 * columns);
    FloatVector s70 = FloatVector.fromArray(FLOATS, sums, out + 7 * columns);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s00 = d0.fma(v, s00);
      v = FloatVector.broadcast(FLOATS, x[xr + 1]);
      s10 = d0.fma(v, s10);
      v = FloatVector.broadcast(FLOATS, x[xr + 2]);
      s20 = d0.fma(v, s20);
      v = FloatVector.broadcast(FLOATS, x[xr + 3]);
      s30 = d0.fma(v, s30);
      v = FloatVector.broadcast(FLOATS, x[xr + 4]);
      s40 = d0.fma(v, s40);
      v = FloatVector.broadcast(FLOATS, x[xr + 5]);
      s50 = d0.fma(v, s50);
      v = FloatVector.broadcast(FLOATS, x[xr + 6]);
      s60 = d0.fma(v, s60);
      v = FloatVector.broadcast(FLOATS, x[xr + 7]);
      s70 = d0.fma(v, s70);
    }
    s00.intoArray(sums, out);
    s10.intoArray(sums, out + columns);
    s20.intoArray(sums, out + 2 * columns);
    s30.intoArray(sums, out + 3 * columns);
    s40.intoArray(sums, out + 4 * columns);
    s50.intoArray(sums, out + 5 * columns);
    s60.intoArray(sums, out + 6 * columns);
    s70.intoArray(sums, out + 7 * columns);
  }

  static void outerFourByThree(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out + FL);
    FloatVector s02 = FloatVector.fromArray(FLOATS, sums, out + 2 * FL);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + columns);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, out + columns + FL);
    FloatVector s12 = FloatVector.fromArray(FLOATS, sums, out + columns + 2 * FL);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns);
    FloatVector s21 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns + FL);
    FloatVector s22 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns + 2 * FL);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns);
    FloatVector s31 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns + FL);
    FloatVector s32 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns + 2 * FL);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + FL);
      FloatVector d2 = FloatVector.fromArray(FLOATS, delta, d + 2 * FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
      s02 = d2.fma(v, s02);
      v = FloatVector.broadcast(FLOATS, x[xr + 1]);
      s10 = d0.fma(v, s10);
      s11 = d1.fma(v, s11);
      s12 = d2.fma(v, s12);
      v = FloatVector.broadcast(FLOATS, x[xr + 2]);
      s20 = d0.fma(v, s20);
      s21 = d1.fma(v, s21);
      s22 = d2.fma(v, s22);
      v = FloatVector.broadcast(FLOATS, x[xr + 3]);
      s30 = d0.fma(v, s30);
      s31 = d1.fma(v, s31);
      s32 = d2.fma(v, s32);
    }
    s00.intoArray(sums, out);
    s01.intoArray(sums, out + FL);
    s02.intoArray(sums, out + 2 * FL);
    s10.intoArray(sums, out + columns);
    s11.intoArray(sums, out + columns + FL);
    s12.intoArray(sums, out + columns + 2 * FL);
    s20.intoArray(sums, out + 2 * columns);
    s21.intoArray(sums, out + 2 * columns + FL);
    s22.intoArray(sums, out + 2 * columns + 2 * FL);
    s30.intoArray(sums, out + 3 * columns);
    s31.intoArray(sums, out + 3 * columns + FL);
    s32.intoArray(sums, out + 3 * columns + 2 * FL);
  }

  static void outerFourByTwo(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out + FL);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + columns);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, out + columns + FL);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns);
    FloatVector s21 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns + FL);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns);
    FloatVector s31 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns + FL);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + FL);
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
    s00.intoArray(sums, out);
    s01.intoArray(sums, out + FL);
    s10.intoArray(sums, out + columns);
    s11.intoArray(sums, out + columns + FL);
    s20.intoArray(sums, out + 2 * columns);
    s21.intoArray(sums, out + 2 * columns + FL);
    s30.intoArray(sums, out + 3 * columns);
    s31.intoArray(sums, out + 3 * columns + FL);
  }

  static void outerFourByOne(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + columns);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, out + 2 * columns);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, out + 3 * columns);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s00 = d0.fma(v, s00);
      v = FloatVector.broadcast(FLOATS, x[xr + 1]);
      s10 = d0.fma(v, s10);
      v = FloatVector.broadcast(FLOATS, x[xr + 2]);
      s20 = d0.fma(v, s20);
      v = FloatVector.broadcast(FLOATS, x[xr + 3]);
      s30 = d0.fma(v, s30);
    }
    s00.intoArray(sums, out);
    s10.intoArray(sums, out + columns);
    s20.intoArray(sums, out + 2 * columns);
    s30.intoArray(sums, out + 3 * columns);
  }

  static void outerTwoByFour(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out + FL);
    FloatVector s02 = FloatVector.fromArray(FLOATS, sums, out + 2 * FL);
    FloatVector s03 = FloatVector.fromArray(FLOATS, sums, out + 3 * FL);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + columns);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, out + columns + FL);
    FloatVector s12 = FloatVector.fromArray(FLOATS, sums, out + columns + 2 * FL);
    FloatVector s13 = FloatVector.fromArray(FLOATS, sums, out + columns + 3 * FL);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + FL);
      FloatVector d2 = FloatVector.fromArray(FLOATS, delta, d + 2 * FL);
      FloatVector d3 = FloatVector.fromArray(FLOATS, delta, d + 3 * FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
      s02 = d2.fma(v, s02);
      s03 = d3.fma(v, s03);
      v = FloatVector.broadcast(FLOATS, x[xr + 1]);
      s10 = d0.fma(v, s10);
      s11 = d1.fma(v, s11);
      s12 = d2.fma(v, s12);
      s13 = d3.fma(v, s13);
    }
    s00.intoArray(sums, out);
    s01.intoArray(sums, out + FL);
    s02.intoArray(sums, out + 2 * FL);
    s03.intoArray(sums, out + 3 * FL);
    s10.intoArray(sums, out + columns);
    s11.intoArray(sums, out + columns + FL);
    s12.intoArray(sums, out + columns + 2 * FL);
    s13.intoArray(sums, out + columns + 3 * FL);
  }

  static void outerTwoByTwo(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out + FL);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + columns);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, out + columns + FL);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
      v = FloatVector.broadcast(FLOATS, x[xr + 1]);
      s10 = d0.fma(v, s10);
      s11 = d1.fma(v, s11);
    }
    s00.intoArray(sums, out);
    s01.intoArray(sums, out + FL);
    s10.intoArray(sums, out + columns);
    s11.intoArray(sums, out + columns + FL);
  }

  static void outerOneByFour(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out + FL);
    FloatVector s02 = FloatVector.fromArray(FLOATS, sums, out + 2 * FL);
    FloatVector s03 = FloatVector.fromArray(FLOATS, sums, out + 3 * FL);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + FL);
      FloatVector d2 = FloatVector.fromArray(FLOATS, delta, d + 2 * FL);
      FloatVector d3 = FloatVector.fromArray(FLOATS, delta, d + 3 * FL);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
      s02 = d2.fma(v, s02);
      s03 = d3.fma(v, s03);
    }
    s00.intoArray(sums, out);
    s01.intoArray(sums, out + FL);
    s02.intoArray(sums, out + 2 * FL);
    s03.intoArray(sums, out + 3 * FL);
  }

  static void outerOneByOne(
      float[] x, int rows, int stride, int k, float[] delta, int columns, int j, float[] sums) {
    int out = k * columns + j;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    for (int r = 0; r < rows; r++) {
      int d = r * columns + j;
      int xr = r * stride + k;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector v = FloatVector.broadcast(FLOATS, x[xr]);
      s00 = d0.fma(v, s00);
    }
    s00.intoArray(sums, out);
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

  static void lanesFourRowsTwoClasses(
      float[] x,
      int r,
      int features,
      float[] weights,
      float[] bias,
      int classes,
      int c,
      int lane,
      float[] y) {
    FloatVector s00 = FloatVector.fromArray(FLOATS, bias, c * WIDTH + lane);
    FloatVector s01 = FloatVector.fromArray(FLOATS, bias, (c + 1) * WIDTH + lane);
    FloatVector s10 = s00;
    FloatVector s11 = s01;
    FloatVector s20 = s00;
    FloatVector s21 = s01;
    FloatVector s30 = s00;
    FloatVector s31 = s01;
    int step = features * WIDTH;
    int x0 = r * step + lane;
    for (int k = 0; k < features; k++) {
      int w = (k * classes + c) * WIDTH + lane;
      FloatVector w0 = FloatVector.fromArray(FLOATS, weights, w);
      FloatVector w1 = FloatVector.fromArray(FLOATS, weights, w + WIDTH);
      int xk = x0 + k * WIDTH;
      FloatVector v = FloatVector.fromArray(FLOATS, x, xk);
      s00 = w0.fma(v, s00);
      s01 = w1.fma(v, s01);
      v = FloatVector.fromArray(FLOATS, x, xk + step);
      s10 = w0.fma(v, s10);
      s11 = w1.fma(v, s11);
      v = FloatVector.fromArray(FLOATS, x, xk + 2 * step);
      s20 = w0.fma(v, s20);
      s21 = w1.fma(v, s21);
      v = FloatVector.fromArray(FLOATS, x, xk + 3 * step);
      s30 = w0.fma(v, s30);
      s31 = w1.fma(v, s31);
    }
    int out = (r * classes + c) * WIDTH + lane;
    s00.intoArray(y, out);
    s01.intoArray(y, out + WIDTH);
    out += classes * WIDTH;
    s10.intoArray(y, out);
    s11.intoArray(y, out + WIDTH);
    out += classes * WIDTH;
    s20.intoArray(y, out);
    s21.intoArray(y, out + WIDTH);
    out += classes * WIDTH;
    s30.intoArray(y, out);
    s31.intoArray(y, out + WIDTH);
  }

  static void lanesFourRows(
      float[] x,
      int r,
      int features,
      float[] weights,
      float[] bias,
      int classes,
      int c,
      int lane,
      float[] y) {
    FloatVector s00 = FloatVector.fromArray(FLOATS, bias, c * WIDTH + lane);
    FloatVector s10 = s00;
    FloatVector s20 = s00;
    FloatVector s30 = s00;
    int step = features * WIDTH;
    int x0 = r * step + lane;
    for (int k = 0; k < features; k++) {
      int w = (k * classes + c) * WIDTH + lane;
      FloatVector w0 = FloatVector.fromArray(FLOATS, weights, w);
      int xk = x0 + k * WIDTH;
      FloatVector v = FloatVector.fromArray(FLOATS, x, xk);
      s00 = w0.fma(v, s00);
      v = FloatVector.fromArray(FLOATS, x, xk + step);
      s10 = w0.fma(v, s10);
      v = FloatVector.fromArray(FLOATS, x, xk + 2 * step);
      s20 = w0.fma(v, s20);
      v = FloatVector.fromArray(FLOATS, x, xk + 3 * step);
      s30 = w0.fma(v, s30);
    }
    int out = (r * classes + c) * WIDTH + lane;
    s00.intoArray(y, out);
    out += classes * WIDTH;
    s10.intoArray(y, out);
    out += classes * WIDTH;
    s20.intoArray(y, out);
    out += classes * WIDTH;
    s30.intoArray(y, out);
  }

  static void outerLanesFourFeaturesTwoClasses(
      float[] x,
      int rows,
      int features,
      int k,
      float[] delta,
      int classes,
      int c,
      int lane,
      float[] sums) {
    int out = (k * classes + c) * WIDTH + lane;
    int step = classes * WIDTH;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out + WIDTH);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + step);
    FloatVector s11 = FloatVector.fromArray(FLOATS, sums, out + step + WIDTH);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, out + 2 * step);
    FloatVector s21 = FloatVector.fromArray(FLOATS, sums, out + 2 * step + WIDTH);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, out + 3 * step);
    FloatVector s31 = FloatVector.fromArray(FLOATS, sums, out + 3 * step + WIDTH);
    for (int r = 0; r < rows; r++) {
      int d = (r * classes + c) * WIDTH + lane;
      int xr = (r * features + k) * WIDTH + lane;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + WIDTH);
      FloatVector v = FloatVector.fromArray(FLOATS, x, xr);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
      v = FloatVector.fromArray(FLOATS, x, xr + WIDTH);
      s10 = d0.fma(v, s10);
      s11 = d1.fma(v, s11);
      v = FloatVector.fromArray(FLOATS, x, xr + 2 * WIDTH);
      s20 = d0.fma(v, s20);
      s21 = d1.fma(v, s21);
      v = FloatVector.fromArray(FLOATS, x, xr + 3 * WIDTH);
      s30 = d0.fma(v, s30);
      s31 = d1.fma(v, s31);
    }
    s00.intoArray(sums, out);
    s01.intoArray(sums, out + WIDTH);
    s10.intoArray(sums, out + step);
    s11.intoArray(sums, out + step + WIDTH);
    s20.intoArray(sums, out + 2 * step);
    s21.intoArray(sums, out + 2 * step + WIDTH);
    s30.intoArray(sums, out + 3 * step);
    s31.intoArray(sums, out + 3 * step + WIDTH);
  }

  static void outerLanesFourFeatures(
      float[] x,
      int rows,
      int features,
      int k,
      float[] delta,
      int classes,
      int c,
      int lane,
      float[] sums) {
    int out = (k * classes + c) * WIDTH + lane;
    int step = classes * WIDTH;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s10 = FloatVector.fromArray(FLOATS, sums, out + step);
    FloatVector s20 = FloatVector.fromArray(FLOATS, sums, out + 2 * step);
    FloatVector s30 = FloatVector.fromArray(FLOATS, sums, out + 3 * step);
    for (int r = 0; r < rows; r++) {
      int d = (r * classes + c) * WIDTH + lane;
      int xr = (r * features + k) * WIDTH + lane;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector v = FloatVector.fromArray(FLOATS, x, xr);
      s00 = d0.fma(v, s00);
      v = FloatVector.fromArray(FLOATS, x, xr + WIDTH);
      s10 = d0.fma(v, s10);
      v = FloatVector.fromArray(FLOATS, x, xr + 2 * WIDTH);
      s20 = d0.fma(v, s20);
      v = FloatVector.fromArray(FLOATS, x, xr + 3 * WIDTH);
      s30 = d0.fma(v, s30);
    }
    s00.intoArray(sums, out);
    s10.intoArray(sums, out + step);
    s20.intoArray(sums, out + 2 * step);
    s30.intoArray(sums, out + 3 * step);
  }

  static void outerLanesTwoClasses(
      float[] x,
      int rows,
      int features,
      int k,
      float[] delta,
      int classes,
      int c,
      int lane,
      float[] sums) {
    int out = (k * classes + c) * WIDTH + lane;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    FloatVector s01 = FloatVector.fromArray(FLOATS, sums, out + WIDTH);
    for (int r = 0; r < rows; r++) {
      int d = (r * classes + c) * WIDTH + lane;
      int xr = (r * features + k) * WIDTH + lane;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector d1 = FloatVector.fromArray(FLOATS, delta, d + WIDTH);
      FloatVector v = FloatVector.fromArray(FLOATS, x, xr);
      s00 = d0.fma(v, s00);
      s01 = d1.fma(v, s01);
    }
    s00.intoArray(sums, out);
    s01.intoArray(sums, out + WIDTH);
  }

  static void outerLanes(
      float[] x,
      int rows,
      int features,
      int k,
      float[] delta,
      int classes,
      int c,
      int lane,
      float[] sums) {
    int out = (k * classes + c) * WIDTH + lane;
    FloatVector s00 = FloatVector.fromArray(FLOATS, sums, out);
    for (int r = 0; r < rows; r++) {
      int d = (r * classes + c) * WIDTH + lane;
      int xr = (r * features + k) * WIDTH + lane;
      FloatVector d0 = FloatVector.fromArray(FLOATS, delta, d);
      FloatVector v = FloatVector.fromArray(FLOATS, x, xr);
      s00 = d0.fma(v, s00);
    }
    s00.intoArray(sums, out);
  }
}

package org.genlabel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Kernels} by the Vector API; those of networks are here. Products are blocked so that sums
 * stay in registers. Every operation has its twin in {@link ScalarKernels}.
 *
 * <p>Loops over vectors are methods of their own, with arrays for arguments: HotSpot compiles them
 * one by one, and hands vectors from one method to another in memory.
 */
final class VectorKernels extends VectorDensityKernels implements Kernels {
  /** Made by name: see {@link ActiveKernels}. */
  VectorKernels() {
    if (FL < 4 || DL < 2) {
      throw new IllegalStateException("vectors of " + FLOATS.vectorBitSize() + " bits");
    }
  }

  @Override
  public String description() {
    return FLOATS.vectorBitSize() + "-bit vectors";
  }

  @Override
  public float multiplyAdds(int rounds) {
    FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
    FloatVector sum0 = FloatVector.broadcast(FLOATS, rounds + 0);
    FloatVector sum1 = FloatVector.broadcast(FLOATS, rounds + 1);
    FloatVector sum2 = FloatVector.broadcast(FLOATS, rounds + 2);
    FloatVector sum3 = FloatVector.broadcast(FLOATS, rounds + 3);
    FloatVector sum4 = FloatVector.broadcast(FLOATS, rounds + 4);
    FloatVector sum5 = FloatVector.broadcast(FLOATS, rounds + 5);
    FloatVector sum6 = FloatVector.broadcast(FLOATS, rounds + 6);
    FloatVector sum7 = FloatVector.broadcast(FLOATS, rounds + 7);
    FloatVector sum8 = FloatVector.broadcast(FLOATS, rounds + 8);
    FloatVector sum9 = FloatVector.broadcast(FLOATS, rounds + 9);
    FloatVector sum10 = FloatVector.broadcast(FLOATS, rounds + 10);
    FloatVector sum11 = FloatVector.broadcast(FLOATS, rounds + 11);
    for (int round = 0; round < rounds; round++) {
      for (int lane = 0; lane < WIDTH; lane += FL) {
        sum0 = sum0.fma(half, half);
        sum1 = sum1.fma(half, half);
        sum2 = sum2.fma(half, half);
        sum3 = sum3.fma(half, half);
        sum4 = sum4.fma(half, half);
        sum5 = sum5.fma(half, half);
        sum6 = sum6.fma(half, half);
        sum7 = sum7.fma(half, half);
        sum8 = sum8.fma(half, half);
        sum9 = sum9.fma(half, half);
        sum10 = sum10.fma(half, half);
        sum11 = sum11.fma(half, half);
      }
    }
    sum0 = sum0.add(sum4).add(sum8);
    sum1 = sum1.add(sum5).add(sum9);
    sum2 = sum2.add(sum6).add(sum10);
    sum3 = sum3.add(sum7).add(sum11);
    return sum0.add(sum1).add(sum2).add(sum3).lane(0);
  }

  @Override
  public void affine(
      float[] x,
      int rows,
      int features,
      int stride,
      float[] weights,
      float[] bias,
      int columns,
      float[] y) {
    // A few vectors' weights stay in the nearest cache while all rows pass.
    for (int j = 0; j < columns; ) {
      int left = (columns - j) / FL;
      int vectors = left == 5 || left == 6 ? 3 : Math.min(left, 4);
      vectors = MANY_REGISTERS ? vectors : Math.min(vectors, 2);
      int r = 0;
      if (vectors == 1) {
        for (; r + 8 <= rows; r += 8) {
          affineEightRows(x, r, features, stride, weights, bias, columns, j, y);
        }
      } else {
        for (; r + 4 <= rows; r += 4) {
          switch (vectors) {
            case 4 -> affineFourVectors(x, r, features, stride, weights, bias, columns, j, y);
            case 3 -> affineThreeVectors(x, r, features, stride, weights, bias, columns, j, y);
            default -> affineTwoVectors(x, r, features, stride, weights, bias, columns, j, y);
          }
        }
      }
      for (; r < rows; r++) {
        affineOneRow(x, r, features, stride, weights, bias, columns, j, j + vectors * FL, y);
      }
      j += vectors * FL;
    }
  }

  private static void affineOneRow(
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

  private static void affineFourVectors(
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

  private static void affineThreeVectors(
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

  private static void affineTwoVectors(
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

  private static void affineEightRows(
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

  @Override
  public void addOuterProducts(
      float[] x,
      int rows,
      int features,
      int stride,
      float[] delta,
      int columns,
      float[] sums,
      float[] biasSums) {
    // A few vectors of all rows' deltas stay in the nearest cache while all features pass.
    for (int j = 0; j < columns; ) {
      int left = (columns - j) / FL;
      int vectors = left == 1 ? 1 : left % 2 == 0 || !MANY_REGISTERS ? 2 : 3;
      int k = 0;
      for (; MANY_REGISTERS && k + 8 <= features; k += 8) {
        switch (vectors) {
          case 3 -> outerEightByThree(x, rows, stride, k, delta, columns, j, sums);
          case 2 -> outerEightByTwo(x, rows, stride, k, delta, columns, j, sums);
          default -> outerEightByOne(x, rows, stride, k, delta, columns, j, sums);
        }
      }
      for (; k + 4 <= features; k += 4) {
        switch (vectors) {
          case 3 -> outerFourByThree(x, rows, stride, k, delta, columns, j, sums);
          case 2 -> outerFourByTwo(x, rows, stride, k, delta, columns, j, sums);
          default -> outerFourByOne(x, rows, stride, k, delta, columns, j, sums);
        }
      }
      j += vectors * FL;
    }
    addOuterProductsFrom(features / 4 * 4, x, rows, features, stride, delta, columns, sums);
    addRows(delta, rows, columns, biasSums);
  }

  /** The last one to three features: more vectors at a time instead. */
  private static void addOuterProductsFrom(
      int first,
      float[] x,
      int rows,
      int features,
      int stride,
      float[] delta,
      int columns,
      float[] sums) {
    int k = first;
    for (; k + 2 <= features; k += 2) {
      int j = 0;
      for (; j + 4 * FL <= columns; j += 4 * FL) {
        outerTwoByFour(x, rows, stride, k, delta, columns, j, sums);
      }
      for (; j + 2 * FL <= columns; j += 2 * FL) {
        outerTwoByTwo(x, rows, stride, k, delta, columns, j, sums);
      }
      for (; j < columns; j += FL) {
        outerOneByOne(x, rows, stride, k, delta, columns, j, sums);
        outerOneByOne(x, rows, stride, k + 1, delta, columns, j, sums);
      }
    }
    for (; k < features; k++) {
      int j = 0;
      for (; j + 4 * FL <= columns; j += 4 * FL) {
        outerOneByFour(x, rows, stride, k, delta, columns, j, sums);
      }
      for (; j < columns; j += FL) {
        outerOneByOne(x, rows, stride, k, delta, columns, j, sums);
      }
    }
  }

  private static void outerEightByThree(
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

  private static void outerEightByTwo(
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

  private static void outerEightByOne(
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

  private static void outerFourByThree(
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

  private static void outerFourByTwo(
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

  private static void outerFourByOne(
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

  private static void outerTwoByFour(
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

  private static void outerTwoByTwo(
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

  private static void outerOneByFour(
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

  private static void outerOneByOne(
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

  /** sums += rows, in order. */
  private static void addRows(float[] values, int rows, int columns, float[] sums) {
    int j = 0;
    for (; j + 4 * FL <= columns; j += 4 * FL) {
      addRowsOfFourVectors(values, rows, columns, j, sums);
    }
    for (; j < columns; j += FL) {
      FloatVector sum = FloatVector.fromArray(FLOATS, sums, j);
      for (int r = 0; r < rows; r++) {
        sum = sum.add(FloatVector.fromArray(FLOATS, values, r * columns + j));
      }
      sum.intoArray(sums, j);
    }
  }

  private static void addRowsOfFourVectors(
      float[] values, int rows, int columns, int j, float[] sums) {
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

  @Override
  public void affineOfLanes(
      float[] x, int rows, int features, float[] weights, float[] bias, int classes, float[] y) {
    int blocked = rows / 4 * 4;
    for (int lane = 0; lane < WIDTH; lane += FL) {
      for (int r = 0; r < blocked; r += 4) {
        int c = 0;
        for (; c + 2 <= classes; c += 2) {
          lanesFourRowsTwoClasses(x, r, features, weights, bias, classes, c, lane, y);
        }
        for (; c < classes; c++) {
          lanesFourRows(x, r, features, weights, bias, classes, c, lane, y);
        }
      }
      for (int r = blocked; r < rows; r++) {
        for (int c = 0; c < classes; c++) {
          FloatVector sum = FloatVector.fromArray(FLOATS, bias, c * WIDTH + lane);
          for (int k = 0; k < features; k++) {
            sum =
                FloatVector.fromArray(FLOATS, weights, (k * classes + c) * WIDTH + lane)
                    .fma(FloatVector.fromArray(FLOATS, x, (r * features + k) * WIDTH + lane), sum);
          }
          sum.intoArray(y, (r * classes + c) * WIDTH + lane);
        }
      }
    }
  }

  private static void lanesFourRowsTwoClasses(
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

  private static void lanesFourRows(
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

  @Override
  public void addOuterProductsOfLanes(
      float[] x,
      int rows,
      int features,
      float[] delta,
      int classes,
      float[] sums,
      float[] biasSums) {
    for (int lane = 0; lane < WIDTH; lane += FL) {
      int c = 0;
      for (; c + 2 <= classes; c += 2) {
        int k = 0;
        for (; k + 4 <= features; k += 4) {
          outerLanesFourFeaturesTwoClasses(x, rows, features, k, delta, classes, c, lane, sums);
        }
        for (; k < features; k++) {
          outerLanesTwoClasses(x, rows, features, k, delta, classes, c, lane, sums);
        }
      }
      for (; c < classes; c++) {
        int k = 0;
        for (; k + 4 <= features; k += 4) {
          outerLanesFourFeatures(x, rows, features, k, delta, classes, c, lane, sums);
        }
        for (; k < features; k++) {
          outerLanes(x, rows, features, k, delta, classes, c, lane, sums);
        }
      }
    }
    addRows(delta, rows, classes * WIDTH, biasSums);
  }

  private static void outerLanesFourFeaturesTwoClasses(
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

  private static void outerLanesFourFeatures(
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

  private static void outerLanesTwoClasses(
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

  private static void outerLanes(
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

  @Override
  public void softmax(float[] values, int rows, int classes, int lanes) {
    int size = classes * lanes;
    for (int r = 0; r < rows; r++) {
      for (int lane = 0; lane < lanes; lane += FL) {
        softmaxOfLanes(values, r * size + lane, classes, lanes);
      }
    }
  }

  private static void softmaxOfLanes(float[] values, int start, int classes, int lanes) {
    FloatVector largest = FloatVector.fromArray(FLOATS, values, start);
    for (int c = 1; c < classes; c++) {
      FloatVector v = FloatVector.fromArray(FLOATS, values, start + c * lanes);
      largest = largest.blend(v, v.compare(VectorOperators.GT, largest));
    }
    FloatVector smallest = FloatVector.broadcast(FLOATS, FloatKernels.SMALLEST_EXPONENT);
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int c = 0; c < classes; c++) {
      int position = start + c * lanes;
      // FloatKernels.exp, for what is not above 0.
      FloatVector x = FloatVector.fromArray(FLOATS, values, position).sub(largest);
      x = x.blend(smallest, x.compare(VectorOperators.LT, smallest));
      FloatVector shifted =
          x.fma(
              FloatVector.broadcast(FLOATS, FloatKernels.LOG2_E),
              FloatVector.broadcast(FLOATS, FloatKernels.ROUNDING));
      FloatVector n = shifted.sub(FloatKernels.ROUNDING);
      FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -FloatKernels.LN2_HIGH), x);
      r = n.fma(FloatVector.broadcast(FLOATS, -FloatKernels.LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(FLOATS, FloatKernels.EXP_7);
      p = p.fma(r, FloatVector.broadcast(FLOATS, FloatKernels.EXP_6));
      p = p.fma(r, FloatVector.broadcast(FLOATS, FloatKernels.EXP_5));
      p = p.fma(r, FloatVector.broadcast(FLOATS, FloatKernels.EXP_4));
      p = p.fma(r, FloatVector.broadcast(FLOATS, FloatKernels.EXP_3));
      p = p.fma(r, FloatVector.broadcast(FLOATS, FloatKernels.EXP_2));
      FloatVector e =
          p.fma(r.mul(r), r.add(1f))
              .mul(
                  shifted
                      .reinterpretAsInts()
                      .lanewise(VectorOperators.LSHL, 23)
                      .add(FloatKernels.BITS_OF_ONE)
                      .reinterpretAsFloats());
      sum = sum.add(e);
      e.intoArray(values, position);
    }
    FloatVector scale = FloatVector.broadcast(FLOATS, 1f).div(sum);
    for (int c = 0; c < classes; c++) {
      int position = start + c * lanes;
      FloatVector.fromArray(FLOATS, values, position).mul(scale).intoArray(values, position);
    }
  }

  @Override
  public void subtractTargets(
      float[] values, int rows, int classes, int lanes, float[][] labels, float[][] coefficients) {
    for (int lane = 0; lane < lanes; lane += FL) {
      subtractTargetsOfVector(values, rows * classes, lanes, lane, labels, coefficients);
    }
  }

  private static void subtractTargetsOfVector(
      float[] values, int count, int lanes, int lane, float[][] labels, float[][] coefficients) {
    FloatVector c0 = FloatVector.fromArray(FLOATS, coefficients[0], lane);
    for (int i = 0; i < count; i++) {
      FloatVector target = c0.mul(labels[0][i]);
      for (int l = 1; l < labels.length; l++) {
        target =
            FloatVector.fromArray(FLOATS, coefficients[l], lane)
                .fma(FloatVector.broadcast(FLOATS, labels[l][i]), target);
      }
      int position = i * lanes + lane;
      FloatVector.fromArray(FLOATS, values, position).sub(target).intoArray(values, position);
    }
  }

  @Override
  public void subtractTargetsOfLanes(
      float[] values, int rows, int classes, float[] targets, float[] weights) {
    for (int lane = 0; lane < WIDTH; lane += FL) {
      for (int r = 0; r < rows; r++) {
        FloatVector weight = FloatVector.fromArray(FLOATS, weights, r * WIDTH + lane);
        for (int c = 0; c < classes; c++) {
          int position = (r * classes + c) * WIDTH + lane;
          FloatVector.fromArray(FLOATS, values, position)
              .sub(FloatVector.fromArray(FLOATS, targets, position))
              .mul(weight)
              .intoArray(values, position);
        }
      }
    }
  }

  @Override
  public void rectify(float[] values, int count) {
    FloatVector zero = FloatVector.zero(FLOATS);
    int end = count / FL * FL;
    for (int j = 0; j < end; j += FL) {
      FloatVector v = FloatVector.fromArray(FLOATS, values, j);
      zero.blend(v, v.compare(VectorOperators.GT, zero)).intoArray(values, j);
    }
    ScalarKernels.rectifyFrom(end, values, count);
  }

  @Override
  public void maskRectified(float[] gradients, float[] rectified, int count) {
    FloatVector zero = FloatVector.zero(FLOATS);
    int end = count / FL * FL;
    for (int j = 0; j < end; j += FL) {
      FloatVector v = FloatVector.fromArray(FLOATS, rectified, j);
      zero.blend(FloatVector.fromArray(FLOATS, gradients, j), v.compare(VectorOperators.GT, zero))
          .intoArray(gradients, j);
    }
    ScalarKernels.maskRectifiedFrom(end, gradients, rectified, count);
  }

  @Override
  public void adam(
      float[] parameters,
      float[] gradientSums,
      float[] scales,
      float[] learningRates,
      float[] firstMoments,
      float[] secondMoments,
      AdamStep step) {
    FloatVector decay = FloatVector.broadcast(FLOATS, step.decay());
    FloatVector beta1 = FloatVector.broadcast(FLOATS, step.beta1());
    FloatVector beta2 = FloatVector.broadcast(FLOATS, step.beta2());
    FloatVector oneMinusBeta1 = FloatVector.broadcast(FLOATS, step.oneMinusBeta1());
    FloatVector oneMinusBeta2 = FloatVector.broadcast(FLOATS, step.oneMinusBeta2());
    FloatVector epsilon = FloatVector.broadcast(FLOATS, step.epsilon());
    FloatVector firstCorrection = FloatVector.broadcast(FLOATS, step.firstCorrection());
    FloatVector secondCorrection = FloatVector.broadcast(FLOATS, step.secondCorrection());
    int end = parameters.length / FL * FL;
    for (int j = 0; j < end; j += FL) {
      FloatVector parameter = FloatVector.fromArray(FLOATS, parameters, j);
      FloatVector gradient =
          FloatVector.fromArray(FLOATS, gradientSums, j)
              .fma(FloatVector.fromArray(FLOATS, scales, j), decay.mul(parameter));
      FloatVector first =
          oneMinusBeta1.fma(gradient, beta1.mul(FloatVector.fromArray(FLOATS, firstMoments, j)));
      FloatVector second =
          oneMinusBeta2
              .mul(gradient)
              .fma(gradient, beta2.mul(FloatVector.fromArray(FLOATS, secondMoments, j)));
      first.intoArray(firstMoments, j);
      second.intoArray(secondMoments, j);
      FloatVector denominator = second.sqrt().mul(secondCorrection).add(epsilon);
      FloatVector change =
          FloatVector.fromArray(FLOATS, learningRates, j)
              .mul(firstCorrection)
              .mul(first)
              .div(denominator);
      parameter.sub(change).intoArray(parameters, j);
    }
    ScalarKernels.adamFrom(
        end, parameters, gradientSums, scales, learningRates, firstMoments, secondMoments, step);
  }
}

package org.genlabel.simd;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels} by the Vector API. Products are blocked so that sums stay in registers: four rows
 * by two vectors. Every operation has its twin in {@link ScalarKernels}.
 *
 * <p>Compares blend instead of taking the API's maximum, which needs six instructions to be right
 * about NaN and zeros; the least of distances, which are not negative, is taken of their bits as
 * integers, which is one.
 */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> FLOATS = atMost512(FloatVector.SPECIES_PREFERRED);
  private static final VectorSpecies<Double> DOUBLES = atMost512(DoubleVector.SPECIES_PREFERRED);
  private static final VectorSpecies<Long> LONGS = DOUBLES.withLanes(long.class);
  private static final long BITS_OF_INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
  private static final int FL = FLOATS.length();
  private static final int DL = DOUBLES.length();
  // 32 of them with vectors of 512 bits, and on ARM; larger blocks are for those. AVX2 has 16.
  private static final boolean MANY_REGISTERS = FLOATS.vectorBitSize() != 256;

  /** Made by name: see {@link ActiveKernels}. */
  VectorKernels() {
    if (FL < 4 || DL < 2) {
      throw new IllegalStateException("vectors of " + FLOATS.vectorBitSize() + " bits");
    }
  }

  private static <E> VectorSpecies<E> atMost512(VectorSpecies<E> species) {
    return species.vectorBitSize() <= 512 ? species : species.withShape(VectorShape.S_512_BIT);
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

  @Override
  public void triangularAffine(
      double[] x,
      int stride,
      int points,
      int features,
      double[] weights,
      double[] offsets,
      double[] y) {
    int end = Kernels.padded(points);
    for (int p = 0; p < end; p += 2 * DL) {
      int a = 0;
      for (; a + 4 <= features; a += 4) {
        affineFourOutputs(x, stride, p, features, weights, offsets, a, y);
      }
      for (; a < features; a++) {
        DoubleVector s0 = DoubleVector.broadcast(DOUBLES, offsets[a]);
        DoubleVector s1 = s0;
        for (int k = 0; k <= a; k++) {
          DoubleVector w = DoubleVector.broadcast(DOUBLES, weights[a * features + k]);
          s0 = DoubleVector.fromArray(DOUBLES, x, k * stride + p).fma(w, s0);
          s1 = DoubleVector.fromArray(DOUBLES, x, k * stride + p + DL).fma(w, s1);
        }
        s0.intoArray(y, a * stride + p);
        s1.intoArray(y, a * stride + p + DL);
      }
    }
  }

  private static void affineFourOutputs(
      double[] x,
      int stride,
      int p,
      int features,
      double[] weights,
      double[] offsets,
      int a,
      double[] y) {
    DoubleVector s00 = DoubleVector.broadcast(DOUBLES, offsets[a]);
    DoubleVector s01 = s00;
    DoubleVector s10 = DoubleVector.broadcast(DOUBLES, offsets[a + 1]);
    DoubleVector s11 = s10;
    DoubleVector s20 = DoubleVector.broadcast(DOUBLES, offsets[a + 2]);
    DoubleVector s21 = s20;
    DoubleVector s30 = DoubleVector.broadcast(DOUBLES, offsets[a + 3]);
    DoubleVector s31 = s30;
    int w = a * features;
    // Above the diagonal the weights are zero, and change nothing.
    for (int k = 0; k <= a + 3; k++) {
      DoubleVector x0 = DoubleVector.fromArray(DOUBLES, x, k * stride + p);
      DoubleVector x1 = DoubleVector.fromArray(DOUBLES, x, k * stride + p + DL);
      DoubleVector v = DoubleVector.broadcast(DOUBLES, weights[w + k]);
      s00 = x0.fma(v, s00);
      s01 = x1.fma(v, s01);
      v = DoubleVector.broadcast(DOUBLES, weights[w + features + k]);
      s10 = x0.fma(v, s10);
      s11 = x1.fma(v, s11);
      v = DoubleVector.broadcast(DOUBLES, weights[w + 2 * features + k]);
      s20 = x0.fma(v, s20);
      s21 = x1.fma(v, s21);
      v = DoubleVector.broadcast(DOUBLES, weights[w + 3 * features + k]);
      s30 = x0.fma(v, s30);
      s31 = x1.fma(v, s31);
    }
    int out = a * stride + p;
    s00.intoArray(y, out);
    s01.intoArray(y, out + DL);
    s10.intoArray(y, out + stride);
    s11.intoArray(y, out + stride + DL);
    s20.intoArray(y, out + 2 * stride);
    s21.intoArray(y, out + 2 * stride + DL);
    s30.intoArray(y, out + 3 * stride);
    s31.intoArray(y, out + 3 * stride + DL);
  }

  @Override
  public void halfSquares(double[] x, int stride, int points, int features, double[] half) {
    int end = Kernels.padded(points);
    for (int p = 0; p < end; p += 2 * DL) {
      DoubleVector s0 = DoubleVector.zero(DOUBLES);
      DoubleVector s1 = s0;
      for (int k = 0; k < features; k++) {
        DoubleVector x0 = DoubleVector.fromArray(DOUBLES, x, k * stride + p);
        DoubleVector x1 = DoubleVector.fromArray(DOUBLES, x, k * stride + p + DL);
        s0 = x0.fma(x0, s0);
        s1 = x1.fma(x1, s1);
      }
      s0.mul(0.5).intoArray(half, p);
      s1.mul(0.5).intoArray(half, p + DL);
    }
  }

  @Override
  public void kernelSums(
      double[] z,
      int stride,
      int from,
      int features,
      double[] halfSquares,
      double[] negatedCentres,
      double[] offsets,
      int kernels,
      double[] least,
      double[] sums,
      KernelScratch scratch) {
    for (int p = from; p < from + WIDTH; p += DL) {
      DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY).intoArray(least, p);
      DoubleVector.zero(DOUBLES).intoArray(sums, p);
    }
    for (int start = 0; start < kernels; start += KernelScratch.TILE) {
      int count = Math.min(KernelScratch.TILE, kernels - start);
      for (int p = 0; p < WIDTH; p += 2 * DL) {
        tileDistances(
            z,
            stride,
            from + p,
            features,
            halfSquares,
            negatedCentres,
            offsets,
            start,
            count,
            p,
            scratch.distances);
      }
      leastOfLanes(scratch.distances, count, scratch.least);
      if (start == 0) {
        System.arraycopy(scratch.least, 0, least, from, WIDTH);
      } else {
        rescale(from, least, sums, scratch);
      }
      addExponentials(scratch.distances, count, least, sums, from);
    }
  }

  /** The distances of a tile, [count][WIDTH]. */
  private static void tileDistances(
      double[] z,
      int stride,
      int p,
      int features,
      double[] halfSquares,
      double[] negatedCentres,
      double[] offsets,
      int start,
      int count,
      int lane,
      double[] distances) {
    DoubleVector h0 = DoubleVector.fromArray(DOUBLES, halfSquares, p);
    DoubleVector h1 = DoubleVector.fromArray(DOUBLES, halfSquares, p + DL);
    int j = 0;
    for (; j + 4 <= count; j += 4) {
      int t = start + j;
      DoubleVector d00 = h0.add(offsets[t]);
      DoubleVector d01 = h1.add(offsets[t]);
      DoubleVector d10 = h0.add(offsets[t + 1]);
      DoubleVector d11 = h1.add(offsets[t + 1]);
      DoubleVector d20 = h0.add(offsets[t + 2]);
      DoubleVector d21 = h1.add(offsets[t + 2]);
      DoubleVector d30 = h0.add(offsets[t + 3]);
      DoubleVector d31 = h1.add(offsets[t + 3]);
      int c = t * features;
      for (int k = 0; k < features; k++) {
        DoubleVector z0 = DoubleVector.fromArray(DOUBLES, z, k * stride + p);
        DoubleVector z1 = DoubleVector.fromArray(DOUBLES, z, k * stride + p + DL);
        DoubleVector v = DoubleVector.broadcast(DOUBLES, negatedCentres[c + k]);
        d00 = z0.fma(v, d00);
        d01 = z1.fma(v, d01);
        v = DoubleVector.broadcast(DOUBLES, negatedCentres[c + features + k]);
        d10 = z0.fma(v, d10);
        d11 = z1.fma(v, d11);
        v = DoubleVector.broadcast(DOUBLES, negatedCentres[c + 2 * features + k]);
        d20 = z0.fma(v, d20);
        d21 = z1.fma(v, d21);
        v = DoubleVector.broadcast(DOUBLES, negatedCentres[c + 3 * features + k]);
        d30 = z0.fma(v, d30);
        d31 = z1.fma(v, d31);
      }
      int out = j * WIDTH + lane;
      d00.intoArray(distances, out);
      d01.intoArray(distances, out + DL);
      d10.intoArray(distances, out + WIDTH);
      d11.intoArray(distances, out + WIDTH + DL);
      d20.intoArray(distances, out + 2 * WIDTH);
      d21.intoArray(distances, out + 2 * WIDTH + DL);
      d30.intoArray(distances, out + 3 * WIDTH);
      d31.intoArray(distances, out + 3 * WIDTH + DL);
    }
    for (; j < count; j++) {
      DoubleVector d0 = h0.add(offsets[start + j]);
      DoubleVector d1 = h1.add(offsets[start + j]);
      for (int k = 0; k < features; k++) {
        DoubleVector v =
            DoubleVector.broadcast(DOUBLES, negatedCentres[(start + j) * features + k]);
        d0 = DoubleVector.fromArray(DOUBLES, z, k * stride + p).fma(v, d0);
        d1 = DoubleVector.fromArray(DOUBLES, z, k * stride + p + DL).fma(v, d1);
      }
      d0.intoArray(distances, j * WIDTH + lane);
      d1.intoArray(distances, j * WIDTH + lane + DL);
    }
  }

  /**
   * The least distance in every lane. Apart from the products, and from memory: only of a vector
   * that was just loaded does HotSpot know the class for certain, without which a reinterpretation
   * goes through memory once floats and doubles are both in use.
   *
   * @param distances [count][WIDTH], not negative but for their rounding
   * @param least [WIDTH], overwritten
   */
  private static void leastOfLanes(double[] distances, int count, double[] least) {
    for (int lane = 0; lane < WIDTH; lane += 2 * DL) {
      LongVector least0 = LongVector.broadcast(LONGS, BITS_OF_INFINITY);
      LongVector least1 = least0;
      for (int j = 0; j < count; j++) {
        int position = j * WIDTH + lane;
        least0 =
            DoubleVector.fromArray(DOUBLES, distances, position).reinterpretAsLongs().min(least0);
        least1 =
            DoubleVector.fromArray(DOUBLES, distances, position + DL)
                .reinterpretAsLongs()
                .min(least1);
      }
      for (int i = 0; i < DL; i++) {
        least[lane + i] = Double.longBitsToDouble(least0.lane(i));
        least[lane + DL + i] = Double.longBitsToDouble(least1.lane(i));
      }
    }
  }

  /** Takes the tile's least into account: sums are relative to the least so far. */
  private static void rescale(int from, double[] least, double[] sums, KernelScratch scratch) {
    for (int lane = 0; lane < WIDTH; lane += DL) {
      DoubleVector former = DoubleVector.fromArray(DOUBLES, least, from + lane);
      DoubleVector now =
          former
              .reinterpretAsLongs()
              .min(DoubleVector.fromArray(DOUBLES, scratch.least, lane).reinterpretAsLongs())
              .reinterpretAsDoubles();
      now.intoArray(least, from + lane);
      former.intoArray(scratch.former, lane);
      DoubleVector.zero(DOUBLES).intoArray(scratch.parts, lane);
      now.intoArray(scratch.least, lane);
    }
    addExponentials(scratch.former, 1, scratch.least, scratch.parts, 0);
    for (int lane = 0; lane < WIDTH; lane += DL) {
      DoubleVector.fromArray(DOUBLES, sums, from + lane)
          .mul(DoubleVector.fromArray(DOUBLES, scratch.parts, lane))
          .intoArray(sums, from + lane);
    }
  }

  /**
   * sums += sum_j exp(least - distances[j]), lane by lane, j in order. A loop of its own and not a
   * method on vectors: one that HotSpot happens not to inline hands its vectors over in memory.
   *
   * @param distances [count][WIDTH]
   * @param least [WIDTH], at from
   * @param sums [WIDTH], at from
   */
  private static void addExponentials(
      double[] distances, int count, double[] least, double[] sums, int from) {
    for (int lane = 0; lane < WIDTH; lane += DL) {
      addExponentialsOfVector(distances, count, least, sums, from, lane);
    }
  }

  private static void addExponentialsOfVector(
      double[] distances, int count, double[] least, double[] sums, int from, int lane) {
    DoubleVector origin = DoubleVector.fromArray(DOUBLES, least, from + lane);
    DoubleVector sum = DoubleVector.fromArray(DOUBLES, sums, from + lane);
    for (int j = 0; j < count; j++) {
      // e^-x as in DoubleKernels.expOfMinus.
      DoubleVector x =
          DoubleVector.fromArray(DOUBLES, distances, j * WIDTH + lane)
              .sub(origin)
              .reinterpretAsLongs()
              .min(LongVector.broadcast(LONGS, DoubleKernels.BITS_OF_LARGEST_NEGATED))
              .reinterpretAsDoubles();
      DoubleVector shifted =
          x.fma(
              DoubleVector.broadcast(DOUBLES, -DoubleKernels.LOG2_E),
              DoubleVector.broadcast(DOUBLES, DoubleKernels.ROUNDING));
      DoubleVector q =
          shifted
              .sub(DoubleVector.broadcast(DOUBLES, DoubleKernels.ROUNDING))
              .fma(DoubleVector.broadcast(DOUBLES, DoubleKernels.LN2), x);
      DoubleVector e = DoubleVector.broadcast(DOUBLES, DoubleKernels.EXP_OF_MINUS_6);
      e = e.fma(q, DoubleVector.broadcast(DOUBLES, DoubleKernels.EXP_OF_MINUS_5));
      e = e.fma(q, DoubleVector.broadcast(DOUBLES, DoubleKernels.EXP_OF_MINUS_4));
      e = e.fma(q, DoubleVector.broadcast(DOUBLES, DoubleKernels.EXP_OF_MINUS_3));
      e = e.fma(q, DoubleVector.broadcast(DOUBLES, DoubleKernels.EXP_OF_MINUS_2));
      e = e.fma(q, DoubleVector.broadcast(DOUBLES, DoubleKernels.EXP_OF_MINUS_1));
      e = e.fma(q, DoubleVector.broadcast(DOUBLES, 1));
      sum =
          shifted
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, 52)
              .add(e.reinterpretAsLongs())
              .reinterpretAsDoubles()
              .add(sum);
    }
    sum.intoArray(sums, from + lane);
  }

  @Override
  public void leastSquaredDistances(
      double[] x, int stride, int points, int features, double[] rows, int count, double[] least) {
    int end = Kernels.padded(points);
    for (int p = 0; p < end; p += 2 * DL) {
      leastOfTwo(x, stride, p, features, rows, count, least);
    }
  }

  private static void leastOfTwo(
      double[] x, int stride, int p, int features, double[] rows, int count, double[] least) {
    DoubleVector least0 = DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY);
    DoubleVector least1 = least0;
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    int t = 0;
    for (; t + 4 <= count; t += 4) {
      DoubleVector s00 = zero;
      DoubleVector s01 = zero;
      DoubleVector s10 = zero;
      DoubleVector s11 = zero;
      DoubleVector s20 = zero;
      DoubleVector s21 = zero;
      DoubleVector s30 = zero;
      DoubleVector s31 = zero;
      int row = t * features;
      for (int k = 0; k < features; k++) {
        DoubleVector x0 = DoubleVector.fromArray(DOUBLES, x, k * stride + p);
        DoubleVector x1 = DoubleVector.fromArray(DOUBLES, x, k * stride + p + DL);
        DoubleVector v = DoubleVector.broadcast(DOUBLES, rows[row + k]);
        DoubleVector d = x0.sub(v);
        s00 = d.fma(d, s00);
        d = x1.sub(v);
        s01 = d.fma(d, s01);
        v = DoubleVector.broadcast(DOUBLES, rows[row + features + k]);
        d = x0.sub(v);
        s10 = d.fma(d, s10);
        d = x1.sub(v);
        s11 = d.fma(d, s11);
        v = DoubleVector.broadcast(DOUBLES, rows[row + 2 * features + k]);
        d = x0.sub(v);
        s20 = d.fma(d, s20);
        d = x1.sub(v);
        s21 = d.fma(d, s21);
        v = DoubleVector.broadcast(DOUBLES, rows[row + 3 * features + k]);
        d = x0.sub(v);
        s30 = d.fma(d, s30);
        d = x1.sub(v);
        s31 = d.fma(d, s31);
      }
      least0 = least0.blend(s00, s00.compare(VectorOperators.LT, least0));
      least0 = least0.blend(s10, s10.compare(VectorOperators.LT, least0));
      least0 = least0.blend(s20, s20.compare(VectorOperators.LT, least0));
      least0 = least0.blend(s30, s30.compare(VectorOperators.LT, least0));

      least1 = least1.blend(s01, s01.compare(VectorOperators.LT, least1));
      least1 = least1.blend(s11, s11.compare(VectorOperators.LT, least1));
      least1 = least1.blend(s21, s21.compare(VectorOperators.LT, least1));
      least1 = least1.blend(s31, s31.compare(VectorOperators.LT, least1));
    }
    for (; t < count; t++) {
      DoubleVector s0 = zero;
      DoubleVector s1 = zero;
      for (int k = 0; k < features; k++) {
        DoubleVector v = DoubleVector.broadcast(DOUBLES, rows[t * features + k]);
        DoubleVector d = DoubleVector.fromArray(DOUBLES, x, k * stride + p).sub(v);
        s0 = d.fma(d, s0);
        d = DoubleVector.fromArray(DOUBLES, x, k * stride + p + DL).sub(v);
        s1 = d.fma(d, s1);
      }
      least0 = least0.blend(s0, s0.compare(VectorOperators.LT, least0));

      least1 = least1.blend(s1, s1.compare(VectorOperators.LT, least1));
    }
    least0.intoArray(least, p);
    least1.intoArray(least, p + DL);
  }

  @Override
  public void leastOffsets(
      float[] z,
      int stride,
      int points,
      int features,
      float[] negatedRows,
      float[] offsets,
      int count,
      float[] least) {
    int end = Kernels.padded(points);
    for (int p = 0; p < end; p += FL) {
      leastOffsetsOfVector(z, stride, p, features, negatedRows, offsets, count, least);
    }
  }

  private static void leastOffsetsOfVector(
      float[] z,
      int stride,
      int p,
      int features,
      float[] negatedRows,
      float[] offsets,
      int count,
      float[] least) {
    FloatVector now = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    int t = 0;
    for (; t + 8 <= count; t += 8) {
      FloatVector s0 = FloatVector.broadcast(FLOATS, offsets[t]);
      FloatVector s1 = FloatVector.broadcast(FLOATS, offsets[t + 1]);
      FloatVector s2 = FloatVector.broadcast(FLOATS, offsets[t + 2]);
      FloatVector s3 = FloatVector.broadcast(FLOATS, offsets[t + 3]);
      FloatVector s4 = FloatVector.broadcast(FLOATS, offsets[t + 4]);
      FloatVector s5 = FloatVector.broadcast(FLOATS, offsets[t + 5]);
      FloatVector s6 = FloatVector.broadcast(FLOATS, offsets[t + 6]);
      FloatVector s7 = FloatVector.broadcast(FLOATS, offsets[t + 7]);
      int row = t * features;
      for (int k = 0; k < features; k++) {
        FloatVector v = FloatVector.fromArray(FLOATS, z, k * stride + p);
        s0 = FloatVector.broadcast(FLOATS, negatedRows[row + k]).fma(v, s0);
        s1 = FloatVector.broadcast(FLOATS, negatedRows[row + features + k]).fma(v, s1);
        s2 = FloatVector.broadcast(FLOATS, negatedRows[row + 2 * features + k]).fma(v, s2);
        s3 = FloatVector.broadcast(FLOATS, negatedRows[row + 3 * features + k]).fma(v, s3);
        s4 = FloatVector.broadcast(FLOATS, negatedRows[row + 4 * features + k]).fma(v, s4);
        s5 = FloatVector.broadcast(FLOATS, negatedRows[row + 5 * features + k]).fma(v, s5);
        s6 = FloatVector.broadcast(FLOATS, negatedRows[row + 6 * features + k]).fma(v, s6);
        s7 = FloatVector.broadcast(FLOATS, negatedRows[row + 7 * features + k]).fma(v, s7);
      }
      s0 = s0.blend(s1, s1.compare(VectorOperators.LT, s0));
      s2 = s2.blend(s3, s3.compare(VectorOperators.LT, s2));
      s4 = s4.blend(s5, s5.compare(VectorOperators.LT, s4));
      s6 = s6.blend(s7, s7.compare(VectorOperators.LT, s6));
      s0 = s0.blend(s2, s2.compare(VectorOperators.LT, s0));
      s4 = s4.blend(s6, s6.compare(VectorOperators.LT, s4));
      s0 = s0.blend(s4, s4.compare(VectorOperators.LT, s0));
      now = now.blend(s0, s0.compare(VectorOperators.LT, now));
    }
    for (; t < count; t++) {
      FloatVector s = FloatVector.broadcast(FLOATS, offsets[t]);
      for (int k = 0; k < features; k++) {
        s =
            FloatVector.broadcast(FLOATS, negatedRows[t * features + k])
                .fma(FloatVector.fromArray(FLOATS, z, k * stride + p), s);
      }
      now = now.blend(s, s.compare(VectorOperators.LT, now));
    }
    now.intoArray(least, p);
  }

  @Override
  public void posterior(double[] logDensities, int stride, int points, int classes) {
    int end = Kernels.padded(points);
    for (int p = 0; p < end; p += DL) {
      DoubleVector largest = DoubleVector.fromArray(DOUBLES, logDensities, p);
      for (int c = 1; c < classes; c++) {
        DoubleVector v = DoubleVector.fromArray(DOUBLES, logDensities, c * stride + p);
        largest = largest.blend(v, v.compare(VectorOperators.GT, largest));
      }
      DoubleVector least = largest.sub(NEGLIGIBLE);
      DoubleVector smallest = DoubleVector.broadcast(DOUBLES, DoubleKernels.SMALLEST_EXPONENT);
      DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
      DoubleVector zero = DoubleVector.zero(DOUBLES);
      DoubleVector sum = zero;
      for (int c = 0; c < classes; c++) {
        DoubleVector v = DoubleVector.fromArray(DOUBLES, logDensities, c * stride + p);
        // DoubleKernels.exp, for what is not above 0.
        DoubleVector x = v.sub(largest);
        x = x.blend(smallest, x.compare(VectorOperators.LT, smallest));
        DoubleVector shifted =
            x.fma(
                DoubleVector.broadcast(DOUBLES, DoubleKernels.LOG2_E),
                DoubleVector.broadcast(DOUBLES, DoubleKernels.ROUNDING));
        DoubleVector n = shifted.sub(DoubleKernels.ROUNDING);
        DoubleVector r = n.fma(DoubleVector.broadcast(DOUBLES, -DoubleKernels.LN2_HIGH), x);
        r = n.fma(DoubleVector.broadcast(DOUBLES, -DoubleKernels.LN2_LOW), r);
        DoubleVector poly = DoubleVector.broadcast(DOUBLES, DoubleKernels.EXP_COEFFICIENTS[0]);
        for (int i = 1; i < DoubleKernels.EXP_COEFFICIENTS.length; i++) {
          poly = poly.fma(r, DoubleVector.broadcast(DOUBLES, DoubleKernels.EXP_COEFFICIENTS[i]));
        }
        DoubleVector e =
            poly.fma(r.mul(r), r)
                .add(1)
                .mul(
                    shifted
                        .reinterpretAsLongs()
                        .lanewise(VectorOperators.LSHL, 52)
                        .add(DoubleKernels.BITS_OF_ONE)
                        .reinterpretAsDoubles());
        e = e.blend(zero, v.compare(VectorOperators.LT, least));
        // Also where both are infinite, and their difference is no number.
        e = e.blend(one, v.compare(VectorOperators.EQ, largest));
        sum = sum.add(e);
        e.intoArray(logDensities, c * stride + p);
      }
      for (int c = 0; c < classes; c++) {
        DoubleVector.fromArray(DOUBLES, logDensities, c * stride + p)
            .div(sum)
            .intoArray(logDensities, c * stride + p);
      }
    }
  }

  @Override
  public void logInPlace(double[] values, int count) {
    int end = Kernels.padded(count);
    for (int p = 0; p < end; p += DL) {
      LongVector bits = DoubleVector.fromArray(DOUBLES, values, p).reinterpretAsLongs();
      LongVector k = bits.sub(DoubleKernels.BITS_OF_ROOT_HALF).lanewise(VectorOperators.ASHR, 52);
      DoubleVector m = bits.sub(k.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
      DoubleVector s = m.sub(1).div(m.add(1));
      DoubleVector square = s.mul(s);
      DoubleVector poly = DoubleVector.broadcast(DOUBLES, DoubleKernels.LOG_COEFFICIENTS[0]);
      for (int i = 1; i < DoubleKernels.LOG_COEFFICIENTS.length; i++) {
        poly = poly.fma(square, DoubleVector.broadcast(DOUBLES, DoubleKernels.LOG_COEFFICIENTS[i]));
      }
      DoubleVector exponent =
          k.add(DoubleKernels.BITS_OF_ROUNDING).reinterpretAsDoubles().sub(DoubleKernels.ROUNDING);
      DoubleVector tail = s.mul(2).mul(square).fma(poly, exponent.mul(DoubleKernels.LN2_LOW));
      exponent.mul(DoubleKernels.LN2_HIGH).add(s.mul(2).add(tail)).intoArray(values, p);
    }
  }

  @Override
  public void mixedKernelSum(
      double[] a,
      int aFrom,
      double[] b,
      int bFrom,
      int count,
      double lambda,
      double[] leastAndSum,
      KernelScratch scratch) {
    double[] mixed = scratch.mixed(count);
    DoubleVector own = DoubleVector.broadcast(DOUBLES, lambda);
    DoubleVector others = DoubleVector.broadcast(DOUBLES, 1 - lambda);
    for (int t = 0; t < count; t += DL) {
      DoubleVector.fromArray(DOUBLES, a, aFrom + t)
          .fma(own, DoubleVector.fromArray(DOUBLES, b, bFrom + t).mul(others))
          .intoArray(mixed, t);
    }
    leastOfLanes(mixed, count / WIDTH, scratch.least);
    double least = ScalarKernels.least(scratch.least);
    leastAndSum[0] = least;
    Arrays.fill(scratch.least, least);
    Arrays.fill(scratch.parts, 0);
    addExponentials(mixed, count / WIDTH, scratch.least, scratch.parts, 0);
    leastAndSum[1] = ScalarKernels.sumOfParts(scratch.parts);
  }

  @Override
  public double leastMixed(double[] a, int aFrom, double[] b, int bFrom, int count, double lambda) {
    DoubleVector own = DoubleVector.broadcast(DOUBLES, lambda);
    DoubleVector others = DoubleVector.broadcast(DOUBLES, 1 - lambda);
    LongVector least0 = LongVector.broadcast(LONGS, BITS_OF_INFINITY);
    LongVector least1 = least0;
    for (int t = 0; t < count; t += 2 * DL) {
      least0 =
          DoubleVector.fromArray(DOUBLES, a, aFrom + t)
              .fma(own, DoubleVector.fromArray(DOUBLES, b, bFrom + t).mul(others))
              .reinterpretAsLongs()
              .min(least0);
      least1 =
          DoubleVector.fromArray(DOUBLES, a, aFrom + t + DL)
              .fma(own, DoubleVector.fromArray(DOUBLES, b, bFrom + t + DL).mul(others))
              .reinterpretAsLongs()
              .min(least1);
    }
    LongVector leastBits = least0.min(least1);
    long bits = BITS_OF_INFINITY;
    for (int i = 0; i < DL; i++) {
      bits = Math.min(bits, leastBits.lane(i));
    }
    return Double.longBitsToDouble(bits);
  }
}

package org.genlabel.simd;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DensityKernels} with the Vector API. Every operation has its counterpart in {@link
 * ScalarDensityKernels}.
 *
 * <p>Minima are comparisons and blends instead of the API's own operation, which needs six
 * instructions to be right about NaN and zeros; the least of distances, which are not negative, is
 * taken of their bits as integers, in one instruction.
 */
abstract class VectorDensityKernels implements DensityKernels {
  static final VectorSpecies<Float> FLOATS = atMost512(FloatVector.SPECIES_PREFERRED);
  private static final VectorSpecies<Double> DOUBLES = atMost512(DoubleVector.SPECIES_PREFERRED);
  private static final VectorSpecies<Long> LONGS = DOUBLES.withLanes(long.class);
  private static final long BITS_OF_INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
  static final int FL = FLOATS.length();
  static final int DL = DOUBLES.length();

  private static final int WIDTH = Kernels.WIDTH;

  private static <E> VectorSpecies<E> atMost512(VectorSpecies<E> species) {
    return species.vectorBitSize() <= 512 ? species : species.withShape(VectorShape.S_512_BIT);
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
    // Above the diagonal the weights are zero and change nothing.
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

  /** Computes the distances of a tile, [count][WIDTH]. */
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
   * Computes the least distance in every lane. Separate from the products, and read from memory:
   * HotSpot knows the exact class only of a vector that was just loaded, and without it a
   * reinterpretation goes through memory once floats and doubles are both in use.
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

  /**
   * Lowers the least distances to the tile's, and rescales the sums, which are relative to them.
   */
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
   * Adds exponentials to sums: sums += sum_j exp(least - distances[j]), lane by lane, j in order. A
   * separate loop instead of a method on vectors: a method that HotSpot happens not to inline
   * passes its vectors through memory.
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
        // DoubleKernels.exp, for arguments not above 0.
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
        // Also where both are infinite, and their difference is NaN.
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
    double least = ScalarDensityKernels.least(scratch.least);
    leastAndSum[0] = least;
    Arrays.fill(scratch.least, least);
    Arrays.fill(scratch.parts, 0);
    addExponentials(mixed, count / WIDTH, scratch.least, scratch.parts, 0);
    leastAndSum[1] = ScalarDensityKernels.sumOfParts(scratch.parts);
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

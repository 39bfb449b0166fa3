package org.genlabel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Kernels} with the Vector API; this class has those of networks. Products are blocked so
 * that sums stay in registers. Every operation has its counterpart in {@link ScalarKernels}.
 *
 * <p>Loops over vectors are separate methods with arrays as arguments: HotSpot compiles them one by
 * one, and passes vectors from one method to another through memory.
 */
final class VectorKernels extends VectorDensityKernels implements Kernels {
  /** Called by reflection: see {@link ActiveKernels}. */
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
    // Two vectors' weights stay in the first-level cache while all rows pass.
    int j = 0;
    for (; j + 2 * FL <= columns; j += 2 * FL) {
      for (int r = 0; r < rows; r += 4) {
        VectorProducts.affineTile(x, r, rows, features, stride, weights, bias, columns, j, y);
      }
    }
    for (int r = 0; j < columns && r < rows; r += 4) {
      VectorProducts.affineTileOfLastVector(
          x, r, rows, features, stride, weights, bias, columns, j, y);
    }
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
    int tiled = features / 4 * 4;
    // Two vectors of all rows' deltas stay in the first-level cache while all features pass.
    int j = 0;
    for (; j + 2 * FL <= columns; j += 2 * FL) {
      for (int k = 0; k < tiled; k += 4) {
        VectorProducts.outerTile(x, rows, stride, k, delta, columns, j, sums);
      }
    }
    for (int k = 0; j < columns && k < tiled; k += 4) {
      VectorProducts.outerTileOfLastVector(x, rows, stride, k, delta, columns, j, sums);
    }
    for (int k = tiled; k < features; k += 2) {
      for (j = 0; j + 4 * FL <= columns; j += 4 * FL) {
        VectorProducts.outerTileOfLastInputs(x, rows, features, stride, k, delta, columns, j, sums);
      }
    }
    for (int k = tiled; k < features; k++) {
      for (int v = columns / (4 * FL) * (4 * FL); v < columns; v += FL) {
        VectorProducts.outerOfOne(x, rows, stride, k, delta, columns, v, sums);
      }
    }
    addRows(delta, rows, columns, biasSums);
  }

  /** Adds the rows to the sums, in order. */
  private static void addRows(float[] values, int rows, int columns, float[] sums) {
    int j = 0;
    for (; j + 4 * FL <= columns; j += 4 * FL) {
      VectorProducts.addRowsOfFourVectors(values, rows, columns, j, sums);
    }
    for (; j < columns; j += FL) {
      FloatVector sum = FloatVector.fromArray(FLOATS, sums, j);
      for (int r = 0; r < rows; r++) {
        sum = sum.add(FloatVector.fromArray(FLOATS, values, r * columns + j));
      }
      sum.intoArray(sums, j);
    }
  }

  @Override
  public void affineOfLanes(
      float[] x, int rows, int features, float[] weights, float[] bias, int classes, float[] y) {
    for (int lane = 0; lane < WIDTH; lane += FL) {
      for (int r = 0; r < rows; r += 4) {
        int c = 0;
        for (; c + 2 <= classes; c += 2) {
          VectorProducts.affineTileOfLanes(
              x, r, rows, features, weights, bias, classes, c, lane, y);
        }
        if (c < classes) {
          VectorProducts.affineTileOfLastClass(
              x, r, rows, features, weights, bias, classes, c, lane, y);
        }
      }
    }
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
        for (int k = 0; k < features; k += 4) {
          VectorProducts.outerTileOfLanes(x, rows, features, k, delta, classes, c, lane, sums);
        }
      }
      for (int k = 0; c < classes && k < features; k += 4) {
        VectorProducts.outerTileOfLastClass(x, rows, features, k, delta, classes, c, lane, sums);
      }
    }
    addRows(delta, rows, classes * WIDTH, biasSums);
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
      // FloatKernels.exp, for arguments not above 0.
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

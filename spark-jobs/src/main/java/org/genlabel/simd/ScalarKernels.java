package org.genlabel.simd;

/**
 * {@link Kernels} in plain Java: the same operations in the same order, one lane at a time. Also
 * the reference that the vector kernels are tested against. This class has the kernels of networks.
 */
final class ScalarKernels extends ScalarDensityKernels implements Kernels {
  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public float multiplyAdds(int rounds) {
    float sum0 = rounds + 0;
    float sum1 = rounds + 1;
    float sum2 = rounds + 2;
    float sum3 = rounds + 3;
    float sum4 = rounds + 4;
    float sum5 = rounds + 5;
    float sum6 = rounds + 6;
    float sum7 = rounds + 7;
    float sum8 = rounds + 8;
    float sum9 = rounds + 9;
    float sum10 = rounds + 10;
    float sum11 = rounds + 11;
    for (int round = 0; round < rounds; round++) {
      for (int lane = 0; lane < WIDTH; lane++) {
        sum0 = Math.fma(sum0, 0.5f, 0.5f);
        sum1 = Math.fma(sum1, 0.5f, 0.5f);
        sum2 = Math.fma(sum2, 0.5f, 0.5f);
        sum3 = Math.fma(sum3, 0.5f, 0.5f);
        sum4 = Math.fma(sum4, 0.5f, 0.5f);
        sum5 = Math.fma(sum5, 0.5f, 0.5f);
        sum6 = Math.fma(sum6, 0.5f, 0.5f);
        sum7 = Math.fma(sum7, 0.5f, 0.5f);
        sum8 = Math.fma(sum8, 0.5f, 0.5f);
        sum9 = Math.fma(sum9, 0.5f, 0.5f);
        sum10 = Math.fma(sum10, 0.5f, 0.5f);
        sum11 = Math.fma(sum11, 0.5f, 0.5f);
      }
    }
    return sum0 + sum1 + sum2 + sum3 + sum4 + sum5 + sum6 + sum7 + sum8 + sum9 + sum10 + sum11;
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
    for (int r = 0; r < rows; r++) {
      System.arraycopy(bias, 0, y, r * columns, columns);
      for (int k = 0; k < features; k++) {
        float value = x[r * stride + k];
        for (int j = 0; j < columns; j++) {
          y[r * columns + j] = Math.fma(weights[k * columns + j], value, y[r * columns + j]);
        }
      }
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
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < features; k++) {
        float value = x[r * stride + k];
        for (int j = 0; j < columns; j++) {
          sums[k * columns + j] = Math.fma(delta[r * columns + j], value, sums[k * columns + j]);
        }
      }
      for (int j = 0; j < columns; j++) {
        biasSums[j] += delta[r * columns + j];
      }
    }
  }

  @Override
  public void affineOfLanes(
      float[] x, int rows, int features, float[] weights, float[] bias, int classes, float[] y) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < classes; c++) {
        int out = (r * classes + c) * WIDTH;
        System.arraycopy(bias, c * WIDTH, y, out, WIDTH);
        for (int k = 0; k < features; k++) {
          int w = (k * classes + c) * WIDTH;
          int in = (r * features + k) * WIDTH;
          for (int lane = 0; lane < WIDTH; lane++) {
            y[out + lane] = Math.fma(weights[w + lane], x[in + lane], y[out + lane]);
          }
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
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < classes; c++) {
        int d = (r * classes + c) * WIDTH;
        for (int k = 0; k < features; k++) {
          int sum = (k * classes + c) * WIDTH;
          int in = (r * features + k) * WIDTH;
          for (int lane = 0; lane < WIDTH; lane++) {
            sums[sum + lane] = Math.fma(delta[d + lane], x[in + lane], sums[sum + lane]);
          }
        }
        for (int lane = 0; lane < WIDTH; lane++) {
          biasSums[c * WIDTH + lane] += delta[d + lane];
        }
      }
    }
  }

  @Override
  public void softmax(float[] values, int rows, int classes, int lanes) {
    for (int r = 0; r < rows; r++) {
      for (int lane = 0; lane < lanes; lane++) {
        int start = r * classes * lanes + lane;
        float largest = values[start];
        for (int c = 1; c < classes; c++) {
          float v = values[start + c * lanes];
          largest = v > largest ? v : largest;
        }
        float sum = 0;
        for (int c = 0; c < classes; c++) {
          float e = FloatKernels.exp(values[start + c * lanes] - largest);
          sum += e;
          values[start + c * lanes] = e;
        }
        float scale = 1 / sum;
        for (int c = 0; c < classes; c++) {
          values[start + c * lanes] *= scale;
        }
      }
    }
  }

  @Override
  public void subtractTargets(
      float[] values, int rows, int classes, int lanes, float[][] labels, float[][] coefficients) {
    for (int i = 0; i < rows * classes; i++) {
      for (int lane = 0; lane < lanes; lane++) {
        float target = coefficients[0][lane] * labels[0][i];
        for (int l = 1; l < labels.length; l++) {
          target = Math.fma(coefficients[l][lane], labels[l][i], target);
        }
        values[i * lanes + lane] -= target;
      }
    }
  }

  @Override
  public void subtractTargetsOfLanes(
      float[] values, int rows, int classes, float[] targets, float[] weights) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < classes; c++) {
        for (int lane = 0; lane < WIDTH; lane++) {
          int position = (r * classes + c) * WIDTH + lane;
          values[position] = (values[position] - targets[position]) * weights[r * WIDTH + lane];
        }
      }
    }
  }

  @Override
  public void rectify(float[] values, int count) {
    rectifyFrom(0, values, count);
  }

  /** Rectifies the elements from a position on. */
  static void rectifyFrom(int start, float[] values, int count) {
    for (int j = start; j < count; j++) {
      values[j] = values[j] > 0 ? values[j] : 0;
    }
  }

  @Override
  public void maskRectified(float[] gradients, float[] rectified, int count) {
    maskRectifiedFrom(0, gradients, rectified, count);
  }

  /** Masks the gradients of the elements from a position on. */
  static void maskRectifiedFrom(int start, float[] gradients, float[] rectified, int count) {
    for (int j = start; j < count; j++) {
      gradients[j] = rectified[j] > 0 ? gradients[j] : 0;
    }
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
    adamFrom(0, parameters, gradientSums, scales, learningRates, firstMoments, secondMoments, step);
  }

  /** Updates the elements from a position on. */
  static void adamFrom(
      int start,
      float[] parameters,
      float[] gradientSums,
      float[] scales,
      float[] learningRates,
      float[] firstMoments,
      float[] secondMoments,
      AdamStep step) {
    for (int j = start; j < parameters.length; j++) {
      float gradient = Math.fma(gradientSums[j], scales[j], step.decay() * parameters[j]);
      float first = Math.fma(step.oneMinusBeta1(), gradient, step.beta1() * firstMoments[j]);
      float second =
          Math.fma(step.oneMinusBeta2() * gradient, gradient, step.beta2() * secondMoments[j]);
      firstMoments[j] = first;
      secondMoments[j] = second;
      float denominator = (float) Math.sqrt(second) * step.secondCorrection() + step.epsilon();
      parameters[j] -= learningRates[j] * step.firstCorrection() * first / denominator;
    }
  }
}

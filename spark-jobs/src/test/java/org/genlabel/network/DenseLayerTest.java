package org.genlabel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.genlabel.random.KeyedRandom;
import org.genlabel.simd.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests with the loss sum_o (o + 1) y_o + y_o^2 / 2, whose gradient by output y_o is o + 1 + y_o.
 */
class DenseLayerTest {
  private static final int ROWS = 5;
  // Value of the elements between the rows of inputs.
  private static final float BETWEEN = 77.5f;
  private static final double LEARNING_RATE = 0.125;

  private static DenseLayer layer(int fanIn, int stride, int units) {
    DenseLayer layer = new DenseLayer(fanIn, stride, units, ROWS + 2, LEARNING_RATE);
    layer.setParameters(0, InitialParameters.draw(KeyedRandom.of("weights"), fanIn, units));
    return layer;
  }

  private static float[] inputs(int fanIn, int stride) {
    KeyedRandom random = KeyedRandom.of("points");
    float[] inputs = new float[ROWS * stride];
    Arrays.fill(inputs, BETWEEN);
    for (int r = 0; r < ROWS; r++) {
      for (int k = 0; k < fanIn; k++) {
        inputs[r * stride + k] = (float) (4 * random.nextDouble() - 2);
      }
    }
    return inputs;
  }

  /** Returns W x + b of one row, in double precision. */
  private static double[] outputs(double[] parameters, double[] x) {
    int units = parameters.length / (x.length + 1);
    double[] outputs = new double[units];
    for (int o = 0; o < units; o++) {
      outputs[o] = parameters[units * x.length + o];
      for (int k = 0; k < x.length; k++) {
        outputs[o] += parameters[o * x.length + k] * x[k];
      }
    }
    return outputs;
  }

  private static double[] row(float[] inputs, int fanIn, int stride, int row) {
    double[] x = new double[fanIn];
    Arrays.setAll(x, k -> inputs[row * stride + k]);
    return x;
  }

  private static double loss(double[] parameters, double[] x) {
    double[] outputs = outputs(parameters, x);
    double loss = 0;
    for (int o = 0; o < outputs.length; o++) {
      loss += (o + 1) * outputs[o] + outputs[o] * outputs[o] / 2;
    }
    return loss;
  }

  /** Returns the gradients of the loss by the outputs, zero in the padding. */
  private static float[] gradients(DenseLayer layer, float[] outputs, int rows) {
    float[] gradients = new float[rows * layer.outputStride()];
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < layer.units(); o++) {
        int at = r * layer.outputStride() + o;
        gradients[at] = outputs[at] + o + 1;
      }
    }
    return gradients;
  }

  @ParameterizedTest
  @CsvSource({"3, 3, 2", "3, 16, 2", "16, 16, 17", "20, 32, 5", "1, 1, 40"})
  void outputsAreAffineMapsPaddedWithZeros(int fanIn, int stride, int units) {
    DenseLayer layer = layer(fanIn, stride, units);
    float[] inputs = inputs(fanIn, stride);

    float[] outputs = layer.forward(inputs, ROWS);

    assertThat(layer.units()).isEqualTo(units);
    assertThat(layer.outputStride()).isEqualTo(Kernels.padded(units));
    for (int r = 0; r < ROWS; r++) {
      double[] expected = outputs(layer.parameters(), row(inputs, fanIn, stride, r));
      for (int o = 0; o < layer.outputStride(); o++) {
        // Sums of up to 20 products near 1 in single precision.
        assertThat((double) outputs[r * layer.outputStride() + o])
            .as("row %d, output %d", r, o)
            .isCloseTo(o < units ? expected[o] : 0, within(o < units ? 1e-6 : 0));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 3, 2", "3, 16, 2", "16, 16, 17", "20, 32, 5", "1, 1, 40"})
  void backwardReturnsTheGradientsByTheInputs(int fanIn, int stride, int units) {
    DenseLayer layer = layer(fanIn, stride, units);
    float[] inputs = inputs(fanIn, stride);
    float[] gradients = gradients(layer, layer.forward(inputs, ROWS), ROWS);

    // For the first rows only.
    float[] byInput = layer.backward(gradients, ROWS - 1);

    assertThat(layer.inputStride()).isEqualTo(Kernels.padded(fanIn));
    for (int r = 0; r < ROWS - 1; r++) {
      for (int k = 0; k < layer.inputStride(); k++) {
        double[] up = row(inputs, fanIn, stride, r);
        double[] down = up.clone();
        double expected = 0;
        if (k < fanIn) {
          up[k] += 1e-3;
          down[k] -= 1e-3;
          expected = (loss(layer.parameters(), up) - loss(layer.parameters(), down)) / 2e-3;
        }
        // Central differences of a parabola have rounding errors only. The sum has up to 40
        // summands, the largest near 40, in single precision.
        assertThat((double) byInput[r * layer.inputStride() + k])
            .as("row %d, input %d", r, k)
            .isCloseTo(expected, within(k < fanIn ? 1e-4 : 0));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 3, 2", "3, 16, 2", "16, 16, 17", "20, 32, 5", "1, 1, 40"})
  void stepFollowsTheMeanGradientByEveryParameter(int fanIn, int stride, int units) {
    DenseLayer layer = layer(fanIn, stride, units);
    double[] start = layer.parameters();
    float[] inputs = inputs(fanIn, stride);
    float[] gradients = gradients(layer, layer.forward(inputs, ROWS), ROWS);

    layer.addGradients(gradients, ROWS);
    layer.step(new Sgd(0), 1f / ROWS);

    double[] end = layer.parameters();
    for (int i = 0; i < start.length; i++) {
      double[] up = start.clone();
      double[] down = start.clone();
      up[i] += 1e-3;
      down[i] -= 1e-3;
      double derivative = 0;
      for (int r = 0; r < ROWS; r++) {
        double[] x = row(inputs, fanIn, stride, r);
        derivative += (loss(up, x) - loss(down, x)) / 2e-3 / ROWS;
      }
      // As above; parameters are near 10 after the step, and are divided by the learning rate.
      assertThat((start[i] - end[i]) / LEARNING_RATE)
          .as("parameter " + i)
          .isCloseTo(derivative, within(2e-5));
    }
  }

  @Test
  void backwardUsesTheWeightsAfterAStep() {
    DenseLayer layer = layer(3, 3, 2);
    float[] inputs = inputs(3, 3);
    layer.backward(gradients(layer, layer.forward(inputs, ROWS), ROWS), ROWS);
    layer.addGradients(gradients(layer, layer.forward(inputs, ROWS), ROWS), ROWS);
    layer.step(new Sgd(0), 1f / ROWS);
    DenseLayer fresh = new DenseLayer(3, 3, 2, ROWS, LEARNING_RATE);
    fresh.setParameters(0, layer.parameters());

    float[] gradients = gradients(layer, layer.forward(inputs, ROWS), ROWS);
    float[] expected = gradients(fresh, fresh.forward(inputs, ROWS), ROWS);

    assertThat(gradients).isEqualTo(expected);
    assertThat(Arrays.copyOf(layer.backward(gradients, ROWS), ROWS * 16))
        .isEqualTo(Arrays.copyOf(fresh.backward(expected, ROWS), ROWS * 16));
  }

  @Test
  void backwardUsesTheWeightsThatWereSet() {
    DenseLayer layer = layer(2, 2, 2);
    float[] inputs = inputs(2, 2);
    float[] gradients = new float[16];
    gradients[0] = 1;
    gradients[1] = 10;
    layer.forward(inputs, 1);
    layer.backward(gradients, 1);

    layer.setParameters(0, new double[] {1, 2, 3, 4, 5, 6});

    // (1, 2) once and (3, 4) ten times.
    assertThat(Arrays.copyOf(layer.backward(gradients, 1), 2)).containsExactly(31, 42);
  }

  @Test
  void unitsAreSetAndGivenInParts() {
    DenseLayer layer = new DenseLayer(2, 2, 3, 1, LEARNING_RATE);
    assertThat(layer.parameters()).hasSize(9).containsOnly(0);

    layer.setParameters(0, new double[] {1, 2, 3});
    layer.setParameters(1, new double[] {4, 5, 6, 7, 8, 9});

    assertThat(layer.parameters(0, 1)).containsExactly(1, 2, 3);
    assertThat(layer.parameters(1, 3)).containsExactly(4, 5, 6, 7, 8, 9);
    assertThat(layer.parameters()).containsExactly(1, 2, 4, 5, 6, 7, 3, 8, 9);
  }

  @Test
  void gradientsOfBatchesAddUpUntilTheStep() {
    DenseLayer layer = layer(3, 3, 2);
    double[] start = layer.parameters();
    float[] inputs = inputs(3, 3);
    float[] gradients = gradients(layer, layer.forward(inputs, ROWS), ROWS);
    layer.addGradients(gradients, ROWS);
    layer.addGradients(gradients, ROWS);
    layer.step(new Sgd(0), 0.5f / ROWS);
    double[] afterOne = layer.parameters();

    layer.step(new Sgd(0), 1);

    DenseLayer once = layer(3, 3, 2);
    once.forward(inputs, ROWS);
    once.addGradients(gradients, ROWS);
    once.step(new Sgd(0), 1f / ROWS);
    // The same sum in another order.
    assertThat(afterOne).containsExactly(once.parameters(), within(1e-6)).isNotEqualTo(start);
    // The optimiser is new, but the layer keeps the velocity; the step is 0.9 times the previous
    // one, in single precision.
    for (int i = 0; i < start.length; i++) {
      assertThat(layer.parameters()[i] - afterOne[i])
          .isCloseTo(0.9 * (afterOne[i] - start[i]), within(1e-6));
    }
  }

  @Test
  void squaresOfTheGradientsAreAddedToTheSum() {
    DenseLayer layer = new DenseLayer(2, 2, 2, 1, LEARNING_RATE);
    float[] gradients = new float[16];
    gradients[0] = 1;
    gradients[1] = -2;
    layer.forward(new float[] {3, 0.5f}, 1);
    layer.addGradients(gradients, 1);

    // Weights 3, 1/2, -6, -1 and biases 1, -2; exact.
    assertThat(layer.addSquaredGradients(100)).isEqualTo(100 + 9 + 0.25 + 36 + 1 + 1 + 4);
    layer.step(new Sgd(0), 1);
    assertThat(layer.addSquaredGradients(100)).isEqualTo(100);
  }

  @Test
  void everyStepHasItsScale() {
    DenseLayer layer = new DenseLayer(1, 1, 1, 1, 0.5);
    float[] gradients = new float[16];
    gradients[0] = 1;
    layer.forward(new float[] {2}, 1);

    // The gradient is 2 for the weight and 1 for the bias; a scale of 0 leaves no velocity.
    layer.addGradients(gradients, 1);
    layer.step(new Sgd(0), 0);
    assertThat(layer.parameters()).containsExactly(0, 0);
    layer.addGradients(gradients, 1);
    layer.step(new Sgd(0), 1);
    assertThat(layer.parameters()).containsExactly(-1, -0.5);
    layer.addGradients(gradients, 1);
    layer.step(new Sgd(0), 0.25f);

    // Velocities are 0.9 times the previous gradients plus a quarter of the current ones, in single
    // precision.
    assertThat(layer.parameters())
        .containsExactly(new double[] {-1 - 0.5 * 2.3, -0.5 - 0.5 * 1.15}, within(1e-6));
  }

  @Test
  void learningRateCountsFromTheNextStepOn() {
    DenseLayer layer = new DenseLayer(1, 1, 1, 1, LEARNING_RATE);
    float[] gradients = new float[16];
    gradients[0] = 1;
    layer.setLearningRate(0.5);
    layer.forward(new float[] {2}, 1);
    layer.addGradients(gradients, 1);
    layer.step(new Sgd(0), 1);

    assertThat(layer.parameters()).containsExactly(-1, -0.5);
  }
}

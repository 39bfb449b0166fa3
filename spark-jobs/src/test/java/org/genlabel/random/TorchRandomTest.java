package org.genlabel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchRandomTest {
  @Test
  void drawsTheFloatsThatTorchPrints() {
    // torch.manual_seed(0); torch.rand(6). Torch prints four digits.
    TorchRandom zero = new TorchRandom(0);
    for (double expected : new double[] {0.4963, 0.7682, 0.0885, 0.1320, 0.3074, 0.6341}) {
      assertThat((double) zero.nextFloat()).isCloseTo(expected, within(5.1e-5));
    }
    // torch.manual_seed(42); torch.rand(4)
    TorchRandom fortyTwo = new TorchRandom(42);
    for (double expected : new double[] {0.8823, 0.9150, 0.3829, 0.9593}) {
      assertThat((double) fortyTwo.nextFloat()).isCloseTo(expected, within(5.1e-5));
    }
  }

  @Test
  void drawsTheInitialWeightsThatTorchPrints() {
    // torch.manual_seed(0); torch.nn.Linear(2, 1): its weights and its bias.
    TorchRandom random = new TorchRandom(0);
    for (double expected : new double[] {-0.0053, 0.3793, -0.5820}) {
      assertThat(random.uniform(1 / Math.sqrt(2))).isCloseTo(expected, within(5.1e-5));
    }
  }

  @Test
  void permutesAsTorch() {
    // torch.manual_seed(0); torch.randperm(10)
    assertThat(new TorchRandom(0).permutation(10)).containsExactly(4, 1, 7, 5, 3, 9, 0, 8, 6, 2);
  }

  @Test
  void floatIsTheLowest24BitsOfADraw() {
    TorchRandom random = new TorchRandom(7);
    Mt19937 bits = new Mt19937(7);
    for (int draw = 0; draw < 2000; draw++) {
      // Exact: an integer below 2^24 over a power of two.
      assertThat((double) random.nextFloat()).isEqualTo((bits.nextInt() & 0xffffff) / 0x1p24);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0.5773502691896258, 0.1, 3})
  void uniformIsASinglePrecisionNumberWithinTheBoundAndTakesOneDraw(double bound) {
    TorchRandom random = new TorchRandom(3);
    TorchRandom floats = new TorchRandom(3);
    double smallest = bound;
    double largest = -bound;
    for (int draw = 0; draw < 5000; draw++) {
      double value = random.uniform(bound);

      float low = (float) -bound;
      float width = (float) bound - low;
      assertThat(value).isEqualTo((double) (float) value);
      assertThat(value).isEqualTo((double) (float) ((double) floats.nextFloat() * width + low));
      assertThat(value).isBetween(-(double) (float) bound, (double) (float) bound);
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    // The probability that 5000 draws leave a gap of a hundredth at an end is e^-50.
    assertThat(smallest).isLessThan(-0.98 * bound);
    assertThat(largest).isGreaterThan(0.98 * bound);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 128, 1000})
  void permutationHoldsEveryPositionOnceAndTakesOneDrawLess(int n) {
    TorchRandom random = new TorchRandom(5);
    TorchRandom skipping = new TorchRandom(5);

    int[] order = random.permutation(n);
    skipping.skip(Math.max(0, n - 1));

    assertThat(IntStream.of(order).sorted().toArray()).isEqualTo(IntStream.range(0, n).toArray());
    assertThat(random.nextFloat()).isEqualTo(skipping.nextFloat());
  }

  @Test
  void everyOrderOfThreeIsAboutAsFrequent() {
    TorchRandom random = new TorchRandom(11);
    Map<String, Integer> counts = new HashMap<>();
    for (int draw = 0; draw < 6000; draw++) {
      int[] order = random.permutation(3);
      counts.merge(order[0] + " " + order[1] + " " + order[2], 1, Integer::sum);
    }

    // A thousand each, with a standard deviation of 29; the tolerance is five standard deviations.
    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(855, 1145));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 623, 624, 625, 1248, 10_000})
  void skipPassesOverDraws(long draws) {
    TorchRandom skipping = new TorchRandom(9);
    TorchRandom drawing = new TorchRandom(9);
    skipping.nextFloat();
    drawing.nextFloat();

    skipping.skip(draws);
    for (long draw = 0; draw < draws; draw++) {
      drawing.nextFloat();
    }

    for (int next = 0; next < 10; next++) {
      assertThat(skipping.nextFloat()).isEqualTo(drawing.nextFloat());
    }
  }

  @Test
  void copyContinuesIndependentlyFromTheStateOfTheOriginal() {
    TorchRandom original = new TorchRandom(13);
    original.permutation(100);
    TorchRandom copy = original.copy();
    TorchRandom untouched = original.copy();

    for (int draw = 0; draw < 2000; draw++) {
      copy.nextFloat();
    }

    assertThat(original.permutation(50)).isEqualTo(untouched.permutation(50));
    assertThat(original.uniform(0.25)).isEqualTo(untouched.uniform(0.25));
  }
}

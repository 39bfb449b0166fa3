package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genlabel.random.AuthorsRandom;
import org.genlabel.random.AuthorsRandomTest;
import org.genlabel.random.BetaSampler;
import org.genlabel.random.Mt19937;
import org.genlabel.random.TorchRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorsMixStreamTest {
  private static final int FEATURES = 7;

  private static AuthorsRandom random() {
    return new AuthorsRandom(4, OptionalDouble.of(1));
  }

  /** A copy of a batch. */
  private record Drawn(double lambda, int[] first, int[] second, int[] third, double[] uniforms) {}

  private static List<Drawn> draw(
      AuthorsRandom random, Mixing mixing, int rows, int batchSize, int epochs) {
    AuthorsMixStream stream = new AuthorsMixStream(random, mixing, rows, batchSize, FEATURES);
    Draw batch = new Draw(stream.largestBatch());
    List<Drawn> drawn = new ArrayList<>();
    for (int b = 0; b < epochs * stream.batchesPerEpoch(); b++) {
      stream.next(batch);
      assertThat(batch.columns()).hasSize(mixing.drawsColumns() ? FEATURES : 0);
      IntStream positions = IntStream.range(0, batch.size());
      int[] all = positions.toArray();
      drawn.add(
          new Drawn(
              batch.lambda(),
              IntStream.of(all).map(batch::first).toArray(),
              IntStream.of(all).map(batch::second).toArray(),
              IntStream.of(all).map(batch::third).toArray(),
              IntStream.of(all).mapToDouble(batch::uniform).toArray()));
    }
    return drawn;
  }

  static Stream<Arguments> mixingsAndSizes() {
    return Arrays.stream(Mixing.values())
        .flatMap(
            mixing ->
                Stream.of(
                    // The last batch is full, short, or has one row; one batch; one row.
                    Arguments.of(mixing, 48, 16),
                    Arguments.of(mixing, 50, 16),
                    Arguments.of(mixing, 49, 16),
                    Arguments.of(mixing, 10, 128),
                    Arguments.of(mixing, 1, 128),
                    Arguments.of(mixing, 5, 1)));
  }

  @ParameterizedTest
  @MethodSource("mixingsAndSizes")
  void epochDrawsTheReportedNumberOfDraws(Mixing mixing, int rows, int batchSize) {
    for (int epochs = 1; epochs <= 3; epochs++) {
      AuthorsRandom drawing = random();
      AuthorsRandom skipping = random();

      draw(drawing, mixing, rows, batchSize, epochs);
      skipping.skip(
          (long) epochs * AuthorsMixStream.lambdaDraws(mixing, rows, batchSize),
          epochs * AuthorsMixStream.torchDraws(mixing, rows, batchSize, FEATURES));

      AuthorsRandomTest.assertSameFromHere(drawing, skipping);
    }
  }

  @ParameterizedTest
  @MethodSource("mixingsAndSizes")
  void everyEpochVisitsTheRowsInTheirOrder(Mixing mixing, int rows, int batchSize) {
    List<Drawn> batches = draw(random(), mixing, rows, batchSize, 2);

    assertThat(batches.stream().flatMapToInt(batch -> IntStream.of(batch.first())).toArray())
        .isEqualTo(IntStream.range(0, 2 * rows).map(i -> i % rows).toArray());
    assertThat(batches).hasSize(2 * ((rows + batchSize - 1) / batchSize));
    for (Drawn batch : batches) {
      assertThat(batch.first()).hasSizeLessThanOrEqualTo(batchSize);
      // Partners and third rows are rows of the batch.
      assertThat(IntStream.of(batch.second()).sorted().toArray()).isEqualTo(batch.first());
      assertThat(IntStream.of(batch.third()).sorted().toArray()).isEqualTo(batch.first());
    }
  }

  @ParameterizedTest
  @EnumSource(Mixing.class)
  void batchOfOneMixesWithItself(Mixing mixing) {
    List<Drawn> batches = draw(random(), mixing, 3, 2, 2);

    for (int last : new int[] {1, 3}) {
      assertThat(batches.get(last).first()).containsExactly(2);
      assertThat(batches.get(last).second()).containsExactly(2);
      assertThat(batches.get(last).third()).containsExactly(2);
    }
  }

  @Test
  void withoutMixingEveryRowIsPairedWithItselfAndLambdaIsOne() {
    for (Drawn batch : draw(random(), Mixing.NONE, 50, 16, 2)) {
      assertThat(batch.lambda()).isEqualTo(1);
      assertThat(batch.second()).isEqualTo(batch.first());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mixing.class,
      names = {"MIXUP", "GENERATIVE", "CUTMIX"})
  void mixingTakesALambdaAndAPermutationABatchAndTwoDrawsAnEpoch(Mixing mixing) {
    List<Drawn> batches = draw(random(), mixing, 5, 3, 2);

    BetaSampler lambdas = new BetaSampler(1, new Mt19937(4));
    TorchRandom torch = new TorchRandom(4);
    for (int b = 0; b < 4; b++) {
      int start = b % 2 * 3;
      if (start == 0) {
        torch.skip(2);
      }
      assertThat(batches.get(b).lambda()).isEqualTo(lambdas.next());
      assertThat(batches.get(b).second())
          .isEqualTo(
              IntStream.of(torch.permutation(start == 0 ? 3 : 2)).map(r -> start + r).toArray());
      if (mixing == Mixing.CUTMIX) {
        torch.permutation(FEATURES);
      }
    }
  }

  @Test
  void adaptiveMixingTakesTwoPermutationsAndANumberForEveryRow() {
    List<Drawn> batches = draw(random(), Mixing.ADAPTIVE, 5, 3, 2);

    TorchRandom torch = new TorchRandom(4);
    for (int b = 0; b < 4; b++) {
      int start = b % 2 * 3;
      int size = start == 0 ? 3 : 2;
      if (start == 0) {
        torch.skip(2);
      }
      assertThat(batches.get(b).lambda()).isEqualTo(1);
      assertThat(batches.get(b).second())
          .isEqualTo(IntStream.of(torch.permutation(size)).map(r -> start + r).toArray());
      assertThat(batches.get(b).third())
          .isEqualTo(IntStream.of(torch.permutation(size)).map(r -> start + r).toArray());
      for (double uniform : batches.get(b).uniforms()) {
        assertThat(uniform).isEqualTo((double) torch.nextFloat());
      }
    }
  }

  @Test
  void batchIsNeverLargerThanTheRows() {
    AuthorsMixStream stream = new AuthorsMixStream(random(), Mixing.MIXUP, 10, 128, FEATURES);

    assertThat(stream.largestBatch()).isEqualTo(10);
    assertThat(stream.batchesPerEpoch()).isEqualTo(1);
  }
}

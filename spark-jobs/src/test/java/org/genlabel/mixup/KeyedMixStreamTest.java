package org.genlabel.mixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.genlabel.random.FitKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyedMixStreamTest {
  private static final FitKey KEY = new FitKey(1, "48", 0, 2);
  private static final OptionalDouble NO_MIXING = OptionalDouble.empty();
  private static final OptionalDouble ALPHA = OptionalDouble.of(1);
  private static final int FEATURES = 6;

  /** A copy of a batch. */
  private record Drawn(double lambda, int[] first, int[] second, int[] third, double[] uniforms) {}

  private static List<Drawn> draw(
      FitKey key, OptionalDouble alpha, int rows, int batchSize, int epochs) {
    Mixing mixing = alpha.isPresent() ? Mixing.MIXUP : Mixing.NONE;
    return draw(key, mixing, alpha, rows, batchSize, epochs);
  }

  private static List<Drawn> draw(
      FitKey key, Mixing mixing, OptionalDouble alpha, int rows, int batchSize, int epochs) {
    KeyedMixStream stream = new KeyedMixStream(key, mixing, alpha, rows, batchSize, FEATURES);
    Draw batch = new Draw(stream.largestBatch());
    List<Drawn> drawn = new ArrayList<>();
    for (int b = 0; b < epochs * stream.batchesPerEpoch(); b++) {
      stream.next(batch);
      drawn.add(
          new Drawn(
              batch.lambda(),
              IntStream.range(0, batch.size()).map(batch::first).toArray(),
              IntStream.range(0, batch.size()).map(batch::second).toArray(),
              IntStream.range(0, batch.size()).map(batch::third).toArray(),
              IntStream.range(0, batch.size()).mapToDouble(batch::uniform).toArray()));
    }
    return drawn;
  }

  @ParameterizedTest
  @EnumSource(Mixing.class)
  void anOrderOfTheColumnsIsDrawnForEveryBatchOfCutMixOnly(Mixing mixing) {
    OptionalDouble alpha = mixing.drawsLambda() ? ALPHA : OptionalDouble.empty();
    KeyedMixStream stream = new KeyedMixStream(KEY, mixing, alpha, 20, 8, FEATURES);
    Draw draw = new Draw(stream.largestBatch());
    List<String> orders = new ArrayList<>();
    for (int b = 0; b < 6; b++) {
      stream.next(draw);
      orders.add(Arrays.toString(draw.columns()));
      int[] expected = mixing.drawsColumns() ? IntStream.range(0, FEATURES).toArray() : new int[0];
      assertThat(IntStream.of(draw.columns()).sorted().toArray()).isEqualTo(expected);
    }
    // Two of six orders of six columns agree for one key in fifty, but not for this one.
    assertThat(orders.stream().distinct().count()).isEqualTo(mixing.drawsColumns() ? 6 : 1);
  }

  @Test
  void ordersOfTheColumnsDependOnTheFitButNotOnAlpha() {
    assertThat(columns(KEY, 2)).isEqualTo(columns(KEY, 1));
    assertThat(columns(new FitKey(1, "made up", 0, 3), 1)).isNotEqualTo(columns(KEY, 1));
  }

  private static int[] columns(FitKey key, double alpha) {
    KeyedMixStream stream =
        new KeyedMixStream(key, Mixing.CUTMIX, OptionalDouble.of(alpha), 20, 8, 50);
    Draw draw = new Draw(stream.largestBatch());
    stream.next(draw);
    return draw.columns();
  }

  private static int[] rowOrder(List<Drawn> batches) {
    return batches.stream().flatMapToInt(batch -> IntStream.of(batch.first())).toArray();
  }

  private static double[] lambdas(List<Drawn> batches) {
    return batches.stream().mapToDouble(Drawn::lambda).toArray();
  }

  private static int[] partners(List<Drawn> batches) {
    return batches.stream().flatMapToInt(batch -> IntStream.of(batch.second())).toArray();
  }

  @Test
  void withoutMixingEveryRowIsPairedWithItselfAndLambdaIsOne() {
    for (Drawn batch : draw(KEY, NO_MIXING, 50, 16, 3)) {
      assertThat(batch.lambda()).isEqualTo(1);
      assertThat(batch.second()).isEqualTo(batch.first());
    }
  }

  @ParameterizedTest
  @CsvSource({"50,16", "48,16", "10,128", "128,128", "129,128", "1,128", "5,1"})
  void everyEpochVisitsEveryRowOnce(int rows, int batchSize) {
    for (OptionalDouble alpha : List.of(NO_MIXING, ALPHA)) {
      int[] order = rowOrder(draw(KEY, alpha, rows, batchSize, 3));

      assertThat(order).hasSize(3 * rows);
      for (int epoch = 0; epoch < 3; epoch++) {
        int[] visited =
            IntStream.range(epoch * rows, (epoch + 1) * rows).map(i -> order[i]).sorted().toArray();
        assertThat(visited).isEqualTo(IntStream.range(0, rows).toArray());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"50,16", "48,16", "10,128", "129,128"})
  void partnersArePermutationsWithinTheBatch(int rows, int batchSize) {
    for (Drawn batch : draw(KEY, ALPHA, rows, batchSize, 3)) {
      assertThat(IntStream.of(batch.second()).sorted().toArray())
          .isEqualTo(IntStream.of(batch.first()).sorted().toArray());
      assertThat(batch.lambda()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void lastBatchOfAnEpochIsShort() {
    List<Drawn> batches = draw(KEY, ALPHA, 50, 16, 2);

    assertThat(batches.stream().map(batch -> batch.first().length))
        .containsExactly(16, 16, 16, 2, 16, 16, 16, 2);
  }

  @Test
  void batchIsNeverLargerThanTheRows() {
    KeyedMixStream stream = new KeyedMixStream(KEY, Mixing.MIXUP, ALPHA, 10, 128, FEATURES);

    assertThat(stream.largestBatch()).isEqualTo(10);
    assertThat(stream.batchesPerEpoch()).isEqualTo(1);
  }

  @Test
  void epochsAreShuffledAnew() {
    int[] order = rowOrder(draw(KEY, NO_MIXING, 50, 50, 2));

    assertThat(IntStream.range(0, 50).map(i -> order[i]).toArray())
        .isNotEqualTo(IntStream.range(50, 100).map(i -> order[i]).toArray());
  }

  @Test
  void vanillaAndMixupOfTheSameFitVisitTheRowsInTheSameOrder() {
    assertThat(rowOrder(draw(KEY, ALPHA, 50, 16, 4)))
        .isEqualTo(rowOrder(draw(KEY, NO_MIXING, 50, 16, 4)));
  }

  @Test
  void anotherAlphaHasTheSameOrderButOtherLambdasAndPartners() {
    List<Drawn> one = draw(KEY, OptionalDouble.of(1), 50, 16, 4);
    List<Drawn> two = draw(KEY, OptionalDouble.of(2), 50, 16, 4);

    assertThat(rowOrder(two)).isEqualTo(rowOrder(one));
    assertThat(partners(two)).isNotEqualTo(partners(one));
    assertThat(lambdas(two)).doesNotContain(lambdas(one));
  }

  @Test
  void sameKeyGivesTheSameStream() {
    List<Drawn> once = draw(KEY, ALPHA, 50, 16, 4);
    List<Drawn> again = draw(new FitKey(1, "48", 0, 2), ALPHA, 50, 16, 4);

    assertThat(rowOrder(again)).isEqualTo(rowOrder(once));
    assertThat(partners(again)).isEqualTo(partners(once));
    assertThat(lambdas(again)).isEqualTo(lambdas(once));
  }

  @Test
  void seedDatasetTrialAndFoldChangeEverything() {
    List<Drawn> reference = draw(KEY, ALPHA, 50, 16, 4);
    List<FitKey> others =
        List.of(
            new FitKey(2, "48", 0, 2),
            new FitKey(1, "187", 0, 2),
            new FitKey(1, "48", 1, 2),
            new FitKey(1, "48", 0, 3),
            new FitKey(1, "48", 0, FitKey.FINAL));
    for (FitKey other : others) {
      List<Drawn> drawn = draw(other, ALPHA, 50, 16, 4);

      assertThat(rowOrder(drawn)).as(other.toString()).isNotEqualTo(rowOrder(reference));
      assertThat(partners(drawn)).as(other.toString()).isNotEqualTo(partners(reference));
      assertThat(lambdas(drawn)).as(other.toString()).doesNotContain(lambdas(reference));
    }
  }

  private static List<Drawn> drawAdaptive(FitKey key, int rows, int batchSize, int epochs) {
    return draw(key, Mixing.ADAPTIVE, NO_MIXING, rows, batchSize, epochs);
  }

  private static int[] thirds(List<Drawn> batches) {
    return batches.stream().flatMapToInt(batch -> IntStream.of(batch.third())).toArray();
  }

  private static double[] uniforms(List<Drawn> batches) {
    return batches.stream().flatMapToDouble(batch -> DoubleStream.of(batch.uniforms())).toArray();
  }

  @ParameterizedTest
  @CsvSource({"50,16", "48,16", "49,16", "10,128", "1,128"})
  void adaptiveMixingDrawsTwoPermutationsOfTheBatchAndANumberForEveryRow(int rows, int batchSize) {
    for (Drawn batch : drawAdaptive(KEY, rows, batchSize, 3)) {
      int[] sorted = IntStream.of(batch.first()).sorted().toArray();

      assertThat(IntStream.of(batch.second()).sorted().toArray()).isEqualTo(sorted);
      assertThat(IntStream.of(batch.third()).sorted().toArray()).isEqualTo(sorted);
      assertThat(batch.lambda()).isEqualTo(1);
      for (double uniform : batch.uniforms()) {
        assertThat(uniform).isGreaterThanOrEqualTo(0).isLessThan(1);
      }
    }
  }

  @Test
  void adaptiveMixingVisitsTheRowsInTheOrderOfEveryScheme() {
    List<Drawn> adaptive = drawAdaptive(KEY, 50, 16, 4);

    assertThat(rowOrder(adaptive)).isEqualTo(rowOrder(draw(KEY, NO_MIXING, 50, 16, 4)));
    assertThat(partners(adaptive)).isNotEqualTo(rowOrder(adaptive));
    assertThat(thirds(adaptive)).isNotEqualTo(partners(adaptive));
    assertThat(uniforms(adaptive)).doesNotHaveDuplicates();
  }

  @Test
  void adaptiveMixingIsKeyedByTheFitAlone() {
    List<Drawn> reference = drawAdaptive(KEY, 50, 16, 4);
    List<Drawn> again = drawAdaptive(new FitKey(1, "48", 0, 2), 50, 16, 4);

    assertThat(partners(again)).isEqualTo(partners(reference));
    assertThat(thirds(again)).isEqualTo(thirds(reference));
    assertThat(uniforms(again)).isEqualTo(uniforms(reference));
    for (FitKey other :
        List.of(
            new FitKey(2, "48", 0, 2),
            new FitKey(1, "187", 0, 2),
            new FitKey(1, "48", 1, 2),
            new FitKey(1, "48", 0, FitKey.FINAL))) {
      List<Drawn> drawn = drawAdaptive(other, 50, 16, 4);

      assertThat(partners(drawn)).as(other.toString()).isNotEqualTo(partners(reference));
      assertThat(thirds(drawn)).as(other.toString()).isNotEqualTo(thirds(reference));
      assertThat(uniforms(drawn)).as(other.toString()).doesNotContain(uniforms(reference));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mixing.class,
      names = {"CUTMIX", "GENERATIVE"})
  void everyMixingByLambdaDrawsTheSame(Mixing mixing) {
    List<Drawn> mixup = draw(KEY, ALPHA, 50, 16, 4);
    List<Drawn> other = draw(KEY, mixing, ALPHA, 50, 16, 4);

    assertThat(rowOrder(other)).isEqualTo(rowOrder(mixup));
    assertThat(partners(other)).isEqualTo(partners(mixup));
    assertThat(lambdas(other)).isEqualTo(lambdas(mixup));
  }

  @Test
  void mixingByLambdaNeedsAnAlpha() {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> new KeyedMixStream(KEY, Mixing.MIXUP, NO_MIXING, 50, 16, FEATURES));
  }

  @ParameterizedTest
  @CsvSource({"0,16", "10,0", "-1,16", "10,-1"})
  void refusesNoRowsAndEmptyBatches(int rows, int batchSize) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new KeyedMixStream(KEY, Mixing.MIXUP, ALPHA, rows, batchSize, FEATURES))
        .withMessageContaining("must be positive, not " + rows + " and " + batchSize);
  }
}

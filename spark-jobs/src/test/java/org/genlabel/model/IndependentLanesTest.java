package org.genlabel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndependentLanesTest {
  private static final int LANES = IndependentLanes.LANES;
  private static final int CAPACITY = 9;
  private static final int STEPS = 40;

  /**
   * The rows a lane is given at a step.
   *
   * @param x [rows][features]
   * @param targets [rows][classes]
   * @param kept [rows], whether a row counts
   */
  private record Batch(double[][] x, double[][] targets, boolean[] kept) {
    static Batch draw(int lane, int step, int features, int classes) {
      // As many rows in every lane, up to the capacity and down to one.
      int rows = 1 + (step * 7) % CAPACITY;
      KeyedRandom random = KeyedRandom.of("rows", "lane=" + lane, "step=" + step);
      double[][] x = new double[rows][features];
      double[][] targets = new double[rows][classes];
      boolean[] kept = new boolean[rows];
      for (int r = 0; r < rows; r++) {
        Arrays.setAll(x[r], k -> 4 * random.nextDouble() - 2);
        double share = random.nextDouble();
        targets[r][random.nextInt(classes)] += share;
        targets[r][random.nextInt(classes)] += 1 - share;
        // Every eighth batch is empty, the others lose a third.
        kept[r] = step % 8 != 5 && random.nextInt(3) > 0;
      }
      return new Batch(x, targets, kept);
    }

    int[] keptRows() {
      return IntStream.range(0, kept.length).filter(r -> kept[r]).toArray();
    }
  }

  private static Optimizer optimizer(String name) {
    return name.equals("adam") ? new Adam(1e-4) : new Sgd(1e-4);
  }

  private static double learningRate(int lane) {
    return 0.1 / (1 + lane);
  }

  private static KeyedRandom initial(int lane) {
    return KeyedRandom.of("initial weights", "lane=" + lane);
  }

  /** Trains some of the lanes, each on rows of its own. */
  private static IndependentLanes trained(
      int[] used, int features, int classes, Optimizer optimizer) {
    IndependentLanes lanes = new IndependentLanes(features, classes, CAPACITY, optimizer);
    int[] divisors = new int[LANES];
    Arrays.fill(divisors, 1);
    for (int lane : used) {
      lanes.initialize(lane, learningRate(lane), initial(lane));
    }
    for (int step = 0; step < STEPS; step++) {
      int rows = 0;
      for (int lane : used) {
        Batch batch = Batch.draw(lane, step, features, classes);
        rows = batch.x().length;
        write(batch, lanes, lane, features, classes);
        divisors[lane] = Math.max(1, batch.keptRows().length);
      }
      lanes.step(rows, divisors);
    }
    return lanes;
  }

  private static void write(
      Batch batch, IndependentLanes lanes, int lane, int features, int classes) {
    for (int r = 0; r < batch.x().length; r++) {
      for (int k = 0; k < features; k++) {
        lanes.inputs()[(r * features + k) * LANES + lane] = (float) batch.x()[r][k];
      }
      for (int c = 0; c < classes; c++) {
        lanes.targets()[(r * classes + c) * LANES + lane] = (float) batch.targets()[r][c];
      }
      lanes.rowWeights()[r * LANES + lane] = batch.kept()[r] ? 1 : 0;
    }
  }

  /** Gives a model the rows of a lane that count. */
  private static LaneModel model(int lane, int features, int classes, Optimizer optimizer) {
    LaneModel model =
        new SoftmaxRegression(
            features, classes, List.of(new Lane(learningRate(lane), 0, 0, Lane.NONE)), optimizer);
    model.initialize(initial(lane));
    for (int step = 0; step < STEPS; step++) {
      Batch batch = Batch.draw(lane, step, features, classes);
      int[] kept = batch.keptRows();
      if (kept.length > 0) {
        Batches.add(
            model,
            IntStream.of(kept).mapToObj(r -> batch.x()[r]).toArray(double[][]::new),
            IntStream.of(kept)
                .mapToObj(r -> new double[][] {batch.targets()[r]})
                .toArray(double[][][]::new));
      }
      model.step(Math.max(1, kept.length));
    }
    return model;
  }

  @ParameterizedTest
  @CsvSource({"1,2,adam", "4,3,adam", "6,5,adam", "13,3,adam", "6,3,sgd"})
  void laneHasTheBitsOfASoftmaxRegressionThatIsGivenItsRows(
      int features, int classes, String optimizer) {
    int[] all = IntStream.range(0, LANES).toArray();
    IndependentLanes lanes = trained(all, features, classes, optimizer(optimizer));

    KeyedRandom random = KeyedRandom.of("points");
    for (int lane : all) {
      LaneModel alone = model(lane, features, classes, optimizer(optimizer));
      LaneClassifier classifier = lanes.classifier(lane);

      assertThat(classifier.lanes()).isEqualTo(1);
      assertThat(classifier.parameters(0)).as("lane " + lane).isEqualTo(alone.parameters(0));
      for (int draw = 0; draw < 20; draw++) {
        double[] x = new double[features];
        Arrays.setAll(x, k -> 4 * random.nextDouble() - 2);
        assertThat(prediction(classifier, x)).isEqualTo(prediction(alone, x));
      }
    }
  }

  private static int prediction(LaneClassifier classifier, double[] x) {
    int[] prediction = {7};
    classifier.predict(x, prediction);
    return prediction[0];
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 15})
  void laneHasTheSameBitsAloneAsAmongAllOthers(int lane) {
    Supplier<Optimizer> optimizer = () -> optimizer("adam");
    IndependentLanes alone = trained(new int[] {lane}, 6, 3, optimizer.get());
    IndependentLanes among = trained(IntStream.range(0, LANES).toArray(), 6, 3, optimizer.get());

    double[] parameters = alone.classifier(lane).parameters(0);
    assertThat(parameters).isEqualTo(among.classifier(lane).parameters(0));
    assertThat(parameters).isNotEqualTo(among.classifier((lane + 1) % LANES).parameters(0));
  }

  @Test
  void laneThatIsNotMadeReadyStaysAtZero() {
    IndependentLanes lanes = trained(new int[] {3}, 6, 3, optimizer("adam"));

    assertThat(lanes.classifier(4).parameters(0)).hasSize(21).containsOnly(0);
  }

  @Test
  void classifierIsTheLaneAsItWas() {
    IndependentLanes lanes = new IndependentLanes(2, 2, 1, new Sgd(0));
    lanes.initialize(0, 0.5, KeyedRandom.of("initial weights"));
    LaneClassifier before = lanes.classifier(0);
    double[] parameters = before.parameters(0);
    int[] divisors = new int[LANES];
    Arrays.fill(divisors, 1);
    lanes.inputs()[0] = 1;
    lanes.targets()[0] = 1;
    lanes.rowWeights()[0] = 1;

    lanes.step(1, divisors);

    assertThat(before.parameters(0)).isEqualTo(parameters);
    assertThat(lanes.classifier(0).parameters(0)).isNotEqualTo(parameters);
  }

  @Test
  void predictsTheFirstOfEqualScores() {
    LaneClassifier zeros = new IndependentLanes(2, 3, 1, new Sgd(0)).classifier(0);

    assertThat(prediction(zeros, new double[] {5, -7})).isEqualTo(0);
  }
}

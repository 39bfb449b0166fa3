package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.genlabel.network.Adam;
import org.genlabel.network.InitialParameters;
import org.genlabel.network.LinearClassifier;
import org.genlabel.network.Optimizer;
import org.genlabel.network.Sgd;
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
   * The rows of a lane at a step.
   *
   * @param x [rows][features]
   * @param targets [rows][classes]
   * @param kept [rows], whether a row counts
   */
  private record LaneRows(double[][] x, double[][] targets, boolean[] kept) {
    static LaneRows draw(int lane, int step, int features, int classes) {
      // Every lane has the same number of rows, between one and the capacity.
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
        // Every eighth batch is empty; about a third of the rows of others is left out.
        kept[r] = step % 8 != 5 && random.nextInt(3) > 0;
      }
      return new LaneRows(x, targets, kept);
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

  private static double[] initial(int lane, int features, int classes) {
    KeyedRandom random = KeyedRandom.of("initial weights", "lane=" + lane);
    return InitialParameters.draw(random, features, classes);
  }

  /** Trains some of the lanes, each on different rows. */
  private static IndependentLanes trained(
      int[] used, int features, int classes, Optimizer optimizer) {
    IndependentLanes lanes = new IndependentLanes(features, classes, CAPACITY, optimizer);
    int[] divisors = new int[LANES];
    Arrays.fill(divisors, 1);
    for (int lane : used) {
      lanes.initialize(lane, learningRate(lane), initial(lane, features, classes));
    }
    for (int step = 0; step < STEPS; step++) {
      int rows = 0;
      for (int lane : used) {
        LaneRows batch = LaneRows.draw(lane, step, features, classes);
        rows = batch.x().length;
        write(batch, lanes, lane, features, classes);
        divisors[lane] = Math.max(1, batch.keptRows().length);
      }
      lanes.step(rows, divisors);
    }
    return lanes;
  }

  private static void write(
      LaneRows batch, IndependentLanes lanes, int lane, int features, int classes) {
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

  /** Trains a model on the rows of a lane that count. */
  private static SoftmaxRegression model(int lane, int features, int classes, Optimizer optimizer) {
    SoftmaxRegression model =
        new SoftmaxRegression(
            features, classes, List.of(new Lane(learningRate(lane), 0, 0, Lane.NONE)), optimizer);
    model.initialize(initial(lane, features, classes));
    for (int step = 0; step < STEPS; step++) {
      LaneRows batch = LaneRows.draw(lane, step, features, classes);
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

    double[][] points = points(KeyedRandom.of("points"), features);
    for (int lane : all) {
      SoftmaxRegression alone = model(lane, features, classes, optimizer(optimizer));
      LinearClassifier classifier = lanes.classifier(lane);

      assertThat(classifier.parameters())
          .as("lane " + lane)
          .isEqualTo(alone.classifier(0).parameters());
      assertThat(classifier.predict(points)).isEqualTo(alone.predict(points)[0]);
    }
  }

  private static double[][] points(KeyedRandom random, int features) {
    double[][] points = new double[20][features];
    for (double[] point : points) {
      Arrays.setAll(point, k -> 4 * random.nextDouble() - 2);
    }
    return points;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 15})
  void laneHasTheSameBitsAloneAsAmongAllOthers(int lane) {
    Supplier<Optimizer> optimizer = () -> optimizer("adam");
    IndependentLanes alone = trained(new int[] {lane}, 6, 3, optimizer.get());
    IndependentLanes among = trained(IntStream.range(0, LANES).toArray(), 6, 3, optimizer.get());

    double[] parameters = alone.classifier(lane).parameters();
    assertThat(parameters).isEqualTo(among.classifier(lane).parameters());
    assertThat(parameters).isNotEqualTo(among.classifier((lane + 1) % LANES).parameters());
  }

  @Test
  void laneThatIsNotMadeReadyStaysAtZero() {
    IndependentLanes lanes = trained(new int[] {3}, 6, 3, optimizer("adam"));

    assertThat(lanes.classifier(4).parameters()).hasSize(21).containsOnly(0);
  }

  @Test
  void classifierIsTheLaneAsItWas() {
    IndependentLanes lanes = new IndependentLanes(2, 2, 1, new Sgd(0));
    lanes.initialize(0, 0.5, initial(0, 2, 2));
    LinearClassifier before = lanes.classifier(0);
    double[] parameters = before.parameters();
    int[] divisors = new int[LANES];
    Arrays.fill(divisors, 1);
    lanes.inputs()[0] = 1;
    lanes.targets()[0] = 1;
    lanes.rowWeights()[0] = 1;

    lanes.step(1, divisors);

    assertThat(before.parameters()).isEqualTo(parameters);
    assertThat(lanes.classifier(0).parameters()).isNotEqualTo(parameters);
  }

  @Test
  void predictsTheFirstOfEqualScores() {
    LinearClassifier zeros = new IndependentLanes(2, 3, 1, new Sgd(0)).classifier(0);

    assertThat(zeros.predict(new double[][] {{5, -7}})).containsExactly(0);
  }

  @Test
  void learningRateOfALaneCountsFromTheNextStepOn() {
    IndependentLanes lanes = new IndependentLanes(1, 2, 1, new Sgd(0));
    int[] divisors = new int[LANES];
    Arrays.fill(divisors, 1);
    for (int lane = 0; lane < LANES; lane++) {
      lanes.setLearningRate(lane, 1);
      lanes.inputs()[lane] = 2;
      lanes.targets()[lane] = 1;
      lanes.rowWeights()[lane] = 1;
    }
    lanes.setLearningRate(3, 0.25);

    lanes.step(1, divisors);

    // Both classes have probability 1/2: p - y is (-1/2, 1/2), times x = 2 for the weights; exact.
    assertThat(lanes.classifier(2).parameters()).containsExactly(1, -1, 0.5, -0.5);
    assertThat(lanes.classifier(3).parameters()).containsExactly(0.25, -0.25, 0.125, -0.125);
    assertThat(lanes.classifier(4).parameters()).containsExactly(1, -1, 0.5, -0.5);
  }

  @Test
  void divisorOfALaneMakesItsSumAMean() {
    IndependentLanes lanes = new IndependentLanes(1, 2, 2, new Sgd(0));
    int[] divisors = new int[LANES];
    Arrays.fill(divisors, 1);
    divisors[1] = 4;
    for (int lane = 0; lane < 2; lane++) {
      lanes.setLearningRate(lane, 1);
      for (int row = 0; row < 2; row++) {
        lanes.inputs()[row * LANES + lane] = 2;
        lanes.targets()[row * 2 * LANES + lane] = 1;
        lanes.rowWeights()[row * LANES + lane] = 1;
      }
    }

    lanes.step(2, divisors);

    // Twice the sum of one row, and a quarter of that; exact.
    assertThat(lanes.classifier(0).parameters()).containsExactly(2, -2, 1, -1);
    assertThat(lanes.classifier(1).parameters()).containsExactly(0.5, -0.5, 0.25, -0.25);
  }
}

package org.genlabel.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.TabularEngine;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Test;

class CostFitTest {
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          100,
          128,
          TrainingSettings.OptimizerKind.ADAM,
          List.of(0.1, 0.01),
          List.of(0.0, 0.5, 1.0),
          5,
          1e-4);

  private static final CostModel PRESENT = new CostModel(allAt(7e-9));

  private static Map<Work, Double> allAt(double seconds) {
    Map<Work, Double> map = new EnumMap<>(Work.class);
    for (Work work : Work.values()) {
      map.put(work, seconds);
    }
    return map;
  }

  /** Units of four kinds of work, of very different sizes, and the seconds a model gives them. */
  private static List<CostFit.Observation> observations(CostModel truth, int count, double noise) {
    SplittableRandom random = new SplittableRandom(3);
    List<CostFit.Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<Work, Double> units = new EnumMap<>(Work.class);
      units.put(Work.CELL, 1.0 + random.nextInt(5));
      units.put(Work.PRODUCT, 1e8 * Math.exp(3 * random.nextGaussian()));
      units.put(Work.SOFTMAX, 1e7 * Math.exp(3 * random.nextGaussian()));
      units.put(Work.KERNEL, 1e6 * Math.exp(3 * random.nextGaussian()));
      double disturbed = truth.seconds(units) * Math.exp(noise * random.nextGaussian());
      observations.add(new CostFit.Observation(units, disturbed));
    }
    return observations;
  }

  private static CostModel truth() {
    Map<Work, Double> seconds = new EnumMap<>(Work.class);
    seconds.put(Work.CELL, 1e-3);
    seconds.put(Work.PRODUCT, 2.5e-11);
    seconds.put(Work.SOFTMAX, 5e-10);
    seconds.put(Work.KERNEL, 4e-10);
    return new CostModel(seconds);
  }

  @Test
  void recoversTheSecondsThatExactMeasurementsWereMadeOf() {
    CostFit fit = CostFit.of(observations(truth(), 40, 0), PRESENT);

    for (Work work : List.of(Work.CELL, Work.PRODUCT, Work.SOFTMAX, Work.KERNEL)) {
      // The solver stops at relative steps of 1e-7, and squares the condition of the problem.
      assertThat(fit.model().secondsPerUnit(work) / truth().secondsPerUnit(work))
          .as(work.key())
          .isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void comesNearTheSecondsOfDisturbedMeasurements() {
    List<CostFit.Observation> measured = observations(truth(), 400, 0.1);
    CostFit fit = CostFit.of(measured, PRESENT);

    for (Work work : List.of(Work.CELL, Work.PRODUCT, Work.SOFTMAX, Work.KERNEL)) {
      // 400 measurements to 10% each; a quarter is some ten standard errors.
      assertThat(fit.model().secondsPerUnit(work) / truth().secondsPerUnit(work))
          .as(work.key())
          .isCloseTo(1, within(0.25));
    }
    // The median of |N(0, 1)| is 0.67, its 90% quantile 1.64.
    assertThat(fit.accuracy(measured).medianError()).isCloseTo(0.067, within(0.02));
    assertThat(fit.accuracy(measured).largeError()).isCloseTo(0.164, within(0.04));
    assertThat(fit.accuracy(measured).groups()).isEqualTo(400);
  }

  @Test
  void keepsThePresentSecondsOfWorkThatNoGroupDid() {
    CostFit fit = CostFit.of(observations(truth(), 40, 0), PRESENT);

    assertThat(fit.kept()).contains(Work.BISECTION, Work.LANE_ROW).doesNotContain(Work.CELL);
    assertThat(fit.kept()).hasSize(Work.values().length - 4);
    assertThat(fit.model().secondsPerUnit(Work.BISECTION)).isEqualTo(7e-9);
  }

  @Test
  void givesNoWorkANegativeTime() {
    // Less time for more features: the best fit without bounds is negative.
    List<CostFit.Observation> measured =
        List.of(
            new CostFit.Observation(Map.of(Work.ROW, 1e6, Work.ROW_FEATURE, 1e6), 0.02),
            new CostFit.Observation(Map.of(Work.ROW, 1e6, Work.ROW_FEATURE, 2e6), 0.01));
    CostFit fit = CostFit.of(measured, PRESENT);

    assertThat(fit.model().secondsPerUnit(Work.ROW_FEATURE)).isZero();
    assertThat(fit.model().secondsPerUnit(Work.ROW)).isPositive();
  }

  @Test
  void refusesToFitToNothing() {
    assertThatThrownBy(() -> CostFit.of(List.of(), PRESENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void observesGroupsAndLeavesOutThoseThatTakeNoTime() {
    Shape shape = new Shape(100, 4, 3);
    List<MeasuredCell> cells =
        List.of(
            new MeasuredCell(cell(Scheme.MIXUP, 1.0), shape, 0.0015, 1),
            new MeasuredCell(cell(Scheme.GENLABEL_GM, 1.0), shape, 0.0015, 1),
            new MeasuredCell(cell(Scheme.GM_CLASSIFIER, null), shape, 0.0015, 1));

    List<CostFit.Observation> observations =
        CostFit.observations(cells, SETTINGS, Randomness.PAIRED);

    assertThat(observations).hasSize(1);
    assertThat(observations.get(0).seconds()).isEqualTo(0.003);
    assertThat(observations.get(0).units())
        .isEqualTo(
            new TabularEngine()
                .work(
                    new CellGroup(List.of(cells.get(0).cell(), cells.get(1).cell())),
                    shape,
                    SETTINGS,
                    Randomness.PAIRED)
                .asMap());
  }

  private static Cell cell(Scheme scheme, Double alpha) {
    return new Cell("61", ModelKind.SOFTMAX_REGRESSION, scheme, alpha, 0);
  }

  @Test
  void writesAFileWithEveryKindOfWork() throws IOException {
    CostFit fit = CostFit.of(observations(truth(), 40, 0), PRESENT);
    Properties properties = new Properties();
    properties.load(new StringReader(fit.fileText(List.of("made by a test"))));

    assertThat(properties).hasSize(Work.values().length);
    for (Work work : Work.values()) {
      assertThat(Double.parseDouble(properties.getProperty(work.key())))
          // Four digits.
          .isCloseTo(
              fit.model().secondsPerUnit(work), within(1e-3 * fit.model().secondsPerUnit(work)));
    }
  }
}

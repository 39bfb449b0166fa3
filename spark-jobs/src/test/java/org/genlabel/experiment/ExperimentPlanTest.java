package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.genlabel.data.Attribute;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.Table;
import org.genlabel.model.Precision;
import org.genlabel.train.Randomness;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentPlanTest {
  private static final List<Double> ALPHAS = List.of(1.0, 2.0, 0.5);
  private static final int TRIALS = 4;

  private static Dataset dataset(String name, Optional<Integer> id, int rows) {
    double[][] values =
        IntStream.range(0, rows)
            .mapToObj(row -> new double[] {row * 7 % 11, row % 2})
            .toArray(double[][]::new);
    List<Attribute> attributes =
        List.of(
            new Attribute("x", Attribute.Kind.NUMERIC, List.of()),
            new Attribute("class", Attribute.Kind.NOMINAL, List.of("a", "b")));
    Table table = new Table(name, name, attributes, values, new int[rows]);
    return Dataset.of(
        table, id, name, Optional.empty(), List.of(), FeatureHandling.NUMERIC, "c0ffee");
  }

  private static final List<Dataset> DATASETS =
      List.of(
          dataset("small", Optional.empty(), 20),
          dataset("large", Optional.of(36), 2000),
          dataset("middle", Optional.of(48), 150));

  private static ExperimentConfig config(List<Scheme> schemes) {
    return new ExperimentConfig(
        "test",
        List.of("bundled"),
        ExperimentConfig.SOFTMAX_REGRESSION,
        schemes,
        ALPHAS,
        TRIALS,
        1,
        new Protocol(
            Split.Rule.AUTHORS, Scaling.TRAINING_ROWS, FeatureHandling.NUMERIC, Randomness.PAIRED),
        new TrainingSettings(
            100,
            128,
            TrainingSettings.OptimizerKind.ADAM,
            Precision.SINGLE,
            List.of(0.1, 0.01, 0.001, 0.0001),
            List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
            5,
            1e-4),
        List.of("datasets"),
        2);
  }

  private static ExperimentPlan plan() {
    return ExperimentPlan.of(config(Arrays.asList(Scheme.values())), DATASETS);
  }

  private static double seconds(Cell cell) {
    ExperimentPlan all = plan();
    Set<Cell> others = new HashSet<>(all.cells());
    others.remove(cell);
    return all.without(others).estimatedSeconds();
  }

  @Test
  void cellsAreEnumeratedOnceByDatasetSchemeAlphaAndTrial() {
    List<Cell> expected = new ArrayList<>();
    for (String key : List.of("small", "36", "48")) {
      for (Scheme scheme : Scheme.values()) {
        List<Double> alphas = scheme.dependsOnAlpha() ? ALPHAS : Arrays.asList((Double) null);
        for (Double alpha : alphas) {
          for (int trial = 0; trial < TRIALS; trial++) {
            expected.add(new Cell(key, ExperimentConfig.SOFTMAX_REGRESSION, scheme, alpha, trial));
          }
        }
      }
    }

    assertThat(plan().cells()).isEqualTo(expected).doesNotHaveDuplicates();
  }

  @Test
  void schemesThatDoNotDependOnAlphaHaveNone() {
    for (Cell cell : plan().cells()) {
      if (cell.scheme().dependsOnAlpha()) {
        assertThat(cell.alphaOrNull()).isIn(ALPHAS);
        assertThat(cell.alpha()).hasValue(cell.alphaOrNull());
      } else {
        assertThat(cell.alphaOrNull()).isNull();
        assertThat(cell.alpha()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.01, 0.1, 1, 2, 1000, 1e9})
  void partitionsCoverAllCellsExactlyOnce(double targetSeconds) {
    List<Cell> partitioned =
        plan().partitions(targetSeconds).stream()
            .flatMap(partition -> partition.cells().stream())
            .toList();

    assertThat(partitioned).containsExactlyInAnyOrderElementsOf(plan().cells());
  }

  @Test
  void dearestCellsComeFirst() {
    List<Double> costs =
        plan().partitions(0.5).stream()
            .flatMap(partition -> partition.cells().stream())
            .map(ExperimentPlanTest::seconds)
            .toList();

    for (int i = 1; i < costs.size(); i++) {
      assertThat(costs.get(i)).isLessThanOrEqualTo(costs.get(i - 1));
    }
  }

  @Test
  void cheapCellsArePackedToAboutTheTarget() {
    double target = 0.5;
    List<ExperimentPlan.Partition> partitions = plan().partitions(target);

    assertThat(partitions).hasSizeGreaterThan(1).hasSizeLessThan(plan().cells().size());
    for (int i = 0; i < partitions.size(); i++) {
      ExperimentPlan.Partition partition = partitions.get(i);
      double work = partition.cells().stream().mapToDouble(ExperimentPlanTest::seconds).sum();
      // The sum in another order.
      assertThat(partition.estimatedSeconds()).isCloseTo(work, within(1e-9 * work));
      if (partition.cells().size() > 1) {
        assertThat(partition.estimatedSeconds()).isLessThanOrEqualTo(target);
      }
      if (i + 1 < partitions.size()) {
        double next = seconds(partitions.get(i + 1).cells().get(0));
        assertThat(partition.estimatedSeconds() + next)
            .as("partition " + i + " with the cell after it")
            .isGreaterThan(target);
      }
    }
  }

  @Test
  void cellDearerThanTheTargetHasAPartitionOfItsOwn() {
    for (ExperimentPlan.Partition partition : plan().partitions(1e-12)) {
      assertThat(partition.cells()).hasSize(1);
    }
  }

  @Test
  void largeTargetGivesOnePartition() {
    assertThat(plan().partitions(1e9)).hasSize(1);
  }

  @Test
  void planWithoutItsDoneCellsHasTheOthersInOrder() {
    List<Cell> all = plan().cells();
    Set<Cell> done = new HashSet<>(all.subList(3, 20));
    ExperimentPlan rest = plan().without(done);

    List<Cell> expected = new ArrayList<>(all);
    expected.removeAll(done);
    assertThat(rest.cells()).isEqualTo(expected);
    assertThat(rest.estimatedSeconds()).isLessThan(plan().estimatedSeconds());
    assertThat(plan().without(new HashSet<>(all)).cells()).isEmpty();
    assertThat(plan().without(new HashSet<>(all)).partitions(1)).isEmpty();
  }

  @Test
  void estimatesArePositiveAndGrowWithRowsAndCandidates() {
    TrainingSettings training = config(List.of(Scheme.MIXUP)).training();
    Dataset small = DATASETS.get(0);
    Dataset large = DATASETS.get(1);
    for (Randomness randomness : Randomness.values()) {
      for (Scheme scheme : Scheme.values()) {
        double cheap = ExperimentPlan.estimatedSeconds(small, scheme, training, randomness);
        assertThat(cheap).as(scheme.word()).isPositive();
        assertThat(ExperimentPlan.estimatedSeconds(large, scheme, training, randomness))
            .as(scheme.word())
            .isGreaterThan(cheap);
      }
      assertThat(ExperimentPlan.estimatedSeconds(large, Scheme.GENLABEL_GM, training, randomness))
          .isGreaterThan(
              ExperimentPlan.estimatedSeconds(large, Scheme.MIXUP, training, randomness));
    }
  }
}

package org.genlabel.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.data.Attribute;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.Table;
import org.genlabel.data.catalog.DataSettings;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.Protocol;
import org.genlabel.experiment.TabularEngine;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class ExperimentPlanTest {
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

  public static ExperimentConfig config(List<Scheme> schemes) {
    return new ExperimentConfig(
        "test",
        List.of("bundled"),
        ModelKind.SOFTMAX_REGRESSION,
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
            List.of(0.1, 0.01, 0.001, 0.0001),
            List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
            5,
            1e-4),
        List.of("datasets"),
        DataSettings.AUTOMATIC,
        2,
        60);
  }

  private static ExperimentPlan plan() {
    return ExperimentPlan.of(config(Arrays.asList(Scheme.values())), DATASETS);
  }

  @Test
  void cellsAreEnumeratedOnceByDatasetSchemeAlphaAndTrial() {
    List<Cell> expected = new ArrayList<>();
    for (String key : List.of("small", "36", "48")) {
      for (Scheme scheme : Scheme.values()) {
        List<Double> alphas = scheme.dependsOnAlpha() ? ALPHAS : Arrays.asList((Double) null);
        for (Double alpha : alphas) {
          for (int trial = 0; trial < TRIALS; trial++) {
            expected.add(new Cell(key, ModelKind.SOFTMAX_REGRESSION, scheme, alpha, trial));
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
  void dearestGroupsComeFirst() {
    List<Double> costs =
        plan().partitions(0.01).stream()
            .flatMap(partition -> partition.groups().stream())
            .map(plan()::estimatedSeconds)
            .toList();

    assertThat(costs).hasSizeGreaterThan(10);
    for (int i = 1; i < costs.size(); i++) {
      assertThat(costs.get(i)).isLessThanOrEqualTo(costs.get(i - 1));
    }
  }

  @Test
  void cheapGroupsArePackedToAboutTheTarget() {
    double target = plan().estimatedSeconds() / 20;
    List<Partition> partitions = plan().partitions(target);

    assertThat(partitions).hasSizeGreaterThan(1).hasSizeLessThan(plan().groups().size());
    for (int i = 0; i < partitions.size(); i++) {
      Partition partition = partitions.get(i);
      double work = partition.groups().stream().mapToDouble(plan()::estimatedSeconds).sum();
      // The sum in another order.
      assertThat(partition.estimatedSeconds()).isCloseTo(work, within(1e-9 * work));
      if (partition.groups().size() > 1) {
        assertThat(partition.estimatedSeconds()).isLessThanOrEqualTo(target);
      }
      if (i + 1 < partitions.size()) {
        double next = plan().estimatedSeconds(partitions.get(i + 1).groups().get(0));
        assertThat(partition.estimatedSeconds() + next)
            .as("partition " + i + " with the group after it")
            .isGreaterThan(target);
      }
    }
  }

  @Test
  void groupDearerThanTheTargetHasAPartitionOfItsOwn() {
    for (Partition partition : plan().partitions(1e-12)) {
      assertThat(partition.groups()).hasSize(1);
    }
  }

  @Test
  void cellsThatShareAStreamAreAGroupInThePairedProtocol() {
    List<CellGroup> groups = plan().groups();

    for (CellGroup group : groups) {
      Cell first = group.cells().get(0);
      assertThat(group.cells())
          .allSatisfy(
              cell -> {
                assertThat(cell.dataset()).isEqualTo(first.dataset());
                assertThat(cell.alphaOrNull()).isEqualTo(first.alphaOrNull());
                assertThat(cell.trial()).isEqualTo(first.trial());
                assertThat(cell.scheme().isTrained()).isEqualTo(first.scheme().isTrained());
              });
      assertThat(group.schemes().stream().map(Scheme::mixing).distinct()).hasSize(1);
    }
    // By dataset and trial: vanilla, AdaMixup and the classifier; by alpha besides: mixup, CutMix
    // and generative mixing.
    assertThat(groups).hasSize(DATASETS.size() * TRIALS * (3 + 3 * ALPHAS.size()));
  }

  @Test
  void everyCellIsAloneInTheAuthorsProtocol() {
    ExperimentConfig paired = config(List.of(Scheme.MIXUP, Scheme.GENLABEL_GM));

    assertThat(CellGroup.of(plan().cells(), Randomness.AUTHORS))
        .hasSameSizeAs(plan().cells())
        .allSatisfy(group -> assertThat(group.cells()).hasSize(1));
    assertThat(ExperimentPlan.of(paired, DATASETS).groups())
        .allSatisfy(group -> assertThat(group.cells()).hasSize(2));
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
  void estimatesArePositiveAndGrowWithRows() {
    for (Randomness randomness : Randomness.values()) {
      for (Scheme scheme : Scheme.values()) {
        assertThat(seconds(150, List.of(scheme), randomness)).as(scheme.key()).isPositive();
        assertThat(seconds(2000, List.of(scheme), randomness))
            .as(scheme.key())
            .isGreaterThan(seconds(150, List.of(scheme), randomness));
      }
    }
  }

  @Test
  void runningTogetherIsCheaperThanAlone() {
    List<Scheme> schemes = List.of(Scheme.MIXUP, Scheme.GENLABEL_KDE, Scheme.GENLABEL_CV);
    double alone =
        schemes.stream()
            .mapToDouble(scheme -> seconds(500, List.of(scheme), Randomness.PAIRED))
            .sum();

    assertThat(seconds(500, schemes, Randomness.PAIRED))
        .isLessThan(alone)
        .isGreaterThan(seconds(500, List.of(Scheme.MIXUP), Randomness.PAIRED));
  }

  private static double seconds(int rows, List<Scheme> schemes, Randomness randomness) {
    TrainingSettings training = config(List.of(Scheme.MIXUP)).training();
    CellGroup group =
        new CellGroup(
            schemes.stream()
                .map(scheme -> new Cell("a", ModelKind.SOFTMAX_REGRESSION, scheme, 1.0, 0))
                .toList());
    return CostModel.fitted()
        .seconds(
            new TabularEngine().work(group, new Shape(rows, 8, 3), training, randomness).asMap());
  }
}

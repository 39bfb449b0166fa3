package org.genlabel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.experiment.plan.SplitRule;
import org.genlabel.results.ResultRows;
import org.genlabel.results.ResultStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that results do not depend on cores and partitions. Each run starts Spark anew, one after
 * the other.
 */
class SameRowsAnywhereTest {
  @TempDir private Path home;

  @Test
  void rowsDependNeitherOnCoresNorOnPartitions() throws IOException {
    SmallStudy study = new SmallStudy(Files.createDirectory(home.resolve("data")));

    Rows oneCore = run(study, "local[1]", "run.partition-seconds=1000");
    Rows twoCores = run(study, "local[2]", "run.partition-seconds=0.0003");
    Rows groupByGroup = run(study, "local[2]", "run.partition-seconds=1e-9");

    assertThat(oneCore.tasks()).isLessThan(twoCores.tasks());
    assertThat(twoCores.tasks()).isLessThan(SmallStudy.CELLS);
    ExperimentConfig config = study.config();
    int groups = ExperimentPlan.of(config, study.selection(config).datasets()).groups().size();
    assertThat(groupByGroup.tasks()).isEqualTo(groups);
    assertThat(twoCores.cells()).isEqualTo(oneCore.cells()).hasSize(SmallStudy.CELLS);
    assertThat(twoCores.digest()).isEqualTo(oneCore.digest());
    assertThat(groupByGroup.digest()).isEqualTo(oneCore.digest());
  }

  @Test
  void anotherSeedGivesOtherRows() throws IOException {
    SmallStudy study = new SmallStudy(Files.createDirectory(home.resolve("data")));

    Rows first = run(study, "local[2]", "experiment.seed=1");
    Rows second = run(study, "local[2]", "experiment.seed=2");

    assertThat(accuracies(first)).isNotEqualTo(accuracies(second));
  }

  private static List<String> accuracies(Rows rows) {
    return rows.cells().stream().map(row -> row.replaceAll("run_id=\\S+|seed=\\S+", "")).toList();
  }

  private record Rows(List<String> cells, String digest, int tasks) {}

  private Rows run(SmallStudy study, String master, String setting) throws IOException {
    Path folder = Files.createTempDirectory(home, "run");
    ResultStore store = ResultStore.at(folder.toString());
    try (SparkSession spark = TestSession.start(master)) {
      study.run(spark, store, setting);
      ExperimentConfig config = study.config(setting);
      int tasks =
          ExperimentPlan.of(config, study.selection(config).datasets())
              .tasks(
                  config.partitionSeconds(),
                  spark.sparkContext().defaultParallelism(),
                  SplitRule.DEFAULT)
              .all()
              .size();
      return new Rows(ResultRows.cells(spark, store), ResultRows.digest(spark, store), tasks);
    }
  }
}

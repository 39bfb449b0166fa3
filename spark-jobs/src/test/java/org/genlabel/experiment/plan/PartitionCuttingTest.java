package org.genlabel.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.experiment.config.ExperimentConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionCuttingTest {
  @TempDir private Path folder;

  private ExperimentConfig config(String... settings) throws IOException {
    File file = Files.writeString(folder.resolve("empty.conf"), "").toFile();
    return ExperimentConfig.read(file, List.of(settings));
  }

  private ExperimentPlan plan() throws IOException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int id = 1; id <= 50; id++) {
      shapes.put(Integer.toString(id), new Shape(100, 4, 3));
    }
    return ExperimentPlan.of(config(), shapes, CostModel.fitted());
  }

  @Test
  void partitionsAreAtMostAsLongAsConfigured() throws IOException {
    double dearest =
        plan().groups().stream().mapToDouble(plan()::estimatedSeconds).max().orElseThrow();
    double configured = 2 * dearest;

    assertThat(plan().partitions(configured, 1))
        .allSatisfy(
            partition -> assertThat(partition.estimatedSeconds()).isLessThanOrEqualTo(configured));
  }

  @Test
  void everyCoreGetsEightPartitionsOfASmallStudy() throws IOException {
    int cores = 4;
    List<Partition> partitions = plan().partitions(86_400, cores);

    assertThat(partitions).hasSizeGreaterThanOrEqualTo(8 * cores);
    assertThat(partitions.stream().flatMap(partition -> partition.cells().stream()))
        .containsExactlyInAnyOrderElementsOf(plan().cells());
  }

  @Test
  void theConfigurationIsRestoredFromAManifest() throws IOException {
    ExperimentConfig config =
        config(
            "experiment.name=a-test",
            "experiment.datasets=[bundled,\"odd, name\"]",
            "experiment.schemes=[vanilla,genlabel-cv]",
            "experiment.seed=5",
            "protocol.randomness=authors",
            "training.epochs=3",
            "training.gammas=[0,0.6000000000000001]");

    ExperimentConfig read = ExperimentConfig.ofIdentity(config.identity(), "manifest.json");

    assertThat(read.training()).isEqualTo(config.training());
    assertThat(read.protocol()).isEqualTo(config.protocol());
    assertThat(read.schemes()).isEqualTo(config.schemes());
    assertThat(read.alphas()).isEqualTo(config.alphas());
    assertThat(read.name()).isEqualTo("a-test");
    assertThat(read.datasets()).containsExactly("[bundled, \"odd, name\"]");
  }
}

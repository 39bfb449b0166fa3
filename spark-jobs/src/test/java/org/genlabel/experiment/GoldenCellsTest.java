package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.golden.GoldenFile;
import org.genlabel.golden.StudyDatasets;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole cells of the authors' protocol against a replay of it that was written in another language:
 * file, split, folds, draws, densities, training and choice, down to the last digit of the score.
 */
@Tag("slow")
class GoldenCellsTest {
  private static final String CELLS = "authors-cells.csv";
  private static final Path AUTHORS =
      Path.of(System.getProperty("genlabel.home", "..")).resolve("conf/authors.conf");

  /** Returns a line of the file by the names of its columns; what does not apply is empty. */
  private static Map<String, String> line(String[] names, String line) {
    String[] values = line.split(",", -1);
    assertThat(values).hasSameSizeAs(names);
    Map<String, String> byName = new HashMap<>();
    for (int column = 0; column < names.length; column++) {
      byName.put(names[column], values[column]);
    }
    return byName;
  }

  private static List<Map<String, String>> cellsOf(int dataset, List<String> lines) {
    String[] names = lines.get(0).split(",", -1);
    return lines.stream()
        .skip(1)
        .map(line -> line(names, line))
        .filter(cell -> cell.get("dataset_id").equals(Integer.toString(dataset)))
        .toList();
  }

  private static Double number(String text) {
    return text.isEmpty() ? null : Double.valueOf(text);
  }

  /** Returns a gamma of numpy's arange(0, 1.01, 0.2), which the file rounds to one digit. */
  private static Double gamma(String text) {
    return text.equals("0.6") ? Double.valueOf(0.6000000000000001) : number(text);
  }

  /** Datasets of three, two and two classes; one trial, to stay quick. */
  @ParameterizedTest
  @CsvSource({"48,1", "446,1", "945,1"})
  void everyCellOfABundledDatasetIsTheReplays(int dataset, int trials) throws IOException {
    assertCellsAgree(dataset, trials, GoldenFile.lines(CELLS));
  }

  /** Datasets of six, two and two classes; some trials, to stay quick. */
  @ParameterizedTest
  @CsvSource({"468,1", "476,3", "467,2"})
  void everyCellOfAnotherDatasetIsTheReplays(int dataset, int trials) throws IOException {
    assertCellsAgree(dataset, trials, GoldenFile.linesOfShared(CELLS));
  }

  private static void assertCellsAgree(int dataset, int trials, List<String> lines)
      throws IOException {
    ExperimentConfig config = ExperimentConfig.read(AUTHORS.toFile(), List.of());
    Study study =
        new Study(
            config.seed(),
            config.protocol(),
            config.training(),
            List.of(StudyDatasets.load(dataset)));
    CellRunner runner = new CellRunner(study);
    List<Map<String, String>> cells =
        cellsOf(dataset, lines).stream()
            .filter(cell -> Integer.parseInt(cell.get("trial")) < trials)
            .toList();

    // Cells are independent of each other, so they run in parallel.
    List<CellResult> results =
        cells.parallelStream().map(cell -> runner.run(cell(config, cell)).result()).toList();

    assertThat(cells).hasSize(15 * trials);
    assertThat(cells.stream().map(cell -> cell.get("scheme")))
        .contains(
            "vanilla",
            "mixup",
            "mixup-exclude-mi",
            "mixup-exclude-mi-logistic",
            "adamixup",
            "gm-classifier",
            "genlabel-gm",
            "genlabel-kde",
            "genlabel-cv");
    for (int c = 0; c < cells.size(); c++) {
      assertAgree(results.get(c), cells.get(c));
    }
  }

  private static Cell cell(ExperimentConfig config, Map<String, String> line) {
    Scheme scheme = Scheme.byKey(line.get("scheme")).orElseThrow();
    return new Cell(
        line.get("dataset_id"),
        config.model(),
        scheme,
        scheme.dependsOnAlpha() ? number(line.get("alpha")) : null,
        Integer.parseInt(line.get("trial")));
  }

  private static void assertAgree(CellResult result, Map<String, String> expected) {
    String cell = result.cell().toString();
    assertThat(result.error()).as(cell).isNull();
    assertThat(result.choice().learningRate())
        .as("learning rate of " + cell)
        .isEqualTo(number(expected.get("learning_rate")));
    assertThat(result.choice().gamma())
        .as("gamma of " + cell)
        .isEqualTo(gamma(expected.get("gamma")));
    assertThat(result.choice().cvAccuracy())
        .as("score of " + cell)
        .isEqualTo(number(expected.get("cv_accuracy")));
    if (result.cell().scheme().isTrained()) {
      assertThat(result.choice().density() == null ? "" : result.choice().density())
          .as("density of " + cell)
          .isEqualTo(expected.get("density"));
    }
    int testRows = Integer.parseInt(expected.get("test_rows"));
    assertThat(result.facts().testRows()).as("test rows of " + cell).isEqualTo(testRows);
    assertThat(result.value(Metric.TEST_ACCURACY))
        .as("test accuracy of " + cell)
        .isEqualTo((double) Integer.parseInt(expected.get("test_correct")) / testRows);
  }

  @Test
  void shippedConfigurationIsTheAuthorsProtocol() {
    ExperimentConfig config = ExperimentConfig.read(AUTHORS.toFile(), List.of());

    assertThat(config.protocol())
        .isEqualTo(
            new Protocol(
                Split.Rule.AUTHORS, Scaling.ALL_ROWS, FeatureHandling.NUMERIC, Randomness.AUTHORS));
    assertThat(config.training())
        .isEqualTo(
            new TrainingSettings(
                100,
                128,
                TrainingSettings.OptimizerKind.ADAM,
                List.of(0.1, 0.01, 0.001, 0.0001),
                List.of(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0),
                5,
                1e-4));
    assertThat(config.alphas()).containsExactly(1.0, 2.0);
    assertThat(config.trials()).isEqualTo(5);
  }
}

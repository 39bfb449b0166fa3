package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.PreparedSplit;
import org.genlabel.data.Scaling;
import org.genlabel.data.Split;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.golden.StudyDatasets;
import org.genlabel.learner.ModelKind;
import org.genlabel.random.FitKey;
import org.genlabel.train.Evaluation;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.AuthorsProtocol;
import org.genlabel.train.protocol.PairedProtocol;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scheme on all of the study's own datasets, in both protocols: short training, but with
 * every fold, density and mixed point that occurs in real data.
 */
@Tag("slow")
class RealDatasetsSchemesTest {
  private static final TrainingSettings BRIEF =
      new TrainingSettings(
          1, 128, TrainingSettings.OptimizerKind.ADAM, List.of(0.1), List.of(0.6), 5, 1e-4);

  private static List<Dataset> datasets;

  @BeforeAll
  static void load() throws IOException {
    DatasetStore store = StudyDatasets.atHand();
    datasets =
        store.list().stream()
            .map(
                located -> {
                  try {
                    return store.load(located, FeatureHandling.NUMERIC);
                  } catch (IOException e) {
                    throw new AssertionError(located.uri(), e);
                  }
                })
            .toList();
  }

  private static OptionalDouble alpha(Scheme scheme) {
    return scheme.dependsOnAlpha() ? OptionalDouble.of(1) : OptionalDouble.empty();
  }

  private static void assertFinite(Evaluation evaluation, Dataset dataset) {
    assertThat(Arrays.stream(evaluation.classifier().parameters()))
        .as("parameters on " + dataset.key())
        .isNotEmpty()
        .allMatch(Double::isFinite);
    assertThat(evaluation.best().accuracy()).as("score on " + dataset.key()).isBetween(0.0, 1.0);
  }

  private static Stream<Scheme> trainedSchemes() {
    return Stream.of(Scheme.values()).filter(Scheme::isTrained);
  }

  @ParameterizedTest
  @MethodSource("trainedSchemes")
  void noSchemeGivesNanInThePairedProtocol(Scheme scheme) {
    for (Dataset dataset : datasets) {
      PreparedSplit data =
          PreparedSplit.of(
              dataset, Split.of(dataset, Split.Rule.AUTHORS, 1), Scaling.TRAINING_ROWS);
      Evaluation evaluation =
          PairedProtocol.crossValidation(
                  ModelKind.SOFTMAX_REGRESSION,
                  List.of(scheme),
                  alpha(scheme),
                  BRIEF,
                  new FitKey(1, dataset.key(), 0, FitKey.FINAL))
              .evaluate(data.train())
              .get(0);

      assertFinite(evaluation, dataset);
      assertThat(evaluation.scores().stream().map(Evaluation.Score::accuracy))
          .as("scores on " + dataset.key())
          .noneMatch(accuracy -> accuracy.isNaN());
    }
  }

  @ParameterizedTest
  @MethodSource("trainedSchemes")
  void noSchemeGivesNanInTheAuthorsProtocol(Scheme scheme) {
    for (Dataset dataset : datasets) {
      PreparedSplit data =
          PreparedSplit.of(dataset, Split.of(dataset, Split.Rule.AUTHORS, 1), Scaling.ALL_ROWS);
      Evaluation evaluation =
          AuthorsProtocol.crossValidation(
                  ModelKind.SOFTMAX_REGRESSION, scheme, alpha(scheme), BRIEF, 0)
              .evaluate(data.train())
              .get(0);

      assertFinite(evaluation, dataset);
    }
  }
}

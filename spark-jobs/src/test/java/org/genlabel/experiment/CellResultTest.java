package org.genlabel.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Candidate;
import org.genlabel.train.Evaluation;
import org.genlabel.train.Scheme;
import org.junit.jupiter.api.Test;

class CellResultTest {
  private static final Study STUDY = CellRunnerTest.study(CellRunnerTest.GAMMAS);
  private static final Cell CELL =
      new Cell("9", ModelKind.SOFTMAX_REGRESSION, Scheme.GENLABEL_GM, 1.0, 0);
  private static final DatasetFacts FACTS =
      new DatasetFacts(32, 15, 3, 3, Map.of(DensityKind.GM, 0.75));
  private static final CellChoice CHOICE = new CellChoice(0.5, 0.1, 0.4, "gm", null);

  @Test
  void aResultHasWhatWasMeasuredAndWhatItIsOf() {
    Instant before = Instant.now();
    CellResult result =
        CellResult.ok(STUDY, CELL, FACTS, Map.of(Metric.TEST_ACCURACY, 0.25), CHOICE);

    assertThat(result.isOk()).isTrue();
    assertThat(result.status()).isEqualTo("ok");
    assertThat(result.error()).isNull();
    assertThat(result.cell()).isEqualTo(CELL);
    assertThat(result.datasetId()).isEqualTo(9);
    assertThat(result.datasetName()).isEqualTo("catalogued");
    assertThat(result.seed()).isEqualTo(STUDY.seed());
    assertThat(result.value(Metric.TEST_ACCURACY)).isEqualTo(0.25);
    assertThat(result.facts()).isEqualTo(FACTS);
    assertThat(result.choice()).isEqualTo(CHOICE);
    assertThat(result.finishedAt()).isBetween(before, Instant.now());
  }

  @Test
  void aFailedCellHasItsErrorAndNoValues() {
    CellResult result = CellResult.failed(STUDY, CELL, "IllegalStateException: no luck");

    assertThat(result.isOk()).isFalse();
    assertThat(result.status()).isEqualTo("failed");
    assertThat(result.error()).isEqualTo("IllegalStateException: no luck");
    assertThat(result.cell()).isEqualTo(CELL);
    assertThat(result.datasetId()).isEqualTo(9);
    assertThat(result.metrics()).isEmpty();
    for (Metric metric : Metric.values()) {
      assertThat(result.value(metric)).isNull();
    }
    assertThat(result.facts()).hasAllNullFieldsOrPropertiesExcept("densityFits");
    assertThat(result.facts().densityFits()).isEmpty();
    assertThat(result.choice()).hasAllNullFieldsOrProperties();
  }

  @Test
  void anotherTimeChangesNothingElse() {
    CellResult result =
        CellResult.ok(STUDY, CELL, FACTS, Map.of(Metric.TEST_ACCURACY, 0.25), CHOICE);

    CellResult timed = result.withFitSeconds(12);

    assertThat(timed.fitSeconds()).isEqualTo(12);
    assertThat(timed).usingRecursiveComparison().ignoringFields("fitSeconds").isEqualTo(result);
  }

  @Test
  void metricsAreACopyInTheOrderOfTheTable() {
    Map<Metric, Double> metrics = new HashMap<>();
    metrics.put(Metric.TRAIN_ACCURACY, 0.75);
    metrics.put(Metric.TEST_ACCURACY, 0.25);
    CellResult result = CellResult.ok(STUDY, CELL, FACTS, metrics, CHOICE);
    metrics.clear();

    assertThat(result.metrics())
        .containsExactly(
            Map.entry(Metric.TEST_ACCURACY, 0.25), Map.entry(Metric.TRAIN_ACCURACY, 0.75));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> result.metrics().put(Metric.TEST_ACCURACY, 1.0));
  }

  @Test
  void theChoiceOfACrossValidationIsItsBestCandidate() {
    Evaluation.Score worse = new Evaluation.Score(candidate(0.1), 0.5);
    Evaluation.Score better = new Evaluation.Score(candidate(0.01), 0.75);

    assertThat(CellChoice.of(evaluation(List.of(worse, better), OptionalDouble.of(0.125))))
        .isEqualTo(new CellChoice(0.75, 0.01, 0.4, "gm", 0.125));
  }

  @Test
  void aCandidateThatCouldNotBeScoredHasNoAccuracy() {
    Evaluation.Score none =
        new Evaluation.Score(
            new Candidate(0.1, OptionalDouble.empty(), Optional.empty()), Double.NaN);

    assertThat(CellChoice.of(evaluation(List.of(none), OptionalDouble.empty())))
        .isEqualTo(new CellChoice(null, 0.1, null, null, null));
  }

  @Test
  void aSchemeWithoutTrainingChoosesNothingButHasItsDensity() {
    assertThat(CellChoice.ofDensity(DensityKind.KDE))
        .isEqualTo(new CellChoice(null, null, null, "kde", null));
  }

  private static Candidate candidate(double learningRate) {
    return new Candidate(learningRate, OptionalDouble.of(0.4), Optional.of(DensityKind.GM));
  }

  /** Returns an evaluation in which the last of the scores is the chosen one. */
  private static Evaluation evaluation(
      List<Evaluation.Score> scores, OptionalDouble intrusionRate) {
    return new Evaluation(scores, scores.size() - 1, null, intrusionRate);
  }
}

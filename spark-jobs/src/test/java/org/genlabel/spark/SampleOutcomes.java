package org.genlabel.spark;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.genlabel.density.DensityKind;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellChoice;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.CellResult;
import org.genlabel.experiment.DatasetFacts;
import org.genlabel.experiment.Metric;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Candidate;
import org.genlabel.train.Evaluation;
import org.genlabel.train.Scheme;

/** Made-up outcomes of cells that differ in their trial. */
public final class SampleOutcomes {
  // Microseconds are kept, the nanoseconds below are cut off.
  public static final Instant FINISHED = Instant.parse("2026-07-01T22:59:58.123456789Z");

  private static final Candidate PLAIN =
      new Candidate(0.1, OptionalDouble.empty(), Optional.empty());
  private static final Candidate MIXED =
      new Candidate(0.01, OptionalDouble.of(0.4), Optional.of(DensityKind.GM));

  private SampleOutcomes() {}

  /** Returns a cell with two candidates, the second of which was chosen. */
  public static CellOutcome ok(int trial, double testAccuracy) {
    Cell cell = new Cell("48", ModelKind.SOFTMAX_REGRESSION, Scheme.GENLABEL_GM, 2.0, trial);
    CellResult result =
        new CellResult(
            cell,
            48,
            "täe",
            1L << 40,
            null,
            Map.of(Metric.TEST_ACCURACY, testAccuracy, Metric.TRAIN_ACCURACY, 0.75),
            new CellChoice(0.625, 0.01, 0.4, "gm", null),
            new DatasetFacts(105, 46, 5, 4, Map.of(DensityKind.GM, 0.9, DensityKind.KDE, 0.8)),
            0.25,
            FINISHED);
    return new CellOutcome(
        result, List.of(new Evaluation.Score(PLAIN, 0.5), new Evaluation.Score(MIXED, 0.625)), 1);
  }

  /** Returns a cell without results. */
  public static CellOutcome failed(int trial) {
    Cell cell = new Cell("mine", ModelKind.SOFTMAX_REGRESSION, Scheme.VANILLA, null, trial);
    CellResult result =
        new CellResult(
            cell,
            null,
            "mine",
            1,
            "IllegalStateException: no luck",
            Map.of(),
            CellChoice.NONE,
            DatasetFacts.UNKNOWN,
            0.25,
            FINISHED);
    return CellOutcome.withoutScores(result);
  }
}

package org.genlabel.spark;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.genlabel.density.DensityKind;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.CellResult;
import org.genlabel.train.Candidate;
import org.genlabel.train.CrossValidation;
import org.genlabel.train.Scheme;

/** Made-up outcomes of cells that differ in their trial. */
final class SampleOutcomes {
  // Microseconds are kept, the nanoseconds below are cut off.
  static final Instant FINISHED = Instant.parse("2026-07-01T22:59:58.123456789Z");

  private static final Candidate PLAIN =
      new Candidate(0.1, OptionalDouble.empty(), Optional.empty());
  private static final Candidate MIXED =
      new Candidate(0.01, OptionalDouble.of(0.4), Optional.of(DensityKind.GM));

  private SampleOutcomes() {}

  /** A cell with two candidates, the second of which was chosen. */
  static CellOutcome ok(int trial, double testAccuracy) {
    Cell cell = new Cell("48", "softmax-regression", Scheme.GENLABEL_GM, 2.0, trial);
    CellResult result =
        new CellResult(
            cell,
            48,
            "täe",
            "ok",
            null,
            testAccuracy,
            0.75,
            0.625,
            null,
            0.01,
            0.4,
            "gm",
            105,
            46,
            5,
            4,
            0.9,
            0.8,
            null,
            1L << 40,
            0.25,
            FINISHED);
    return new CellOutcome(
        result,
        List.of(new CrossValidation.Score(PLAIN, 0.5), new CrossValidation.Score(MIXED, 0.625)),
        1);
  }

  /** A cell without results. */
  static CellOutcome failed(int trial) {
    Cell cell = new Cell("mine", "softmax-regression", Scheme.VANILLA, null, trial);
    CellResult result =
        new CellResult(
            cell,
            null,
            "mine",
            "failed",
            "IllegalStateException: no luck",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            1,
            0.25,
            FINISHED);
    return new CellOutcome(result, List.of(), -1);
  }
}

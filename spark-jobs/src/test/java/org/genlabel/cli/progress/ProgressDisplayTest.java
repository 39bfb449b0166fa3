package org.genlabel.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.plan.FoldTask;
import org.genlabel.experiment.plan.Partition;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.junit.jupiter.api.Test;

/**
 * Tests lines as of times far in the future, so that the microseconds of the test itself do not
 * show in whole seconds.
 */
class ProgressDisplayTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void beforeAnythingIsDoneTheTimeSoFarIsShown() {
    try (ProgressDisplay display = new ProgressDisplay(out, false)) {
      display.planned(36, 10);

      assertThat(display.line(inSeconds(75))).isEqualTo("0/36 cells, 1:15 so far");
    }
  }

  @Test
  void theTimeLeftGoesByWorkAndNotByCells() {
    try (ProgressDisplay display = new ProgressDisplay(out, false)) {
      display.planned(36, 10);
      display.started(0, partition(4, 8));
      display.stopped(0, partition(4, 8), true);

      // Eight tenths of the work in 400 s leave 100 s, though four cells of 36 are done.
      assertThat(display.line(inSeconds(400))).isEqualTo("4/36 cells, 0.0/s, 1:40 left");
    }
  }

  @Test
  void aFoldIsWorkDoneButNoCellYet() {
    CellGroup group = new CellGroup(List.of(cell("48", 0), cell("48", 1)));
    try (ProgressDisplay display = new ProgressDisplay(out, false)) {
      display.planned(36, 10);
      display.stopped(0, new FoldTask(group, 0, 2), true);

      // Two tenths of the work in 100 s leave 400 s.
      assertThat(display.line(inSeconds(100))).isEqualTo("0/36 cells, 6:40 left");

      display.stopped(1, new Partition(List.of(group), 3), true);

      assertThat(display.line(inSeconds(100))).isEqualTo("2/36 cells, 0.0/s, 1:40 left");
    }
  }

  @Test
  void theRateIsCellsASecond() {
    try (ProgressDisplay display = new ProgressDisplay(out, false)) {
      display.planned(2000, 2);
      display.stopped(0, partition(1000, 1), true);

      assertThat(display.line(inSeconds(40))).isEqualTo("1000/2000 cells, 25.0/s, 0:40 left");
    }
  }

  @Test
  void hoursAreShownAsHours() {
    try (ProgressDisplay display = new ProgressDisplay(out, false)) {
      display.planned(36, 10);

      assertThat(display.line(inSeconds(2 * 3600 + 3 * 60 + 4))).endsWith(", 2:03:04 so far");
    }
  }

  @Test
  void whatRunsLongestIsNamed() {
    try (ProgressDisplay display = new ProgressDisplay(out, false)) {
      display.planned(36, 10);
      display.started(3, partition(5, 1));
      display.started(4, new Partition(List.of(new CellGroup(List.of(cell("other", 0)))), 1));

      assertThat(display.line(inSeconds(90)))
          .isEqualTo(
              "0/36 cells, 1:30 so far; longest running: dataset 48 mixup alpha 2.0 trial 0 and 4"
                  + " more, 1:30");

      display.stopped(3, partition(5, 1), true);

      assertThat(display.line(inSeconds(90)))
          .endsWith("; longest running: dataset other mixup alpha 2.0 trial 0, 1:30");
    }
  }

  @Test
  void aPartitionThatFailedCountsOnceItIsDone() {
    try (ProgressDisplay display = new ProgressDisplay(out, false)) {
      display.planned(5, 1);
      display.started(0, partition(5, 1));
      display.stopped(0, partition(5, 1), false);

      assertThat(display.line(inSeconds(10))).isEqualTo("0/5 cells, 0:10 so far");

      display.started(0, partition(5, 1));
      display.stopped(0, partition(5, 1), true);

      assertThat(display.line(inSeconds(10))).isEqualTo("5/5 cells, 0.5/s, 0:00 left");
    }
  }

  @Test
  void cellsThatAreEstimatedToTakeNoTimeHaveATimeLeftToo() {
    try (ProgressDisplay display = new ProgressDisplay(out, false)) {
      display.planned(2, 0);
      display.stopped(0, partition(1, 0), true);

      assertThat(display.line(inSeconds(10))).startsWith("1/2 cells, 0.1/s").doesNotContain("NaN");
    }
  }

  @Test
  void theTerminalLineIsWipedAtTheEnd() {
    new ProgressDisplay(out, true).close();

    // Back to the start of the line, and erase from there to its end.
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[K");
  }

  @Test
  void aFileGetsNoControlCharacters() {
    new ProgressDisplay(out, false).close();

    assertThat(bytes.size()).isZero();
  }

  private static long inSeconds(int seconds) {
    return System.nanoTime() + seconds * SECOND;
  }

  private static Partition partition(int cells, double seconds) {
    List<Cell> work = new ArrayList<>();
    for (int trial = 0; trial < cells; trial++) {
      work.add(cell("48", trial));
    }
    return new Partition(work.stream().map(cell -> new CellGroup(List.of(cell))).toList(), seconds);
  }

  private static Cell cell(String dataset, int trial) {
    return new Cell(dataset, ModelKind.SOFTMAX_REGRESSION, Scheme.MIXUP, 2.0, trial);
  }
}

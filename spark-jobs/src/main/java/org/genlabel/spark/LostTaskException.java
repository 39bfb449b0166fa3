package org.genlabel.spark;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.plan.PlannedTask;

/** Thrown when Spark gives up on a task because executors died while they ran it. */
final class LostTaskException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // Spark names the task in this message only.
  private static final Pattern GIVEN_UP =
      Pattern.compile(
          "Task (\\d+) in stage (\\d+)\\.\\d+ failed (\\d+) times, most recent failure: "
              + "Lost task [^\n]*ExecutorLostFailure[^\n]*");

  // Thrown and caught on the driver, never serialized.
  private final transient List<Cell> cells;

  private LostTaskException(String message, List<Cell> cells, Throwable cause) {
    super(message, cause);
    this.cells = cells;
  }

  /** Finds the lost task that an exception of Spark reports; empty if it reports something else. */
  static Optional<LostTaskException> of(Throwable failure, PartitionListener listener) {
    Matcher matcher = GIVEN_UP.matcher(String.valueOf(failure.getMessage()));
    if (!matcher.find()) {
      return Optional.empty();
    }
    int partition = Integer.parseInt(matcher.group(1));
    int stage = Integer.parseInt(matcher.group(2));
    Optional<PlannedTask> task = listener.task(stage, partition);
    return task.map(
        work ->
            new LostTaskException(
                "its executor died " + matcher.group(3) + " times", work.cells(), failure));
  }

  /** Returns the cells that the task was to run. */
  List<Cell> cells() {
    return cells;
  }
}

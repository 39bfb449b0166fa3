package org.genlabel.experiment;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.genlabel.cost.CostModel;
import org.genlabel.cost.Shape;
import org.genlabel.train.FoldCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs cells, each by the engine of its model: cross-validation over the scheme's grid on the
 * training part, one fit of the best candidate on the whole of it, metrics on the test part
 * (docs/method.md, Sec. 6). Enforces time limits and turns failures into rows. Does not depend on
 * Spark. Thread-safe.
 */
public final class CellRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CellRunner.class);

  // The nanoseconds of a large group's limit still fit into a long.
  private static final Duration FOREVER = Duration.ofDays(1_000);

  private final Study study;
  private final Duration cellTimeout;
  private final CellEngines engines;

  /** Creates a runner without a time limit. */
  public CellRunner(Study study) {
    this(study, FOREVER);
  }

  /**
   * @param cellTimeout how long a cell may take before it fails; cells that are run together may
   *     take the time of all of them
   */
  public CellRunner(Study study, Duration cellTimeout) {
    this(study, cellTimeout, CellEngines.installed());
  }

  /**
   * @param cellTimeout see {@link #CellRunner(Study, Duration)}
   * @param engines which run the cells
   */
  CellRunner(Study study, Duration cellTimeout, CellEngines engines) {
    this.study = study;
    this.cellTimeout = cellTimeout;
    this.engines = engines;
  }

  /** Runs one cell; see {@link #run(CellGroup)}. */
  public CellOutcome run(Cell cell) {
    return run(new CellGroup(List.of(cell))).get(0);
  }

  /**
   * Runs cells together. Exceptions, lack of memory and exceeded time limits become failed rows, so
   * one cell cannot end a study. Cells that fail together are run again one by one, so one cell
   * cannot fail the others of its group either.
   *
   * @return one per cell, in order
   * @throws CancellationException if the thread is interrupted
   */
  public List<CellOutcome> run(CellGroup group) {
    return run(group, List.of());
  }

  /**
   * Runs one fold of a group's cross-validation. If it throws, the outcome says so.
   *
   * @param group of schemes that are trained
   * @param fold in 0..folds-1
   * @throws CancellationException if the thread is interrupted
   */
  public FoldOutcome runFold(CellGroup group, int fold) {
    long start = System.nanoTime();
    try {
      PreparedGroup prepared = prepare(group);
      start = System.nanoTime();
      FoldCounts counts = withinLimit(group, () -> prepared.validate(fold));
      return new FoldOutcome(counts, secondsSince(start));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      LOG.warn("fold {} of {} failed: the whole group is run again", fold, group.cells().get(0), e);
      return new FoldOutcome(null, secondsSince(start));
    }
  }

  /**
   * Runs what is left of cells whose folds were run by {@link #runFold}. The outcomes, failures
   * included, are those of {@link #run(CellGroup)}, because a group with a failed fold is run again
   * as a whole.
   *
   * @param folds all of them, in order
   * @return one per cell, in order
   * @throws CancellationException if the thread is interrupted
   */
  public List<CellOutcome> finish(CellGroup group, List<FoldOutcome> folds) {
    return run(group, folds.stream().allMatch(FoldOutcome::isOk) ? folds : List.of());
  }

  /**
   * @param folds empty if they are yet to be run
   */
  private List<CellOutcome> run(CellGroup group, List<FoldOutcome> folds) {
    List<Cell> cells = group.cells();
    long start = System.nanoTime();
    try {
      PreparedGroup prepared = prepare(group);
      // The first cell on a dataset prepares it, but the time is not counted for any cell.
      start = System.nanoTime();
      List<CellOutcome> outcomes =
          withinLimit(
              group,
              () ->
                  folds.isEmpty()
                      ? prepared.run()
                      : prepared.finish(folds.stream().map(FoldOutcome::countsOrNull).toList()));
      double secondsOfFolds = folds.stream().mapToDouble(FoldOutcome::seconds).sum();
      return timed(group, prepared.shape(), outcomes, secondsOfFolds + secondsSince(start));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      if (cells.size() > 1) {
        LOG.warn(
            "{} and {} more failed together: running them one by one",
            cells.get(0),
            cells.size() - 1,
            e);
        return cells.stream().map(this::run).toList();
      }
      LOG.warn("{} failed", cells.get(0), e);
      return List.of(failed(cells.get(0), e, start));
    }
  }

  private <T> T withinLimit(CellGroup group, Supplier<T> work) {
    TimeLimit limit = TimeLimit.start(cellTimeout.multipliedBy(group.cells().size()));
    try {
      return work.get();
    } catch (CancellationException e) {
      if (limit.end()) {
        throw new CellTimeoutException(cellTimeout);
      }
      throw e;
    } finally {
      limit.end();
    }
  }

  private PreparedGroup prepare(CellGroup group) {
    return engines.of(group.model()).prepare(study, group);
  }

  /**
   * Returns the outcomes with each cell's share of the time of all, in proportion to its cost when
   * run alone.
   */
  private List<CellOutcome> timed(
      CellGroup group, Shape shape, List<CellOutcome> outcomes, double seconds) {
    double[] alone =
        group.cells().stream()
            .mapToDouble(cell -> estimatedSeconds(new CellGroup(List.of(cell)), shape))
            .toArray();
    double sum = DoubleStream.of(alone).sum();
    return IntStream.range(0, outcomes.size())
        .mapToObj(
            i ->
                outcomes
                    .get(i)
                    .withFitSeconds(seconds * (sum > 0 ? alone[i] / sum : 1.0 / alone.length)))
        .toList();
  }

  private double estimatedSeconds(CellGroup group, Shape shape) {
    return CostModel.fitted()
        .seconds(
            engines
                .of(group.model())
                .work(group, shape, study.training(), study.protocol().randomness())
                .asMap());
  }

  private CellOutcome failed(Cell cell, Throwable cause, long start) {
    String message =
        cause.getMessage() == null ? "" : ": " + cause.getMessage().replaceAll("\\s+", " ");
    return failed(cell, cause.getClass().getSimpleName() + message, secondsSince(start));
  }

  /** Returns the outcome of a cell that could not be run at all. */
  public CellOutcome failed(Cell cell, String error) {
    return failed(cell, error, 0);
  }

  private CellOutcome failed(Cell cell, String error, double seconds) {
    return CellOutcome.withoutScores(CellResult.failed(study, cell, error).withFitSeconds(seconds));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

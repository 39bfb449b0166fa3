package org.genlabel.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.genlabel.data.Dataset;
import org.genlabel.data.TrainTest;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityClassifier;
import org.genlabel.density.DensityKind;
import org.genlabel.model.LaneClassifier;
import org.genlabel.train.CrossValidation;
import org.genlabel.train.Evaluation;
import org.genlabel.train.FoldCounts;
import org.genlabel.train.Scheme;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs cells: cross-validation over the scheme's grid on the training part, one fit of the best
 * candidate on the whole of it, accuracy on the test part (method Sec. 6). Knows nothing of Spark.
 * Thread-safe.
 */
public final class CellRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CellRunner.class);

  // The nanoseconds of a large group's limit still fit into a long.
  private static final Duration FOREVER = Duration.ofDays(1_000);

  private final Study study;
  private final Duration cellTimeout;

  /** A runner of cells that may take their time. */
  public CellRunner(Study study) {
    this(study, FOREVER);
  }

  /**
   * @param cellTimeout how long a cell may take before it fails; cells that are run together may
   *     take the time of all of them
   */
  public CellRunner(Study study, Duration cellTimeout) {
    this.study = study;
    this.cellTimeout = cellTimeout;
  }

  /** Runs one cell; see {@link #run(CellGroup)}. */
  public CellOutcome run(Cell cell) {
    return run(new CellGroup(List.of(cell))).get(0);
  }

  /**
   * Runs cells together. What they throw becomes failed rows, and so does a lack of memory or of
   * time, so that one cell cannot sink a study, nor, as they are then run one by one, the others of
   * its group.
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
      PreparedDataset prepared = study.prepared(group.dataset());
      start = System.nanoTime();
      FoldCounts counts =
          withinLimit(group, () -> new GroupTraining(study, group, prepared.data()).validate(fold));
      return new FoldOutcome(counts, secondsSince(start));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      LOG.warn("fold {} of {} failed: all of it is run again", fold, group.cells().get(0), e);
      return new FoldOutcome(null, secondsSince(start));
    }
  }

  /**
   * Runs what is left of cells whose folds were run by {@link #runFold}. The outcomes are those of
   * {@link #run(CellGroup)}; so that failures are too, the cells of a fold that failed are run
   * anew.
   *
   * @param folds all of them, in order
   * @return one per cell, in order
   * @throws CancellationException if the thread is interrupted
   */
  public List<CellOutcome> finish(CellGroup group, List<FoldOutcome> folds) {
    return run(group, folds.stream().allMatch(FoldOutcome::isOk) ? folds : List.of());
  }

  /**
   * @param folds none if they are yet to be run
   */
  private List<CellOutcome> run(CellGroup group, List<FoldOutcome> folds) {
    List<Cell> cells = group.cells();
    long start = System.nanoTime();
    try {
      PreparedDataset prepared = study.prepared(group.dataset());
      // Preparing a dataset is the work of whichever cell comes first, but no cell's own.
      long begun = System.nanoTime();
      start = begun;
      return withinLimit(group, () -> evaluate(group, prepared, folds, begun));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      if (cells.size() > 1) {
        LOG.warn("{} and {} more failed together: one by one", cells.get(0), cells.size() - 1, e);
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

  private List<CellOutcome> evaluate(
      CellGroup group, PreparedDataset prepared, List<FoldOutcome> folds, long start) {
    TrainTest data = prepared.data();
    List<Cell> cells = group.cells();
    if (!group.isTrained()) {
      return cells.stream().map(cell -> classifyByDensity(cell, prepared, start)).toList();
    }
    GroupTraining training = new GroupTraining(study, group, data);
    List<Evaluation> evaluations =
        folds.isEmpty()
            ? training.evaluate()
            : training.finish(folds.stream().map(FoldOutcome::countsOrNull).toList());
    double secondsOfFolds = folds.stream().mapToDouble(FoldOutcome::seconds).sum();
    double[] shares = costShares(group, data);
    List<CellOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Evaluation evaluation = evaluations.get(i);
      LaneClassifier classifier = evaluation.fit().classifiers();
      int testCorrect =
          CrossValidation.correct(classifier, data.test().x(), data.test().labels())[0];
      int trainCorrect =
          CrossValidation.correct(classifier, data.train().x(), data.train().labels())[0];
      double seconds = shares[i] * (secondsOfFolds + secondsSince(start));
      outcomes.add(
          new CellOutcome(
              ok(cells.get(i), prepared, testCorrect, trainCorrect, evaluation, seconds),
              evaluation.scores(),
              evaluation.chosen()));
    }
    return outcomes;
  }

  /** How much of a group's time each cell answers for: as it would cost by itself. */
  private double[] costShares(CellGroup group, TrainTest data) {
    CostModel.Shape shape =
        new CostModel.Shape(data.train().labels().length, data.features(), data.classes());
    double[] alone =
        group.schemes().stream()
            .mapToDouble(
                scheme ->
                    CostModel.fitted()
                        .seconds(
                            shape,
                            List.of(scheme),
                            study.training(),
                            study.protocol().randomness()))
            .toArray();
    double sum = DoubleStream.of(alone).sum();
    return DoubleStream.of(alone).map(seconds -> seconds / sum).toArray();
  }

  private CellOutcome classifyByDensity(Cell cell, PreparedDataset prepared, long start) {
    TrainTest data = prepared.data();
    DensityKind kind = cell.scheme().ownDensity().orElseThrow();
    ClassDensity density =
        kind.fit(
            data.train().x(), data.train().labels(), data.classes(), study.training().bandwidth());
    DensityClassifier classifier = DensityClassifier.withPriors(density, data.train().labels());
    int testCorrect = classifier.correct(data.test().x(), data.test().labels());
    int trainCorrect = classifier.correct(data.train().x(), data.train().labels());
    return new CellOutcome(
        ok(cell, prepared, testCorrect, trainCorrect, null, secondsSince(start)), List.of(), -1);
  }

  /**
   * @param evaluation null for a scheme without training
   */
  private CellResult ok(
      Cell cell,
      PreparedDataset prepared,
      int testCorrect,
      int trainCorrect,
      Evaluation evaluation,
      double seconds) {
    CrossValidation.Score best = evaluation == null ? null : evaluation.best();
    TrainTest data = prepared.data();
    Dataset dataset = study.dataset(cell.dataset());
    return new CellResult(
        cell,
        dataset.id().isPresent() ? dataset.id().getAsInt() : null,
        dataset.name(),
        CellResult.OK,
        null,
        (double) testCorrect / data.test().labels().length,
        (double) trainCorrect / data.train().labels().length,
        best == null || Double.isNaN(best.accuracy()) ? null : (Double) best.accuracy(),
        null,
        best == null ? null : best.candidate().learningRate(),
        best == null ? null : boxed(best.candidate().gamma()),
        density(cell.scheme(), best),
        data.train().labels().length,
        data.test().labels().length,
        data.features(),
        data.classes(),
        prepared.gmTrainAccuracy(),
        prepared.kdeTrainAccuracy(),
        evaluation == null ? null : boxed(evaluation.fit().intrusionRate()),
        study.seed(),
        seconds,
        Instant.now());
  }

  private static String density(Scheme scheme, CrossValidation.Score best) {
    if (best == null) {
      return scheme.ownDensity().orElseThrow().word();
    }
    return best.candidate().density().map(DensityKind::word).orElse(null);
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private CellOutcome failed(Cell cell, Throwable cause, long start) {
    String message =
        cause.getMessage() == null ? "" : ": " + cause.getMessage().replaceAll("\\s+", " ");
    return failed(cell, cause.getClass().getSimpleName() + message, secondsSince(start));
  }

  /** The outcome of a cell that could not be run at all. */
  public CellOutcome failed(Cell cell, String error) {
    return failed(cell, error, 0);
  }

  private CellOutcome failed(Cell cell, String error, double seconds) {
    Dataset dataset = study.dataset(cell.dataset());
    CellResult result =
        new CellResult(
            cell,
            dataset.id().isPresent() ? dataset.id().getAsInt() : null,
            dataset.name(),
            CellResult.FAILED,
            error,
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
            study.seed(),
            seconds,
            Instant.now());
    return new CellOutcome(result, List.of(), -1);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

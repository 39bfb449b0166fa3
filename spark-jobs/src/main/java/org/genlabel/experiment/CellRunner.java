package org.genlabel.experiment;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.genlabel.data.Dataset;
import org.genlabel.data.TrainTest;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityClassifier;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.FitKey;
import org.genlabel.model.LaneClassifier;
import org.genlabel.train.AuthorsTrainer;
import org.genlabel.train.CrossValidation;
import org.genlabel.train.Evaluation;
import org.genlabel.train.PairedTrainer;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs cells: cross-validation over the scheme's grid on the training part, one fit of the best
 * candidate on the whole of it, accuracy on the test part (method Sec. 6). Knows nothing of Spark.
 * Thread-safe.
 */
public final class CellRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CellRunner.class);

  private final Study study;

  public CellRunner(Study study) {
    this.study = study;
  }

  /**
   * Runs one cell. What it throws becomes a failed row, so that one cell cannot sink a study.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public CellOutcome run(Cell cell) {
    long start = System.nanoTime();
    try {
      PreparedDataset prepared = study.prepared(cell.dataset());
      // Preparing a dataset is the work of whichever cell comes first, but no cell's own.
      start = System.nanoTime();
      return evaluate(cell, prepared, start);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("{} failed", cell, e);
      return failed(cell, e, start);
    }
  }

  private CellOutcome evaluate(Cell cell, PreparedDataset prepared, long start) {
    TrainTest data = prepared.data();
    if (!cell.scheme().isTrained()) {
      return classifyByDensity(cell, prepared, start);
    }
    Evaluation evaluation = train(cell, data);
    LaneClassifier classifier = evaluation.fit().classifiers();
    int testCorrect = CrossValidation.correct(classifier, data.testX(), data.testY())[0];
    int trainCorrect = CrossValidation.correct(classifier, data.trainX(), data.trainY())[0];
    return new CellOutcome(
        ok(cell, prepared, testCorrect, trainCorrect, evaluation, start),
        evaluation.scores(),
        evaluation.chosen());
  }

  private Evaluation train(Cell cell, TrainTest data) {
    TrainingSettings settings = study.training();
    return switch (study.protocol().randomness()) {
      case PAIRED ->
          new PairedTrainer(cell.scheme(), cell.alpha(), settings)
              .evaluate(
                  data.trainX(),
                  data.trainY(),
                  data.classes(),
                  new FitKey(study.seed(), cell.dataset(), cell.trial(), FitKey.FINAL))
              .get(0);
      case AUTHORS ->
          new AuthorsTrainer(cell.scheme(), cell.alpha(), settings)
              .evaluate(data.trainX(), data.trainY(), cell.trial());
    };
  }

  private CellOutcome classifyByDensity(Cell cell, PreparedDataset prepared, long start) {
    TrainTest data = prepared.data();
    DensityKind kind = cell.scheme().ownDensity().orElseThrow();
    ClassDensity density = kind.fit(data.trainX(), data.trainY(), data.classes());
    DensityClassifier classifier = DensityClassifier.withPriors(density, data.trainY());
    int testCorrect = classifier.correct(data.testX(), data.testY());
    int trainCorrect = classifier.correct(data.trainX(), data.trainY());
    return new CellOutcome(
        ok(cell, prepared, testCorrect, trainCorrect, null, start), List.of(), -1);
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
      long start) {
    CrossValidation.Score best = evaluation == null ? null : evaluation.best();
    TrainTest data = prepared.data();
    Dataset dataset = study.dataset(cell.dataset());
    return new CellResult(
        cell,
        dataset.id().isPresent() ? dataset.id().getAsInt() : null,
        dataset.name(),
        CellResult.OK,
        null,
        (double) testCorrect / data.testY().length,
        (double) trainCorrect / data.trainY().length,
        best == null || Double.isNaN(best.accuracy()) ? null : (Double) best.accuracy(),
        null,
        best == null ? null : best.candidate().learningRate(),
        best == null ? null : boxed(best.candidate().gamma()),
        density(cell.scheme(), best),
        data.trainY().length,
        data.testY().length,
        data.features(),
        data.classes(),
        prepared.gmTrainAccuracy(),
        prepared.kdeTrainAccuracy(),
        evaluation == null ? null : boxed(evaluation.fit().intrusionRate()),
        study.seed(),
        secondsSince(start),
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

  private CellOutcome failed(Cell cell, RuntimeException cause, long start) {
    Dataset dataset = study.dataset(cell.dataset());
    String message =
        cause.getMessage() == null ? "" : ": " + cause.getMessage().replaceAll("\\s+", " ");
    CellResult result =
        new CellResult(
            cell,
            dataset.id().isPresent() ? dataset.id().getAsInt() : null,
            dataset.name(),
            CellResult.FAILED,
            cause.getClass().getSimpleName() + message,
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
            secondsSince(start),
            Instant.now());
    return new CellOutcome(result, List.of(), -1);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

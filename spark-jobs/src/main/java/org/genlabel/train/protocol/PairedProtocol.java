package org.genlabel.train.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.StratifiedFolds;
import org.genlabel.learner.Batch;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.LearnerSetup;
import org.genlabel.learner.ModelKind;
import org.genlabel.learner.Phase;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.Mixing;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;
import org.genlabel.train.CrossValidation;
import org.genlabel.train.Fit;
import org.genlabel.train.FitStart;
import org.genlabel.train.FittedDensities;
import org.genlabel.train.FoldCounts;
import org.genlabel.train.Grid;
import org.genlabel.train.Scheme;
import org.genlabel.train.Scorer;
import org.genlabel.train.TrainedFits;
import org.genlabel.train.TrainingLoop;
import org.genlabel.train.TrainingProtocol;
import org.genlabel.train.TrainingSettings;

/**
 * The paired protocol: all candidates of all schemes of a dataset, alpha, trial and fold have the
 * same initial weights and the same mixed points. One pass over the batches of a fold therefore
 * trains all candidates of all schemes with the same mixing. Candidates that two schemes have in
 * common, as those of mixup and of GenLabel with gamma = 0, are trained once. Folds are stratified.
 */
public final class PairedProtocol implements TrainingProtocol {
  private final ModelKind model;
  private final List<Scheme> schemes;
  private final OptionalDouble alpha;
  private final TrainingSettings settings;
  private final FitKey key;
  private final Grid grid;

  /**
   * Returns the cross-validation of schemes by this protocol.
   *
   * @param model the model that is trained
   * @param schemes schemes that train a network and have the same mixing
   * @param alpha present if and only if the schemes depend on it
   * @param key key of the final fit, from which the keys of the folds follow
   * @throws IllegalArgumentException for any other schemes
   */
  public static CrossValidation crossValidation(
      ModelKind model,
      List<Scheme> schemes,
      OptionalDouble alpha,
      TrainingSettings settings,
      FitKey key) {
    return new CrossValidation(
        new PairedProtocol(model, schemes, alpha, settings, key), settings, Scorer.CLEAN);
  }

  /**
   * @param model the model that is trained
   * @param schemes schemes that train a network and have the same mixing
   * @param alpha present if and only if the schemes depend on it
   * @param key key of the final fit, from which the keys of the folds follow
   */
  public PairedProtocol(
      ModelKind model,
      List<Scheme> schemes,
      OptionalDouble alpha,
      TrainingSettings settings,
      FitKey key) {
    schemes.forEach(scheme -> scheme.requireTrainable(alpha));
    if (schemes.stream().map(Scheme::points).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "schemes that share a stream must have the same mixing, not " + schemes);
    }
    this.model = model;
    this.schemes = List.copyOf(schemes);
    this.alpha = alpha;
    this.settings = settings;
    this.key = key;
    this.grid = Grid.shared(schemes, settings);
  }

  @Override
  public List<Scheme> schemes() {
    return schemes;
  }

  @Override
  public Grid grid() {
    return grid;
  }

  /**
   * Returns the fits fold by fold. The folds of a trial are the same for every scheme and alpha.
   */
  @Override
  public List<Fit> fits(LabeledRows rows) {
    KeyedRandom dealing =
        KeyedRandom.of(
            "seed=" + key.seed(), "dataset=" + key.dataset(), "trial=" + key.trial(), "folds");
    int[] folds = StratifiedFolds.assign(rows.labels(), rows.classes(), settings.folds(), dealing);
    List<Fit> fits = new ArrayList<>();
    for (int f = 0; f < settings.folds(); f++) {
      int fold = f;
      int[] outside = IntStream.range(0, folds.length).filter(row -> folds[row] != fold).toArray();
      int[] inside = IntStream.range(0, folds.length).filter(row -> folds[row] == fold).toArray();
      FitStart start = new FitStart.Keyed(new FitKey(key.seed(), key.dataset(), key.trial(), fold));
      for (int c = 0; c < grid.trained().size(); c++) {
        fits.add(new Fit(c, fold, outside, inside, false, start));
      }
    }
    return fits;
  }

  @Override
  public List<Fit> finalFits(LabeledRows rows, List<Integer> candidates) {
    int[] all = IntStream.range(0, rows.count()).toArray();
    FitStart start = new FitStart.Keyed(key);
    return candidates.stream()
        .map(c -> new Fit(c, Fit.FINAL, all, new int[0], false, start))
        .toList();
  }

  /** Groups the fits of a fold, which share its batches. */
  @Override
  public List<List<Fit>> sideBySide(LabeledRows rows, List<Fit> fits) {
    Map<Integer, List<Fit>> byFold = new LinkedHashMap<>();
    fits.forEach(fit -> byFold.computeIfAbsent(fit.fold(), f -> new ArrayList<>()).add(fit));
    return List.copyOf(byFold.values());
  }

  @Override
  public LabeledRows select(LabeledRows rows, int[] positions) {
    return rows.subset(positions);
  }

  @Override
  public TrainedFits train(LabeledRows rows, List<Fit> fits) {
    Fit first = fits.get(0);
    if (!(first.start() instanceof FitStart.Keyed keyed)) {
      throw new IllegalArgumentException("fits of this protocol must start at a key, not " + first);
    }
    return train(
        select(rows, first.rows()),
        keyed.key(),
        grid.trained(fits.stream().map(Fit::candidate).toList()));
  }

  /**
   * Trains candidates side by side from the same initial weights on the same batches.
   *
   * @param rows the training rows
   * @param fit key of the fit
   */
  public TrainedFits train(LabeledRows rows, FitKey fit, List<Hyperparameters> candidates) {
    Mixing mixing = schemes.get(0).mixing();
    MixStream stream =
        new KeyedMixStream(fit, mixing, alpha, rows.count(), settings.batchSize(), rows.features());
    LearnerSetup setup =
        new LearnerSetup(
            rows.features(),
            rows.classes(),
            stream.largestBatch(),
            candidates,
            settings::newOptimizer,
            List.of(Phase.of(settings.epochs())),
            candidate -> fit.stream("initial weights"));
    Learner learner =
        mixing.isLearned()
            ? model.withPolicy(setup, candidate -> fit.stream("initial weights of the policy"))
            : model.onSharedBatches(setup);
    List<Batch> batches =
        List.of(
            new Batch(
                stream,
                new PairedRules(schemes.get(0), new FittedDensities(rows, settings.bandwidth()))));
    TrainingLoop.run(learner, batches);
    return new TrainedFits(learner, batches);
  }

  /**
   * Computes the mean accuracy. The counts of folds of equal size are first added as integers, so
   * that two candidates with the same counts in different folds tie instead of differing by 1e-17.
   */
  @Override
  public double accuracy(List<FoldCounts> folds, int candidate) {
    return meanAccuracy(
        folds.stream().mapToInt(fold -> fold.correct()[candidate]).toArray(),
        folds.stream().mapToInt(FoldCounts::rows).toArray());
  }

  /** Returns the mean over the folds of correct / size. */
  public static double meanAccuracy(int[] correct, int[] sizes) {
    double sum = 0;
    int[] distinctSizes = IntStream.of(sizes).sorted().distinct().toArray();
    for (int size : distinctSizes) {
      long correctOfSize = 0;
      for (int fold = 0; fold < sizes.length; fold++) {
        correctOfSize += sizes[fold] == size ? correct[fold] : 0;
      }
      sum += (double) correctOfSize / size;
    }
    return sum / sizes.length;
  }
}

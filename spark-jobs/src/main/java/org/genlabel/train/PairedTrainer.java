package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.data.StratifiedFolds;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.FitKey;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.Mixing;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneClassifier;
import org.genlabel.model.LaneModel;
import org.genlabel.random.KeyedRandom;

/**
 * Trains one scheme at one alpha by the paired protocol (method Sec. 5 and 6): all candidates, and
 * all schemes, of a dataset, alpha, trial and fold start from the same weights and see the same
 * mixes.
 */
public final class PairedTrainer {
  private final Scheme scheme;
  private final OptionalDouble alpha;
  private final TrainingSettings settings;

  /**
   * Makes a trainer.
   *
   * @param scheme one that trains
   * @param alpha present exactly for a scheme that depends on it
   */
  public PairedTrainer(Scheme scheme, OptionalDouble alpha, TrainingSettings settings) {
    scheme.requireTrainable(alpha);
    this.scheme = scheme;
    this.alpha = alpha;
    this.settings = settings;
  }

  /**
   * Cross-validates the scheme's candidates and fits the best.
   *
   * @param x [rows][features] of the training part
   * @param labels [rows], each in 0..classes-1
   * @param key names the final fit; folds are keyed beside it
   */
  public Evaluation evaluate(double[][] x, int[] labels, int classes, FitKey key) {
    // The folds of a trial are the same for every scheme and alpha.
    KeyedRandom dealing =
        KeyedRandom.of(
            "seed=" + key.seed(), "dataset=" + key.dataset(), "trial=" + key.trial(), "folds");
    int[] folds = StratifiedFolds.assign(labels, classes, settings.folds(), dealing);
    List<Candidate> candidates = scheme.candidates(settings);
    List<CrossValidation.Score> scores =
        CrossValidation.run(this, candidates, x, labels, classes, folds, key);
    CrossValidation.Score best = CrossValidation.best(scores);
    return new Evaluation(
        scores, scores.indexOf(best), fit(x, labels, classes, key, List.of(best.candidate())));
  }

  /**
   * Trains candidates side by side from the same initial weights on the same stream.
   *
   * @param x [rows][features]
   * @param labels [rows], each in 0..classes-1
   * @param key names the fit
   * @param candidates of this scheme
   * @return one trained lane per candidate, in order
   */
  public Fit fit(double[][] x, int[] labels, int classes, FitKey key, List<Candidate> candidates) {
    if (scheme.mixing() == Mixing.ADAPTIVE) {
      return fitAdaptive(x, labels, classes, key, candidates);
    }
    TrainingRows rows = new TrainingRows(x, labels, classes);
    List<DensityKind> densities = new ArrayList<>();
    List<Lane> lanes = new ArrayList<>();
    for (Candidate candidate : candidates) {
      int generativeLabel = Lane.NONE;
      if (candidate.density().isPresent()) {
        DensityKind density = candidate.density().get();
        if (!densities.contains(density)) {
          densities.add(density);
        }
        generativeLabel = 1 + densities.indexOf(density);
      }
      lanes.add(
          new Lane(candidate.learningRate(), candidate.gamma().orElse(0), 0, generativeLabel));
    }
    LaneModel models = settings.newModels(rows.features(), classes, lanes);
    models.initialize(key.stream("initial weights"));
    KeyedRandom columns = key.stream("cut columns");
    FitRules rules = FitRules.paired(scheme, densities, rows, columns::permutation);
    OptionalDouble intrusionRate =
        Sweep.train(
            models, rows.features(), classes, stream(key, x.length), rules, settings.epochs());
    return new Fit(models, intrusionRate);
  }

  /** AdaMixup's networks change what is mixed, so every candidate is trained by itself. */
  private Fit fitAdaptive(
      double[][] x, int[] labels, int classes, FitKey key, List<Candidate> candidates) {
    AdaMixup[] networks = new AdaMixup[candidates.size()];
    for (int lane = 0; lane < networks.length; lane++) {
      double learningRate = candidates.get(lane).learningRate();
      networks[lane] = new AdaMixup(x[0].length, classes, learningRate, settings);
      networks[lane].initialize(
          key.stream("initial weights"), key.stream("initial weights of the policy"));
      networks[lane].train(x, labels, stream(key, x.length), settings.epochs());
    }
    LaneClassifier classifiers =
        new LaneClassifier() {
          @Override
          public void predict(double[] point, int[] predictions) {
            Arrays.setAll(predictions, lane -> networks[lane].predict(point));
          }

          @Override
          public double[] parameters(int lane) {
            return networks[lane].parameters();
          }
        };
    return new Fit(classifiers, OptionalDouble.empty());
  }

  private MixStream stream(FitKey key, int rows) {
    return new KeyedMixStream(key, scheme.mixing(), alpha, rows, settings.batchSize());
  }
}

package org.genlabel.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
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
 * Trains schemes at one alpha by the paired protocol (method Sec. 5 and 6): all candidates, and all
 * schemes, of a dataset, alpha, trial and fold start from the same weights and see the same mixes.
 * So one pass over the stream of a fold trains every candidate of every scheme that mixes in the
 * same way; what two schemes have in common, as mixup's candidates and GenLabel's with gamma = 0,
 * is trained once.
 */
public final class PairedTrainer {
  private final List<Scheme> schemes;
  private final OptionalDouble alpha;
  private final TrainingSettings settings;

  /**
   * Makes a trainer of one scheme.
   *
   * @param scheme one that trains
   * @param alpha present exactly for a scheme that depends on it
   */
  public PairedTrainer(Scheme scheme, OptionalDouble alpha, TrainingSettings settings) {
    this(List.of(scheme), alpha, settings);
  }

  /**
   * Makes a trainer of several schemes.
   *
   * @param schemes such as train, and mix alike
   * @param alpha present exactly for schemes that depend on it
   */
  public PairedTrainer(List<Scheme> schemes, OptionalDouble alpha, TrainingSettings settings) {
    schemes.forEach(scheme -> scheme.requireTrainable(alpha));
    if (schemes.stream().map(Scheme::mixing).distinct().count() != 1) {
      throw new IllegalArgumentException("schemes that mix alike share a stream, not " + schemes);
    }
    this.schemes = List.copyOf(schemes);
    this.alpha = alpha;
    this.settings = settings;
  }

  /**
   * What is trained, once, for every candidate it is the same for.
   *
   * @param density of the GenLabel label; empty where it has no share
   */
  private record LaneKey(
      boolean excludesIntrusion,
      Scheme.Target target,
      double learningRate,
      double gamma,
      Optional<DensityKind> density) {
    static LaneKey of(Scheme scheme, Candidate candidate) {
      double gamma = candidate.gamma().orElse(0);
      return new LaneKey(
          scheme.excludesIntrusion(),
          scheme.target(),
          candidate.learningRate(),
          gamma,
          gamma == 0 ? Optional.empty() : candidate.density());
    }
  }

  /**
   * Cross-validates each scheme's candidates and fits the best.
   *
   * @param x [rows][features] of the training part
   * @param labels [rows], each in 0..classes-1
   * @param key names the final fit; folds are keyed beside it
   * @return one per scheme, in order
   */
  public List<Evaluation> evaluate(double[][] x, int[] labels, int classes, FitKey key) {
    List<FoldCounts> folds =
        IntStream.range(0, settings.folds())
            .mapToObj(fold -> validate(x, labels, classes, key, fold))
            .toList();
    return finish(x, labels, classes, key, folds);
  }

  /**
   * Trains every candidate of every scheme on the rows outside one fold: of {@link #evaluate}, what
   * does not depend on the other folds.
   *
   * @param x [rows][features] of the training part
   * @param labels [rows], each in 0..classes-1
   * @param key names the final fit; folds are keyed beside it
   * @param fold in 0..folds-1
   */
  public FoldCounts validate(double[][] x, int[] labels, int classes, FitKey key, int fold) {
    // The folds of a trial are the same for every scheme and alpha.
    KeyedRandom dealing =
        KeyedRandom.of(
            "seed=" + key.seed(), "dataset=" + key.dataset(), "trial=" + key.trial(), "folds");
    int[] folds = StratifiedFolds.assign(labels, classes, settings.folds(), dealing);
    FitKey keyOfFold = new FitKey(key.seed(), key.dataset(), key.trial(), fold);
    List<LaneKey> lanes = lanes();
    return CrossValidation.validate(
        new LabeledRows(x, labels, classes),
        folds,
        fold,
        outside -> fit(outside, keyOfFold, lanes).classifiers);
  }

  /** What all schemes' candidates need trained. */
  private List<LaneKey> lanes() {
    return schemes.stream()
        .flatMap(
            scheme ->
                scheme.candidates(settings).stream()
                    .map(candidate -> LaneKey.of(scheme, candidate)))
        .distinct()
        .toList();
  }

  /**
   * Chooses each scheme's candidate by its folds and fits it: of {@link #evaluate}, what is left
   * after the folds.
   *
   * @param x [rows][features] of the training part
   * @param labels [rows], each in 0..classes-1
   * @param key names the final fit
   * @param folds those of {@link #validate}, all of them, in order
   * @return one per scheme, in order
   * @throws IllegalArgumentException if folds are missing
   */
  public List<Evaluation> finish(
      double[][] x, int[] labels, int classes, FitKey key, List<FoldCounts> folds) {
    FoldCounts.requireAll(folds, settings);
    List<LaneKey> lanes = lanes();
    double[] accuracies = CrossValidation.accuracies(folds);
    List<List<CrossValidation.Score>> scores = new ArrayList<>();
    List<LaneKey> best = new ArrayList<>();
    for (Scheme scheme : schemes) {
      List<CrossValidation.Score> ofScheme =
          scheme.candidates(settings).stream()
              .map(
                  candidate ->
                      new CrossValidation.Score(
                          candidate, accuracies[lanes.indexOf(LaneKey.of(scheme, candidate))]))
              .toList();
      scores.add(ofScheme);
      best.add(LaneKey.of(scheme, CrossValidation.best(ofScheme).candidate()));
    }
    List<LaneKey> finalLanes = best.stream().distinct().toList();
    Trained last = fit(new LabeledRows(x, labels, classes), key, finalLanes);
    List<Evaluation> evaluations = new ArrayList<>();
    for (int s = 0; s < schemes.size(); s++) {
      CrossValidation.Score chosen = CrossValidation.best(scores.get(s));
      Fit fit = last.fit(finalLanes.indexOf(best.get(s)), schemes.get(s).excludesIntrusion());
      evaluations.add(new Evaluation(scores.get(s), scores.get(s).indexOf(chosen), fit));
    }
    return evaluations;
  }

  /**
   * Trains candidates of the only scheme side by side from the same initial weights on the same
   * stream.
   *
   * @param x [rows][features]
   * @param labels [rows], each in 0..classes-1
   * @param key names the fit
   * @param candidates of this scheme
   * @return one trained lane per candidate, in order
   */
  public Fit fit(double[][] x, int[] labels, int classes, FitKey key, List<Candidate> candidates) {
    Scheme scheme = schemes.get(0);
    List<LaneKey> lanes =
        candidates.stream().map(candidate -> LaneKey.of(scheme, candidate)).toList();
    Trained trained = fit(new LabeledRows(x, labels, classes), key, lanes);
    OptionalDouble intrusionRate =
        scheme.excludesIntrusion() ? trained.intrusionRate : OptionalDouble.empty();
    return new Fit(trained.classifiers, intrusionRate);
  }

  /**
   * @param classifiers one per lane key
   * @param intrusionRate share of mixup's points that intruded; empty if no lane asks
   */
  private record Trained(LaneClassifier classifiers, OptionalDouble intrusionRate) {
    Fit fit(int lane, boolean asksForIntrusion) {
      return new Fit(
          new SelectedLane(classifiers, lane),
          asksForIntrusion ? intrusionRate : OptionalDouble.empty());
    }
  }

  private Mixing mixing() {
    return schemes.get(0).mixing();
  }

  private Trained fit(LabeledRows rows, FitKey key, List<LaneKey> lanes) {
    return mixing() == Mixing.ADAPTIVE
        ? fitAdaptive(rows, key, lanes)
        : fitTogether(rows, key, lanes);
  }

  /** Trains lanes in one pass over one stream. */
  private Trained fitTogether(LabeledRows rows, FitKey key, List<LaneKey> lanes) {
    List<Scheme.Target> targets = lanes.stream().map(LaneKey::target).distinct().toList();
    List<DensityKind> densities =
        lanes.stream().flatMap(lane -> lane.density().stream()).distinct().toList();
    LaneClassifier[] models = new LaneClassifier[lanes.size()];
    int[] positions = new int[lanes.size()];
    Sweep sweep = new Sweep();
    for (boolean excluding : new boolean[] {false, true}) {
      List<Lane> modelLanes = new ArrayList<>();
      List<Integer> places = new ArrayList<>();
      for (int l = 0; l < lanes.size(); l++) {
        LaneKey lane = lanes.get(l);
        if (lane.excludesIntrusion() == excluding) {
          positions[l] = modelLanes.size();
          places.add(l);
          int generative =
              lane.density().map(d -> targets.size() + densities.indexOf(d)).orElse(Lane.NONE);
          modelLanes.add(
              new Lane(
                  lane.learningRate(), lane.gamma(), targets.indexOf(lane.target()), generative));
        }
      }
      if (!modelLanes.isEmpty()) {
        LaneModel model = settings.newModels(rows.features(), rows.classes(), modelLanes);
        model.initialize(key.stream("initial weights"));
        places.forEach(l -> models[l] = model);
        if (excluding) {
          sweep.addExcluding(model);
        } else {
          sweep.add(model);
        }
      }
    }
    KeyedRandom columns = key.stream("cut columns");
    FitRules rules =
        FitRules.paired(
            schemes.get(0),
            targets,
            densities,
            lanes.stream().anyMatch(LaneKey::excludesIntrusion),
            new FitRules.Fitted(rows, settings.bandwidth()),
            columns::permutation);
    OptionalDouble intrusionRate =
        sweep.train(rows.features(), rows.classes(), stream(key, rows), rules, settings.epochs());
    return new Trained(SelectedLane.together(models, positions), intrusionRate);
  }

  /** AdaMixup's networks change what is mixed, so every candidate is trained by itself. */
  private Trained fitAdaptive(LabeledRows rows, FitKey key, List<LaneKey> lanes) {
    LaneClassifier[] networks =
        lanes.stream()
            .map(lane -> fitNetworks(rows, key, lane.learningRate()))
            .toArray(LaneClassifier[]::new);
    return new Trained(
        SelectedLane.together(networks, new int[networks.length]), OptionalDouble.empty());
  }

  private LaneClassifier fitNetworks(LabeledRows rows, FitKey key, double learningRate) {
    MixStream stream = stream(key, rows);
    KeyedRandom ofClassifier = key.stream("initial weights");
    KeyedRandom ofOthers = key.stream("initial weights of the policy");
    return switch (settings.precision()) {
      case SINGLE -> {
        BatchedAdaMixup networks =
            new BatchedAdaMixup(
                rows.features(), rows.classes(), stream.largestBatch(), learningRate, settings);
        networks.initialize(ofClassifier, ofOthers);
        networks.train(rows.x(), rows.labels(), stream, settings.epochs());
        yield networks;
      }
      case DOUBLE -> {
        AdaMixup networks = new AdaMixup(rows.features(), rows.classes(), learningRate, settings);
        networks.initialize(ofClassifier, ofOthers);
        networks.train(rows.x(), rows.labels(), stream, settings.epochs());
        yield networks;
      }
    };
  }

  private MixStream stream(FitKey key, LabeledRows rows) {
    return new KeyedMixStream(key, mixing(), alpha, rows.count(), settings.batchSize());
  }
}

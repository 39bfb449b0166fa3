package org.genlabel.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.FitKey;
import org.genlabel.mixup.GenLabeling;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneModel;

/** Fits candidates of one scheme at one alpha, by the paired protocol (method Sec. 5 and 6). */
public final class SchemeTrainer {
  private final Scheme scheme;
  private final OptionalDouble alpha;
  private final TrainingSettings settings;

  /**
   * @param scheme one that trains
   * @param alpha present exactly for a scheme that mixes
   */
  public SchemeTrainer(Scheme scheme, OptionalDouble alpha, TrainingSettings settings) {
    if (!scheme.isTrained() || scheme.isMixed() != alpha.isPresent()) {
      throw new IllegalArgumentException(
          "scheme " + scheme.word() + " does not train with alpha " + alpha);
    }
    this.scheme = scheme;
    this.alpha = alpha;
    this.settings = settings;
  }

  /**
   * Trains the candidates side by side from the same initial weights on the same stream.
   *
   * @param x [rows][features]
   * @param labels [rows], each in 0..classes-1
   * @param key names the fit
   * @param candidates of this scheme
   * @return one trained lane per candidate, in order
   */
  public LaneModel fit(
      double[][] x, int[] labels, int classes, FitKey key, List<Candidate> candidates) {
    List<LabelingRule> rules = new ArrayList<>();
    rules.add(scheme.labeling().rule(labels));
    List<DensityKind> densities = new ArrayList<>();
    List<Lane> lanes = new ArrayList<>();
    for (Candidate candidate : candidates) {
      int generativeLabel = Lane.NONE;
      if (candidate.density().isPresent()) {
        DensityKind density = candidate.density().get();
        if (!densities.contains(density)) {
          densities.add(density);
          rules.add(new GenLabeling(density.fit(x, labels, classes).between(x)));
        }
        generativeLabel = 1 + densities.indexOf(density);
      }
      lanes.add(
          new Lane(candidate.learningRate(), candidate.gamma().orElse(0), 0, generativeLabel));
    }
    LaneModel models = settings.newModels(x[0].length, classes, lanes);
    models.initialize(key.stream("initial weights"));
    Sweep.train(
        models,
        x,
        rules,
        classes,
        new KeyedMixStream(key, alpha, x.length, settings.batchSize()),
        settings.epochs());
    return models;
  }
}

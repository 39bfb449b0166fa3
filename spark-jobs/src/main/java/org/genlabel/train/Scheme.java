package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Mixing;
import org.genlabel.mixup.Target;

/**
 * The table of training schemes (docs/method.md, Sec. 4). A new scheme needs a new row; names are
 * those in configurations and results.
 *
 * <p>A trained scheme fits a network on mini-batches of the rows themselves or of points mixed from
 * them. Mixed points are labelled by their parents or their nearest neighbour and, if the scheme
 * has label densities, by GenLabel with weight gamma. A generative classifier fits a density only.
 */
public enum Scheme {
  //                   name                          mixing             label of a mixed point
  /** No mixing: the rows with their labels. */
  VANILLA(trained("vanilla", Mixing.NONE, Target.LINEAR)),
  /** Mixup (Zhang et al. 2018). */
  MIXUP(trained("mixup", Mixing.MIXUP, Target.LINEAR)),
  /** Mixup with logistic labels (Sec. 3.2). */
  MIXUP_LOGISTIC(trained("mixup-logistic", Mixing.MIXUP, Target.LOGISTIC)),
  /** Mixup without the points that intrude on a third class (Sec. 3.1). */
  MIXUP_EXCLUDE_MI(excludingIntrusion("mixup-exclude-mi", Target.LINEAR)),
  /** Mixup without intruding points, with logistic labels (Sec. 3.2). */
  MIXUP_EXCLUDE_MI_LOGISTIC(excludingIntrusion("mixup-exclude-mi-logistic", Target.LOGISTIC)),
  /** Mixup with the hard label of the nearest training row. */
  MIXUP_NN_LABEL(trained("mixup-nn-label", Mixing.MIXUP, Target.NEAREST)),
  /** AdaMixup (Guo et al. 2019). */
  ADAMIXUP(trained("adamixup", Mixing.ADAPTIVE, Target.LINEAR)),
  /** The Gaussian class densities as a classifier (Table 3). */
  GM_CLASSIFIER(classifier("gm-classifier", DensityKind.GM)),
  /** GenLabel by Gaussian class densities (Sec. 4). */
  GENLABEL_GM(genLabel("genlabel-gm", Mixing.MIXUP, DensityKind.GM)),
  /** GenLabel by kernel class densities. */
  GENLABEL_KDE(genLabel("genlabel-kde", Mixing.MIXUP, DensityKind.KDE)),
  /** GenLabel by nearest-neighbour class densities. */
  GENLABEL_NN(genLabel("genlabel-nn", Mixing.MIXUP, DensityKind.NN)),
  /** GenLabel by the density that cross-validation chooses (Fig. 6, Table 3). */
  GENLABEL_CV(genLabel("genlabel-cv", Mixing.MIXUP, DensityKind.GM, DensityKind.KDE)),
  /** CutMix on feature columns (Table 8). */
  CUTMIX(trained("cutmix", Mixing.CUTMIX, Target.LINEAR)),
  /** GenLabel on CutMix's points (Table 8). */
  CUTMIX_GENLABEL_GM(genLabel("cutmix-genlabel-gm", Mixing.CUTMIX, DensityKind.GM)),
  /** Generative mixing by Gaussian class densities (Sec. 7.2). */
  GENMIX_GM(generativeMixing("genmix-gm", DensityKind.GM));

  private final Definition definition;

  Scheme(Definition definition) {
    this.definition = definition;
  }

  private record Definition(
      String key,
      boolean trained,
      Mixing mixing,
      Target target,
      boolean excludesIntrusion,
      List<DensityKind> labelDensities,
      Optional<DensityKind> ownDensity) {}

  private static Definition trained(String key, Mixing mixing, Target target) {
    return new Definition(key, true, mixing, target, false, List.of(), Optional.empty());
  }

  private static Definition excludingIntrusion(String key, Target target) {
    return new Definition(key, true, Mixing.MIXUP, target, true, List.of(), Optional.empty());
  }

  private static Definition genLabel(String key, Mixing mixing, DensityKind... densities) {
    return new Definition(
        key, true, mixing, Target.LINEAR, false, List.of(densities), Optional.empty());
  }

  private static Definition generativeMixing(String key, DensityKind density) {
    return new Definition(
        key, true, Mixing.GENERATIVE, Target.LINEAR, false, List.of(), Optional.of(density));
  }

  private static Definition classifier(String key, DensityKind density) {
    return new Definition(
        key, false, Mixing.NONE, Target.LINEAR, false, List.of(), Optional.of(density));
  }

  /** Returns the scheme with a name; empty if there is none. */
  public static Optional<Scheme> byKey(String key) {
    return Arrays.stream(values()).filter(scheme -> scheme.key().equals(key)).findFirst();
  }

  /** Returns all names in the order of the table, separated by commas. */
  public static String keys() {
    return Arrays.stream(values()).map(Scheme::key).collect(Collectors.joining(", "));
  }

  /** Returns the name in configurations and results. */
  public String key() {
    return definition.key();
  }

  /** Returns whether a network is trained; otherwise a density is the classifier. */
  public boolean isTrained() {
    return definition.trained();
  }

  /** Returns the way of mixing. */
  public Mixing mixing() {
    return definition.mixing();
  }

  /**
   * The source of training points. Schemes with equal sources have the same points in the paired
   * protocol, and can be trained together.
   *
   * @param density density by which points are mixed; empty if none is used
   */
  public record PointSource(Mixing mixing, Optional<DensityKind> density) {}

  /** Returns the source of the points on which the scheme is trained. */
  public PointSource points() {
    return new PointSource(mixing(), ownDensity());
  }

  /** Returns whether lambda is drawn, so that the scheme depends on alpha. */
  public boolean dependsOnAlpha() {
    return mixing().drawsLambda();
  }

  /**
   * Checks that the scheme can be trained with an alpha.
   *
   * @throws IllegalArgumentException if the scheme trains no network, or if alpha is missing or not
   *     allowed
   */
  public void requireTrainable(OptionalDouble alpha) {
    if (!isTrained() || dependsOnAlpha() != alpha.isPresent()) {
      throw new IllegalArgumentException("scheme " + key() + " does not train with alpha " + alpha);
    }
  }

  /** Returns the label y_mix of a mixed point, without the share of GenLabel. */
  public Target target() {
    return definition.target();
  }

  /** Returns whether points that intrude on a third class are dropped. */
  public boolean excludesIntrusion() {
    return definition.excludesIntrusion();
  }

  /** Returns the densities among which GenLabel chooses; empty if GenLabel has no share. */
  public List<DensityKind> labelDensities() {
    return definition.labelDensities();
  }

  /** Returns the density that is the classifier, or by which points are mixed. */
  public Optional<DensityKind> ownDensity() {
    return definition.ownDensity();
  }

  /**
   * Returns the candidates of the cross-validation in grid order: learning rate outermost, then
   * density, gamma innermost. Empty for a scheme without training.
   */
  public List<Candidate> candidates(TrainingSettings settings) {
    List<Candidate> candidates = new ArrayList<>();
    if (!isTrained()) {
      return candidates;
    }
    for (double learningRate : settings.learningRates()) {
      if (labelDensities().isEmpty()) {
        candidates.add(new Candidate(learningRate, OptionalDouble.empty(), Optional.empty()));
      }
      for (DensityKind density : labelDensities()) {
        for (double gamma : settings.gammas()) {
          candidates.add(
              new Candidate(learningRate, OptionalDouble.of(gamma), Optional.of(density)));
        }
      }
    }
    return candidates;
  }
}

package org.genlabel.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.ParentLabeling;

/**
 * The table of training schemes (method Sec. 4). A new scheme is a new row; names are those of
 * configurations and results.
 *
 * <p>A trained scheme fits a network on mini-batches: of the rows themselves, or of mixed points
 * labelled by their parents' labels and, where the scheme has densities, by GenLabel to the degree
 * gamma. A generative classifier fits a density only.
 */
public enum Scheme {
  //                name              mixed?  parents' labels          GenLabel by
  /** No mixing: the rows and their own labels. */
  VANILLA(trained("vanilla", false, ParentLabeling.LINEAR)),
  /** Mixup (Zhang et al. 2018). */
  MIXUP(trained("mixup", true, ParentLabeling.LINEAR)),
  /** Mixup with logistic labels (Sec. 3.2). */
  MIXUP_LOGISTIC(trained("mixup-logistic", true, ParentLabeling.LOGISTIC)),
  /** The Gaussian class densities as a classifier (Table 3). */
  GM_CLASSIFIER(classifier("gm-classifier", DensityKind.GM)),
  /** GenLabel by Gaussian class densities (Sec. 4). */
  GENLABEL_GM(trained("genlabel-gm", true, ParentLabeling.LINEAR, DensityKind.GM));

  private final Definition definition;

  Scheme(Definition definition) {
    this.definition = definition;
  }

  private record Definition(
      String word,
      boolean trained,
      boolean mixed,
      ParentLabeling labeling,
      List<DensityKind> densities) {}

  private static Definition trained(
      String word, boolean mixed, ParentLabeling labeling, DensityKind... densities) {
    return new Definition(word, true, mixed, labeling, List.of(densities));
  }

  private static Definition classifier(String word, DensityKind density) {
    return new Definition(word, false, false, ParentLabeling.LINEAR, List.of(density));
  }

  /** The scheme of a name; empty if there is none. */
  public static Optional<Scheme> byWord(String word) {
    return Arrays.stream(values()).filter(scheme -> scheme.word().equals(word)).findFirst();
  }

  /** All names, in the order of the table, separated by commas. */
  public static String words() {
    return Arrays.stream(values()).map(Scheme::word).collect(Collectors.joining(", "));
  }

  /** The name in configurations and results. */
  public String word() {
    return definition.word();
  }

  /** Whether a network is trained; otherwise the density itself classifies. */
  public boolean isTrained() {
    return definition.trained();
  }

  /** Whether points are mixed, and the scheme therefore depends on alpha. */
  public boolean isMixed() {
    return definition.mixed();
  }

  /** How a mixed point is labelled from its parents' labels. */
  public ParentLabeling labeling() {
    return definition.labeling();
  }

  /** The densities GenLabel chooses among, or that classify. */
  public List<DensityKind> densities() {
    return definition.densities();
  }

  /**
   * The candidates of the cross-validation in grid order: learning rate outermost, then density,
   * gamma innermost. Empty for a scheme without training.
   */
  public List<Candidate> candidates(TrainingSettings settings) {
    List<Candidate> candidates = new ArrayList<>();
    if (!isTrained()) {
      return candidates;
    }
    for (double learningRate : settings.learningRates()) {
      if (densities().isEmpty()) {
        candidates.add(new Candidate(learningRate, OptionalDouble.empty(), Optional.empty()));
      }
      for (DensityKind density : densities()) {
        for (double gamma : settings.gammas()) {
          candidates.add(
              new Candidate(learningRate, OptionalDouble.of(gamma), Optional.of(density)));
        }
      }
    }
    return candidates;
  }
}

package org.genlabel.train.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.density.Bandwidth;
import org.genlabel.learner.Phase;

/**
 * The training settings for a synthetic dataset in the authors' published program (paper Table 1
 * and Figs. 4, 5, 7).
 *
 * @param pointsOfClass number of training points of every class
 * @param testPointsOfClass number of test points of every class
 * @param hidden widths of the hidden layers
 * @param epochs passes over the training points
 * @param milestones epochs, counted from 0, from which on the learning rate is divided by 10
 * @param gamma GenLabel's share of the labels
 * @param bandwidth bandwidth of fitted kernel densities
 */
record SyntheticRecipe(
    int pointsOfClass,
    int testPointsOfClass,
    List<Integer> hidden,
    int epochs,
    List<Integer> milestones,
    double gamma,
    Bandwidth bandwidth) {
  /** Learning rate before the first milestone. */
  static final double LEARNING_RATE = 0.1;

  SyntheticRecipe {
    hidden = List.copyOf(hidden);
    milestones = List.copyOf(milestones);
  }

  static SyntheticRecipe of(SyntheticDataset dataset) {
    return switch (dataset) {
      case MOON -> deep(500, List.of(60, 80), 1, 0.2);
      case CIRCLE -> deep(500, List.of(60, 80), 0.8, 0.2);
      // Two pairs of circles of 1000 points each.
      case FOUR_CIRCLE -> deep(1000, List.of(20, 50), 1, 0.1);
      case CUBE_2D -> cube(1);
      case CUBE_3D -> cube(0.8);
      // The authors use a separate notebook: see docs/report.md.
      case GAUSSIAN_9 -> deep(1000 / dataset.classes(), List.of(60, 80), 1, 0.2);
    };
  }

  private static SyntheticRecipe deep(
      int pointsOfClass, List<Integer> milestones, double gamma, double bandwidth) {
    return new SyntheticRecipe(
        pointsOfClass,
        pointsOfClass,
        List.of(64, 128, 128, 128),
        100,
        milestones,
        gamma,
        new Bandwidth(bandwidth));
  }

  private static SyntheticRecipe cube(double gamma) {
    return new SyntheticRecipe(
        20, 10_000, List.of(64, 128), 40, List.of(), gamma, new Bandwidth(0.2));
  }

  /**
   * Returns the phases of the training between milestones.
   *
   * @param largestGradientNorm maximum norm of the gradient in all phases
   */
  List<Phase> phases(double largestGradientNorm) {
    List<Phase> phases = new ArrayList<>();
    int begin = 0;
    for (int end : Stream.concat(milestones.stream(), Stream.of(epochs)).toList()) {
      phases.add(new Phase(end - begin, phases.size(), OptionalDouble.of(largestGradientNorm)));
      begin = end;
    }
    return phases;
  }
}

package org.genlabel.train;

import java.util.List;
import org.genlabel.data.SyntheticDataset;
import org.genlabel.density.Bandwidth;

/**
 * How the authors trained on a synthetic dataset (paper Table 1 and Figs. 4, 5, 7).
 *
 * @param pointsOfClass points of every class to train on, and as many to test on
 * @param hidden widths of the hidden layers
 * @param epochs passes over the training points
 * @param milestones epochs, counted from 0, from which on the learning rate is a tenth
 * @param bandwidth of the kernel densities that GenLabel asks
 */
record SyntheticRecipe(
    int pointsOfClass,
    List<Integer> hidden,
    int epochs,
    List<Integer> milestones,
    Bandwidth bandwidth) {
  private static final int POINTS = 1000;
  private static final double LEARNING_RATE = 0.1;

  SyntheticRecipe {
    hidden = List.copyOf(hidden);
    milestones = List.copyOf(milestones);
  }

  static SyntheticRecipe of(SyntheticDataset dataset) {
    return switch (dataset) {
      case MOON, CIRCLE, CUBE_2D, GAUSSIAN_9 ->
          new SyntheticRecipe(
              POINTS / dataset.classes(),
              List.of(64, 128, 128, 128),
              100,
              List.of(60, 80),
              new Bandwidth(0.2));
      case FOUR_CIRCLE ->
          new SyntheticRecipe(
              POINTS / dataset.classes(),
              List.of(64, 128, 128, 128),
              100,
              List.of(20, 50),
              new Bandwidth(0.1));
      case CUBE_3D -> new SyntheticRecipe(20, List.of(64, 128), 40, List.of(), new Bandwidth(0.2));
    };
  }

  /** The learning rate of an epoch, counted from 0. */
  double learningRate(int epoch) {
    double rate = LEARNING_RATE;
    for (int milestone : milestones) {
      rate = epoch >= milestone ? rate / 10 : rate;
    }
    return rate;
  }
}

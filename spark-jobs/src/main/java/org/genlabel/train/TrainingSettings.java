package org.genlabel.train;

import java.io.Serializable;
import java.util.List;
import org.genlabel.density.Bandwidth;
import org.genlabel.network.Adam;
import org.genlabel.network.Optimizer;
import org.genlabel.network.Sgd;

/**
 * Settings of the training and choice of all candidates of a study (docs/method.md, Sec. 5 and 6).
 *
 * @param epochs passes over the training rows
 * @param batchSize number of rows of a mini-batch
 * @param optimizer the update rule
 * @param learningRates the grid's learning rates, in grid order
 * @param gammas the grid's weights of the GenLabel label, in grid order
 * @param folds number of folds of the cross-validation
 * @param weightDecay L2 coefficient, on weights and biases
 * @param bandwidth bandwidth of kernel densities
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    OptimizerKind optimizer,
    List<Double> learningRates,
    List<Double> gammas,
    int folds,
    double weightDecay,
    Bandwidth bandwidth)
    implements Serializable {

  /** The update rules. */
  public enum OptimizerKind {
    /** Adam. */
    ADAM,
    /** Gradient descent with momentum. */
    SGD
  }

  public TrainingSettings {
    learningRates = List.copyOf(learningRates);
    gammas = List.copyOf(gammas);
  }

  /** Creates settings with kernel densities by Scott's rule. */
  public TrainingSettings(
      int epochs,
      int batchSize,
      OptimizerKind optimizer,
      List<Double> learningRates,
      List<Double> gammas,
      int folds,
      double weightDecay) {
    this(epochs, batchSize, optimizer, learningRates, gammas, folds, weightDecay, Bandwidth.SCOTT);
  }

  /** Creates an optimiser, at its first step. */
  public Optimizer newOptimizer() {
    return switch (optimizer) {
      case ADAM -> new Adam(weightDecay);
      case SGD -> new Sgd(weightDecay);
    };
  }
}

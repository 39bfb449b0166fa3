package org.genlabel.train;

import java.io.Serializable;
import java.util.List;
import org.genlabel.density.Bandwidth;
import org.genlabel.model.Adam;
import org.genlabel.model.DoubleSoftmaxRegression;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneModel;
import org.genlabel.model.Optimizer;
import org.genlabel.model.Precision;
import org.genlabel.model.Sgd;
import org.genlabel.model.SoftmaxRegression;

/**
 * How every candidate of a study is trained and chosen (method Sec. 5 and 6).
 *
 * @param epochs passes over the training rows
 * @param batchSize rows of a mini-batch
 * @param optimizer the update rule
 * @param precision arithmetic of the network
 * @param learningRates the grid's learning rates, in grid order
 * @param gammas the grid's weights of the GenLabel label, in grid order
 * @param folds of the cross-validation
 * @param weightDecay L2 coefficient, on weights and biases
 * @param bandwidth of kernel densities
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    OptimizerKind optimizer,
    Precision precision,
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

  /** Settings with kernel densities by Scott's rule. */
  public TrainingSettings(
      int epochs,
      int batchSize,
      OptimizerKind optimizer,
      Precision precision,
      List<Double> learningRates,
      List<Double> gammas,
      int folds,
      double weightDecay) {
    this(
        epochs,
        batchSize,
        optimizer,
        precision,
        learningRates,
        gammas,
        folds,
        weightDecay,
        Bandwidth.SCOTT);
  }

  /** New models with all parameters zero, one per lane. */
  LaneModel newModels(int features, int classes, List<Lane> lanes) {
    return switch (precision) {
      case SINGLE -> new SoftmaxRegression(features, classes, lanes, newOptimizer());
      case DOUBLE -> new DoubleSoftmaxRegression(features, classes, lanes, newOptimizer());
    };
  }

  /** A new optimiser, at its first step. */
  Optimizer newOptimizer() {
    return switch (optimizer) {
      case ADAM -> new Adam(weightDecay);
      case SGD -> new Sgd(weightDecay);
    };
  }
}

package org.genlabel.learner;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.genlabel.network.Optimizer;
import org.genlabel.random.UniformSource;

/**
 * The arguments for the creation of a learner.
 *
 * @param features d, positive
 * @param classes K, at least 2
 * @param capacity maximum number of points of a batch
 * @param candidates at least one
 * @param optimizers creates new optimisers, each at its first step
 * @param phases how the candidates are trained
 * @param starts sources of the initial parameters of each candidate, which are drawn when the
 *     learner is created. Candidates that share a stream have the same initial parameters
 */
public record LearnerSetup(
    int features,
    int classes,
    int capacity,
    List<Hyperparameters> candidates,
    Supplier<Optimizer> optimizers,
    List<Phase> phases,
    IntFunction<UniformSource> starts) {
  public LearnerSetup {
    candidates = List.copyOf(candidates);
    phases = List.copyOf(phases);
  }
}

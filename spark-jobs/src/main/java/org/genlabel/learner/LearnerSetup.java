package org.genlabel.learner;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.genlabel.network.Optimizer;
import org.genlabel.random.UniformSource;

/**
 * What a learner is made for.
 *
 * @param features d, positive
 * @param classes K, at least 2
 * @param capacity the most points of a batch
 * @param candidates at least one
 * @param optimizers makes new ones, each at its first step
 * @param phases how the candidates are trained
 * @param starts where each candidate's initial parameters come from; drawn from when the learner is
 *     made. Candidates that share a stream start alike
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

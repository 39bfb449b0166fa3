package org.genlabel.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.TargetBlend;

/**
 * The hyperparameters that are trained for the candidates of some schemes, and their positions by
 * scheme.
 */
public final class Grid {
  private final List<Hyperparameters> trained;
  // [schemes][candidates in grid order]: positions in the list of hyperparameters.
  private final List<int[]> positions;

  private Grid(List<Hyperparameters> trained, List<int[]> positions) {
    this.trained = List.copyOf(trained);
    this.positions = List.copyOf(positions);
  }

  /** Returns the candidates of several schemes on the same batches; equal ones are trained once. */
  public static Grid shared(List<Scheme> schemes, TrainingSettings settings) {
    Map<Hyperparameters, Integer> positionOf = new LinkedHashMap<>();
    List<int[]> positions = new ArrayList<>();
    for (Scheme scheme : schemes) {
      positions.add(
          scheme.candidates(settings).stream()
              .map(candidate -> hyperparameters(scheme, candidate))
              .mapToInt(
                  wanted -> {
                    int next = positionOf.size();
                    Integer present = positionOf.putIfAbsent(wanted, next);
                    return present == null ? next : present;
                  })
              .toArray());
    }
    return new Grid(List.copyOf(positionOf.keySet()), positions);
  }

  /** Returns the candidates of one scheme, each with separate random numbers. */
  public static Grid separate(Scheme scheme, TrainingSettings settings) {
    List<Hyperparameters> trained =
        scheme.candidates(settings).stream()
            .map(candidate -> hyperparameters(scheme, candidate))
            .toList();
    return new Grid(trained, List.of(IntStream.range(0, trained.size()).toArray()));
  }

  private static Hyperparameters hyperparameters(Scheme scheme, Candidate candidate) {
    double gamma = candidate.gamma().orElse(0);
    return new Hyperparameters(
        candidate.learningRate(),
        new TargetBlend(
            scheme.target(),
            gamma,
            gamma == 0 ? Optional.empty() : candidate.density(),
            scheme.excludesIntrusion()));
  }

  /** Returns all hyperparameters that are trained. */
  public List<Hyperparameters> trained() {
    return trained;
  }

  /** Returns the hyperparameters at some positions. */
  public List<Hyperparameters> trained(List<Integer> wanted) {
    return wanted.stream().map(trained::get).toList();
  }

  /**
   * Returns the positions of a scheme's candidates.
   *
   * @param scheme position among the schemes
   * @return [candidates in grid order]
   */
  int[] positions(int scheme) {
    return positions.get(scheme);
  }
}

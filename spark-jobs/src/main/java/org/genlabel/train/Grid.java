package org.genlabel.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.TargetBlend;

/** What is trained for the candidates of some schemes, and where each scheme finds its own. */
public final class Grid {
  private final List<Hyperparameters> trained;
  // [schemes][candidates in grid order]: positions in the list.
  private final List<int[]> positions;

  private Grid(List<Hyperparameters> trained, List<int[]> positions) {
    this.trained = List.copyOf(trained);
    this.positions = List.copyOf(positions);
  }

  /** Candidates of several schemes on the same batches: what is equal is trained once. */
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

  /** Candidates of one scheme that each have random numbers of their own. */
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

  /** Everything that is trained. */
  public List<Hyperparameters> trained() {
    return trained;
  }

  /** What is trained at some positions. */
  public List<Hyperparameters> trained(List<Integer> wanted) {
    return wanted.stream().map(trained::get).toList();
  }

  /**
   * Where a scheme's candidates are.
   *
   * @param scheme its position among the schemes
   * @return [candidates in grid order]
   */
  int[] positions(int scheme) {
    return positions.get(scheme);
  }
}

package org.genlabel.learner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.Target;
import org.genlabel.network.InitialParameters;
import org.genlabel.network.NetworkClassifier;

/**
 * Softmax regressions side by side that share their batches and initial parameters, so that one
 * matrix product serves all candidates. Candidates that drop intruding points learn from the
 * remaining points.
 */
public final class SoftmaxRegressionLanes implements Learner {
  private final List<Phase> phases;
  private final List<Hyperparameters> candidates;
  private final int[] all;
  // The labels that lanes refer to by position: targets first, then densities.
  private final List<Target> targets;
  private final List<DensityKind> densities;
  private final Group onAllPoints;
  private final Group onKeptPoints;

  /** Candidates that learn from the same points; may be empty. */
  private record Group(int[] candidates, SoftmaxRegression model) {
    boolean isEmpty() {
      return candidates.length == 0;
    }
  }

  /** Creates the candidates of a setup, all with the initial parameters of the first. */
  public SoftmaxRegressionLanes(LearnerSetup setup) {
    setup.phases().forEach(Lanes::requireNoLargestNorm);
    phases = setup.phases();
    candidates = setup.candidates();
    all = IntStream.range(0, setup.capacity()).toArray();
    targets = candidates.stream().map(c -> c.blend().target()).distinct().toList();
    densities = candidates.stream().flatMap(c -> c.blend().density().stream()).distinct().toList();
    double[] start =
        InitialParameters.draw(setup.starts().apply(0), setup.features(), setup.classes());
    onAllPoints = group(setup, start, blend -> !blend.excludesIntrusion());
    onKeptPoints = group(setup, start, TargetBlend::excludesIntrusion);
  }

  private Group group(LearnerSetup setup, double[] start, Predicate<TargetBlend> belongs) {
    int[] members =
        IntStream.range(0, candidates.size())
            .filter(c -> belongs.test(candidates.get(c).blend()))
            .toArray();
    if (members.length == 0) {
      return new Group(members, null);
    }
    List<Lane> lanes = new ArrayList<>();
    for (int member : members) {
      lanes.add(lane(candidates.get(member)));
    }
    SoftmaxRegression model =
        new SoftmaxRegression(setup.features(), setup.classes(), lanes, setup.optimizers().get());
    model.initialize(start);
    return new Group(members, model);
  }

  private Lane lane(Hyperparameters candidate) {
    TargetBlend blend = candidate.blend();
    int generative =
        blend.density().map(d -> targets.size() + densities.indexOf(d)).orElse(Lane.NONE);
    return new Lane(
        candidate.learningRate(), blend.gamma(), targets.indexOf(blend.target()), generative);
  }

  @Override
  public int candidates() {
    return candidates.size();
  }

  @Override
  public List<Phase> phases() {
    return phases;
  }

  @Override
  public void begin(Phase phase) {
    for (Group group : List.of(onAllPoints, onKeptPoints)) {
      if (!group.isEmpty()) {
        group.model().begin(phase);
      }
    }
  }

  @Override
  public void step(List<Batch> batches) {
    Batch batch = batches.get(0);
    double[][] labels = labels(batch);
    if (!onAllPoints.isEmpty()) {
      step(onAllPoints.model(), batch, all, batch.mixed().count(), labels);
    }
    if (!onKeptPoints.isEmpty()) {
      step(onKeptPoints.model(), batch, batch.kept(), batch.keptCount(), labels);
    }
  }

  private double[][] labels(Batch batch) {
    double[][] labels = new double[targets.size() + densities.size()][];
    Arrays.setAll(
        labels,
        l ->
            l < targets.size()
                ? batch.label(targets.get(l))
                : batch.generated(densities.get(l - targets.size())));
    return labels;
  }

  private static void step(
      SoftmaxRegression model, Batch batch, int[] rows, int count, double[][] labels) {
    if (count > 0) {
      model.addRows(batch.mixed().points(), rows, count, labels);
      model.step(batch.divisor(count));
    } else if (batch.rules().stepsOnEmptyBatch()) {
      model.step(batch.divisor(0));
    }
  }

  @Override
  public int[][] predict(double[][] x) {
    int[][] predictions = new int[candidates.size()][];
    for (Group group : List.of(onAllPoints, onKeptPoints)) {
      if (!group.isEmpty()) {
        int[][] ofGroup = group.model().predict(x);
        for (int lane = 0; lane < ofGroup.length; lane++) {
          predictions[group.candidates()[lane]] = ofGroup[lane];
        }
      }
    }
    return predictions;
  }

  @Override
  public NetworkClassifier classifier(int candidate) {
    Group group =
        candidates.get(candidate).blend().excludesIntrusion() ? onKeptPoints : onAllPoints;
    return group.model().classifier(Arrays.binarySearch(group.candidates(), candidate));
  }
}

package org.genlabel.train;

import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.SyntheticDataset;
import org.genlabel.data.SyntheticPoints;
import org.genlabel.density.GaussianDensity;
import org.genlabel.mixup.BlendedLabeling;
import org.genlabel.mixup.FitKey;
import org.genlabel.mixup.GenLabeling;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedBatch;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.mixup.TopTwoLabeling;
import org.genlabel.model.ReluNetwork;
import org.genlabel.model.Sgd;

/**
 * The training behind the synthetic half of Table 1 and the decision boundaries of Figs. 4, 5 and
 * 7, as the authors did it: a ReLU network by SGD with momentum 0.9, learning rate 0.1 with
 * milestones, gradient norm at most 5, mini-batches of 128, nothing chosen by validation.
 *
 * <p>Every random stream is keyed by seed, dataset and trial: all schemes of a trial see the same
 * points, the same initial weights and, where they mix, the same mixes. Results depend on nothing
 * else, whatever threads they are computed by. Immutable, so thread-safe.
 *
 * <p>On the cubes the authors' program does not fit what labels the mixes: its Gaussians of
 * variance 1 stand around the cubes' true centres, which no training point tells exactly. That is
 * {@link Scheme#GENLABEL_GM} here; {@link Scheme#GENLABEL_KDE}, kernel densities fitted to the
 * training points, is trained beside it.
 */
public final class SyntheticTraining {
  private static final int BATCH_SIZE = 128;
  private static final double WEIGHT_DECAY = 1e-4;
  private static final double LARGEST_GRADIENT_NORM = 5;
  private static final double ALPHA = 1;
  // Of the Gaussians around the true centres.
  private static final double VARIANCE = 1;

  private final long seed;

  /**
   * @param seed of every random stream
   */
  public SyntheticTraining(long seed) {
    this.seed = seed;
  }

  /**
   * The schemes there are for a dataset: vanilla training, mixup, GenLabel with top-2 labels as the
   * authors have it, and on the cubes also by densities that are fitted.
   */
  public static List<Scheme> schemes(SyntheticDataset dataset) {
    return switch (dataset) {
      case MOON, CIRCLE, FOUR_CIRCLE, GAUSSIAN_9 ->
          List.of(Scheme.VANILLA, Scheme.MIXUP, Scheme.GENLABEL_KDE);
      case CUBE_2D, CUBE_3D ->
          List.of(Scheme.VANILLA, Scheme.MIXUP, Scheme.GENLABEL_GM, Scheme.GENLABEL_KDE);
    };
  }

  /** The GenLabel of the authors' program, the first of the dataset's {@link #schemes}. */
  private static Scheme genLabel(SyntheticDataset dataset) {
    return schemes(dataset).stream()
        .filter(scheme -> !scheme.labelDensities().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /**
   * Draws points, trains a network on some of them and tests it on the others.
   *
   * @param scheme one of the dataset's {@link #schemes}
   * @param trial 0, 1, ...: other points, weights and mixes
   * @throws IllegalArgumentException for any other scheme
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public SyntheticResult run(SyntheticDataset dataset, Scheme scheme, int trial) {
    List<Scheme> schemes = schemes(dataset);
    if (!schemes.contains(scheme)) {
      throw new IllegalArgumentException(
          "scheme must be one of "
              + String.join(", ", schemes.stream().map(Scheme::word).toList())
              + ", not "
              + scheme.word());
    }
    SyntheticRecipe recipe = SyntheticRecipe.of(dataset);
    FitKey key = new FitKey(seed, dataset.word(), trial, FitKey.FINAL);
    SyntheticPoints training = trainingPoints(dataset, recipe, key);
    SyntheticPoints test =
        dataset.draw(recipe.testPointsOfClass(), key.stream("synthetic points", "test"));
    ReluNetwork network = train(dataset, recipe, scheme, key, training);
    return new SyntheticResult(
        dataset,
        scheme,
        trial,
        training,
        network,
        accuracy(network, training),
        accuracy(network, test));
  }

  /**
   * Mixes points as the first epoch of GenLabel's training does, and labels them.
   *
   * @param lambda the mixing coefficient of all of them; empty for those of the training, one a
   *     batch
   */
  public SyntheticMixes mixes(SyntheticDataset dataset, int trial, OptionalDouble lambda) {
    SyntheticRecipe recipe = SyntheticRecipe.of(dataset);
    FitKey key = new FitKey(seed, dataset.word(), trial, FitKey.FINAL);
    SyntheticPoints training = trainingPoints(dataset, recipe, key);
    LabeledRows rows = new LabeledRows(training.x(), training.labels(), dataset.classes());
    Scheme scheme = genLabel(dataset);
    MixStream stream = stream(scheme, key, rows);
    FitRules rules = rules(dataset, recipe, scheme, key, rows);
    MixedBatch batch = new MixedBatch(stream.largestBatch());
    MixedPoints points = new MixedPoints(rows.features(), stream.largestBatch());
    double[] labels = new double[dataset.classes() * points.stride()];
    double[][] x = new double[rows.count()][rows.features()];
    int[][] classes = new int[2][rows.count()];
    int done = 0;
    for (int b = 0; b < stream.batchesPerEpoch(); b++) {
      stream.next(batch);
      rules
          .mixing()
          .mix(lambda.isPresent() ? withLambda(batch, lambda.getAsDouble()) : batch, points);
      for (int way = 0; way < classes.length; way++) {
        rules.labels().get(way).label(points, labels);
        for (int p = 0; p < points.count(); p++) {
          classes[way][done + p] = mostLikely(labels, points, p, dataset.classes());
        }
      }
      for (int p = 0; p < points.count(); p++) {
        for (int k = 0; k < rows.features(); k++) {
          x[done + p][k] = points.x()[k * points.stride() + p];
        }
      }
      done += points.count();
    }
    return new SyntheticMixes(x, classes[0], classes[1]);
  }

  private static MixedBatch withLambda(MixedBatch batch, double lambda) {
    MixedBatch same = new MixedBatch(batch.size());
    same.begin(lambda);
    for (int pair = 0; pair < batch.size(); pair++) {
      same.add(batch.first(pair), batch.second(pair));
    }
    return same;
  }

  private static int mostLikely(double[] labels, MixedPoints points, int p, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = labels[c * points.stride() + p] > labels[best * points.stride() + p] ? c : best;
    }
    return best;
  }

  private static SyntheticPoints trainingPoints(
      SyntheticDataset dataset, SyntheticRecipe recipe, FitKey key) {
    return dataset.draw(recipe.pointsOfClass(), key.stream("synthetic points", "training"));
  }

  private static MixStream stream(Scheme scheme, FitKey key, LabeledRows rows) {
    OptionalDouble alpha =
        scheme.dependsOnAlpha() ? OptionalDouble.of(ALPHA) : OptionalDouble.empty();
    return new KeyedMixStream(key, scheme.mixing(), alpha, rows.count(), BATCH_SIZE);
  }

  /** The parents' label and, if the scheme has one, GenLabel's. */
  private static FitRules rules(
      SyntheticDataset dataset,
      SyntheticRecipe recipe,
      Scheme scheme,
      FitKey key,
      LabeledRows rows) {
    boolean centresAreKnown = scheme == Scheme.GENLABEL_GM;
    FitRules rules =
        FitRules.paired(
            scheme,
            List.of(scheme.target()),
            centresAreKnown ? List.of() : scheme.labelDensities(),
            false,
            new FitRules.Fitted(rows, recipe.bandwidth()),
            key.stream("cut columns")::permutation);
    if (!centresAreKnown) {
      return rules;
    }
    GaussianDensity gaussians = GaussianDensity.around(dataset.centres().orElseThrow(), VARIANCE);
    return new FitRules(
        rules.mixing(),
        List.of(
            rules.labels().get(0),
            GenLabeling.atPoints(gaussians.forPosterior(), dataset.classes())),
        rules.intrusion(),
        rules.stepsOnEmptyBatch());
  }

  private static ReluNetwork train(
      SyntheticDataset dataset,
      SyntheticRecipe recipe,
      Scheme scheme,
      FitKey key,
      SyntheticPoints training) {
    int classes = dataset.classes();
    LabeledRows rows = new LabeledRows(training.x(), training.labels(), classes);
    MixStream stream = stream(scheme, key, rows);
    FitRules rules = rules(dataset, recipe, scheme, key, rows);
    LabelingRule labeling = labeling(rules, recipe.gamma(), classes);
    ReluNetwork network =
        new ReluNetwork(
            new Sgd(WEIGHT_DECAY),
            recipe.learningRate(0),
            OptionalDouble.of(LARGEST_GRADIENT_NORM),
            stream.largestBatch(),
            rows.features(),
            recipe.hidden().stream().mapToInt(Integer::intValue).toArray(),
            classes);
    network.initialize(key.stream("initial weights"));
    MixedBatch batch = new MixedBatch(stream.largestBatch());
    MixedPoints points = new MixedPoints(rows.features(), stream.largestBatch());
    double[] targets = new double[classes * points.stride()];
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      Sweep.checkInterrupt(epoch);
      network.setLearningRate(recipe.learningRate(epoch));
      for (int b = 0; b < stream.batchesPerEpoch(); b++) {
        stream.next(batch);
        rules.mixing().mix(batch, points);
        labeling.label(points, targets);
        network.step(points.x(), targets, points.stride(), points.count());
      }
    }
    return network;
  }

  /** The parents' label or, where there is GenLabel's, both. */
  private static LabelingRule labeling(FitRules rules, double gamma, int classes) {
    List<LabelingRule> labels = rules.labels();
    return labels.size() == 1
        ? labels.get(0)
        : new BlendedLabeling(
            labels.get(0), new TopTwoLabeling(labels.get(1), classes), gamma, classes);
  }

  private static double accuracy(ReluNetwork network, SyntheticPoints points) {
    int[] predictions = network.predict(points.x());
    int correct = 0;
    for (int i = 0; i < predictions.length; i++) {
      correct += predictions[i] == points.labels()[i] ? 1 : 0;
    }
    return (double) correct / predictions.length;
  }
}

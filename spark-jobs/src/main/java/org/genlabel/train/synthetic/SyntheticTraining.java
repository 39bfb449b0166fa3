package org.genlabel.train.synthetic;

import java.util.List;
import java.util.OptionalDouble;
import org.genlabel.classifier.FirstMaximum;
import org.genlabel.data.LabeledRows;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.data.synthetic.SyntheticPoints;
import org.genlabel.learner.Batch;
import org.genlabel.learner.BatchRules;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.LearnerSetup;
import org.genlabel.learner.NetworkLearner;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.Draw;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.mixup.MixingRule;
import org.genlabel.network.NetworkClassifier;
import org.genlabel.network.Sgd;
import org.genlabel.random.FitKey;
import org.genlabel.train.FittedDensities;
import org.genlabel.train.Scheme;
import org.genlabel.train.Scorer;
import org.genlabel.train.TrainingLoop;
import org.genlabel.train.protocol.PairedRules;

/**
 * Training for the synthetic half of Table 1 and the decision boundaries of Figs. 4, 5 and 7, as by
 * the authors: a ReLU network, SGD with momentum 0.9, learning rate 0.1 with milestones, gradient
 * norm at most 5, mini-batches of 128, no choice by validation.
 *
 * <p>Every random stream is keyed by seed, dataset and trial: all schemes of a trial have the same
 * points, the same initial weights and, if they mix, the same mixed points. Results do not depend
 * on anything else, such as the number of threads. Immutable, so thread-safe.
 *
 * <p>On the cubes the authors' program does not fit the densities that label mixed points: it uses
 * Gaussians of variance 1 around the true centres of the cubes, which cannot be known from the
 * training points. This is {@link Scheme#GENLABEL_GM} here; {@link Scheme#GENLABEL_KDE}, with
 * kernel densities fitted to the training points, is trained in addition.
 */
public final class SyntheticTraining {
  private static final int BATCH_SIZE = 128;
  private static final double WEIGHT_DECAY = 1e-4;
  private static final double LARGEST_GRADIENT_NORM = 5;
  private static final double ALPHA = 1;

  private final long seed;

  /**
   * @param seed of every random stream
   */
  public SyntheticTraining(long seed) {
    this.seed = seed;
  }

  /**
   * Returns the schemes for a dataset: vanilla training, mixup, GenLabel with top-2 labels as by
   * the authors, and on the cubes also GenLabel by fitted densities.
   */
  public static List<Scheme> schemes(SyntheticDataset dataset) {
    return switch (dataset) {
      case MOON, CIRCLE, FOUR_CIRCLE, GAUSSIAN_9 ->
          List.of(Scheme.VANILLA, Scheme.MIXUP, Scheme.GENLABEL_KDE);
      case CUBE_2D, CUBE_3D ->
          List.of(Scheme.VANILLA, Scheme.MIXUP, Scheme.GENLABEL_GM, Scheme.GENLABEL_KDE);
    };
  }

  /**
   * Returns the GenLabel scheme of the authors' program, the first one among the dataset's {@link
   * #schemes}.
   */
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
   * @param trial 0, 1, ...; every trial has different points, weights and mixes
   * @throws IllegalArgumentException for any other scheme
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public SyntheticResult run(SyntheticDataset dataset, Scheme scheme, int trial) {
    List<Scheme> schemes = schemes(dataset);
    if (!schemes.contains(scheme)) {
      throw new IllegalArgumentException(
          "scheme must be one of "
              + String.join(", ", schemes.stream().map(Scheme::key).toList())
              + ", not "
              + scheme.key());
    }
    SyntheticRecipe recipe = SyntheticRecipe.of(dataset);
    FitKey key = new FitKey(seed, dataset.key(), trial, FitKey.FINAL);
    SyntheticPoints training = trainingPoints(dataset, recipe, key);
    SyntheticPoints test =
        dataset.draw(recipe.testPointsOfClass(), key.stream("synthetic points", "test"));
    NetworkClassifier network = train(dataset, recipe, scheme, key, training);
    return new SyntheticResult(
        dataset,
        scheme,
        trial,
        training,
        network,
        accuracy(dataset, network, training),
        accuracy(dataset, network, test));
  }

  /**
   * Mixes points as in the first epoch of GenLabel's training, and labels them.
   *
   * @param lambda the mixing coefficient of all points; empty for the coefficients of the training,
   *     one per batch
   */
  public SyntheticMixes mixes(SyntheticDataset dataset, int trial, OptionalDouble lambda) {
    SyntheticRecipe recipe = SyntheticRecipe.of(dataset);
    FitKey key = new FitKey(seed, dataset.key(), trial, FitKey.FINAL);
    SyntheticPoints training = trainingPoints(dataset, recipe, key);
    LabeledRows rows = rows(dataset, training);
    Scheme scheme = genLabel(dataset);
    MixStream stream = stream(scheme, key, rows);
    BatchRules rules = rules(dataset, recipe, scheme, rows);
    MixingRule mixing = rules.mixing();
    List<LabelingRule> ways =
        List.of(rules.label(scheme.target()), rules.generated(scheme.labelDensities().get(0)));
    Draw draw = new Draw(stream.largestBatch());
    MixedPoints points = new MixedPoints(rows.features(), stream.largestBatch());
    double[] labels = new double[dataset.classes() * points.stride()];
    double[][] x = new double[rows.count()][rows.features()];
    int[][] classes = new int[2][rows.count()];
    int done = 0;
    for (int b = 0; b < stream.batchesPerEpoch(); b++) {
      stream.next(draw);
      mixing.mix(lambda.isPresent() ? withLambda(draw, lambda.getAsDouble()) : draw, points);
      for (int way = 0; way < classes.length; way++) {
        ways.get(way).label(points, labels);
        for (int p = 0; p < points.count(); p++) {
          classes[way][done + p] = FirstMaximum.of(labels, p, points.stride(), dataset.classes());
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

  private static Draw withLambda(Draw draw, double lambda) {
    Draw same = new Draw(draw.size());
    same.begin(lambda);
    for (int pair = 0; pair < draw.size(); pair++) {
      same.add(draw.first(pair), draw.second(pair));
    }
    return same;
  }

  private static LabeledRows rows(SyntheticDataset dataset, SyntheticPoints points) {
    return new LabeledRows(points.x(), points.labels(), dataset.classes());
  }

  private static SyntheticPoints trainingPoints(
      SyntheticDataset dataset, SyntheticRecipe recipe, FitKey key) {
    return dataset.draw(recipe.pointsOfClass(), key.stream("synthetic points", "training"));
  }

  private static MixStream stream(Scheme scheme, FitKey key, LabeledRows rows) {
    OptionalDouble alpha =
        scheme.dependsOnAlpha() ? OptionalDouble.of(ALPHA) : OptionalDouble.empty();
    return new KeyedMixStream(
        key, scheme.mixing(), alpha, rows.count(), BATCH_SIZE, rows.features());
  }

  private static BatchRules rules(
      SyntheticDataset dataset, SyntheticRecipe recipe, Scheme scheme, LabeledRows rows) {
    FittedDensities fitted = new FittedDensities(rows, recipe.bandwidth());
    return new SyntheticRules(new PairedRules(scheme, fitted), dataset.centres());
  }

  private static NetworkClassifier train(
      SyntheticDataset dataset,
      SyntheticRecipe recipe,
      Scheme scheme,
      FitKey key,
      SyntheticPoints training) {
    LabeledRows rows = rows(dataset, training);
    MixStream stream = stream(scheme, key, rows);
    Learner learner =
        new NetworkLearner(
            new LearnerSetup(
                rows.features(),
                rows.classes(),
                stream.largestBatch(),
                List.of(new Hyperparameters(SyntheticRecipe.LEARNING_RATE, blend(scheme, recipe))),
                () -> new Sgd(WEIGHT_DECAY),
                recipe.phases(LARGEST_GRADIENT_NORM),
                candidate -> key.stream("initial weights")),
            recipe.hidden());
    TrainingLoop.run(learner, List.of(new Batch(stream, rules(dataset, recipe, scheme, rows))));
    return learner.classifier(0);
  }

  /**
   * Returns the target of a scheme: the parents' label, blended with GenLabel's label if it has
   * one.
   */
  private static TargetBlend blend(Scheme scheme, SyntheticRecipe recipe) {
    return scheme.labelDensities().stream()
        .findFirst()
        .map(density -> TargetBlend.of(recipe.gamma(), density))
        .orElse(TargetBlend.of(scheme.target()));
  }

  private static double accuracy(
      SyntheticDataset dataset, NetworkClassifier network, SyntheticPoints points) {
    LabeledRows rows = rows(dataset, points);
    return (double) Scorer.CLEAN.correct(network, rows) / rows.count();
  }
}

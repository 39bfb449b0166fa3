package org.genlabel.reference;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.genlabel.classifier.FirstMaximum;
import org.genlabel.mixup.Draw;
import org.genlabel.mixup.MixStream;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.DoubleKernels;

/**
 * AdaMixup (Guo et al. 2019; docs/method.md, Sec. 4): a policy network predicts the interval (a, a
 * + delta) of lambda for a pair of rows; an intrusion classifier learns to distinguish mixed points
 * from real ones; the classifier learns from the mixed point and both parents. All three are
 * trained together on the sum of their cross-entropies, in double precision.
 */
public final class AdaMixup {
  private static final int HIDDEN = 100;
  private static final int POLICY_OUTPUTS = 3;
  // Classes of the intrusion classifier.
  private static final int MIXED = 0;
  private static final int REAL = 1;

  private final int features;
  private final int classes;
  private final DenseNetwork classifier;
  private final DenseNetwork policy;
  private final DenseNetwork intrusion;
  private final double[] pair;
  private final double[] mixed;
  private final double[] target;
  private final double[] interval = new double[POLICY_OUTPUTS];
  private final double[] intervalGradient = new double[POLICY_OUTPUTS];
  private final double[] intrusionTarget = new double[2];
  // The gradient by the intrusion classifier's scores of the last point.
  private double[] intrusionGradient;

  /**
   * @param optimizers creates an optimiser for each network
   */
  public AdaMixup(
      int features, int classes, double learningRate, Supplier<DoubleOptimizer> optimizers) {
    this.features = features;
    this.classes = classes;
    classifier = new DenseNetwork(optimizers.get(), learningRate, features, classes);
    policy =
        new DenseNetwork(
            optimizers.get(), learningRate, 2 * features, HIDDEN, HIDDEN, POLICY_OUTPUTS);
    intrusion = new DenseNetwork(optimizers.get(), learningRate, features, 2);
    pair = new double[2 * features];
    mixed = new double[features];
    target = new double[classes];
  }

  /**
   * Draws all initial parameters; those of the classifier as for every scheme.
   *
   * @param ofClassifier source of the classifier's parameters
   * @param ofOthers source of the parameters of the policy and the intrusion classifier
   */
  public void initialize(UniformSource ofClassifier, UniformSource ofOthers) {
    classifier.initialize(ofClassifier);
    policy.initialize(ofOthers);
    intrusion.initialize(ofOthers);
  }

  /**
   * Trains all three networks.
   *
   * @param x [rows][features]
   * @param labels [rows]
   * @param stream of triples, at its first batch
   */
  public void train(double[][] x, int[] labels, MixStream stream, int epochs) {
    Draw batch = new Draw(stream.largestBatch());
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int b = 0; b < stream.batchesPerEpoch(); b++) {
        stream.next(batch);
        for (int row = 0; row < batch.size(); row++) {
          addTriple(x, labels, batch, row);
        }
        classifier.step(batch.size());
        policy.step(batch.size());
        intrusion.step(batch.size());
      }
    }
  }

  /** Adds a triple's gradients to all networks and returns its loss. */
  public double addTriple(double[][] x, int[] labels, Draw batch, int row) {
    int i = batch.first(row);
    int j = batch.second(row);
    double uniform = batch.uniform(row);
    System.arraycopy(x[i], 0, pair, 0, features);
    System.arraycopy(x[j], 0, pair, features, features);
    System.arraycopy(policy.forward(pair), 0, interval, 0, POLICY_OUTPUTS);
    DoubleKernels.softmaxInPlace(interval);
    double lambda = interval[0] + uniform * interval[1];
    for (int k = 0; k < features; k++) {
      mixed[k] = lambda * x[i][k] + (1 - lambda) * x[j][k];
    }

    Arrays.fill(target, 0);
    target[labels[i]] += lambda;
    target[labels[j]] += 1 - lambda;
    double[] scores = classifier.forward(mixed);
    // The loss depends on lambda through the target, linearly, and through the mixed point.
    double slope = scores[labels[j]] - scores[labels[i]];
    double loss = crossEntropy(scores, target);
    slope += along(x[i], x[j], classifier.backward(scores));

    loss += addIntrusion(mixed, MIXED);
    slope += along(x[i], x[j], intrusion.backward(intrusionGradient));

    loss += addParent(x[i], labels[i]) + addParent(x[j], labels[j]);
    for (int real : new int[] {i, j, batch.third(row)}) {
      loss += addIntrusion(x[real], REAL);
      intrusion.backward(intrusionGradient);
    }

    addPolicy(slope, uniform);
    return loss;
  }

  private double addParent(double[] x, int label) {
    Arrays.fill(target, 0);
    target[label] = 1;
    double[] scores = classifier.forward(x);
    double loss = crossEntropy(scores, target);
    classifier.backward(scores);
    return loss;
  }

  /** Propagates a point forward through the intrusion classifier, and stores the gradient. */
  private double addIntrusion(double[] x, int kind) {
    Arrays.fill(intrusionTarget, 0);
    intrusionTarget[kind] = 1;
    intrusionGradient = intrusion.forward(x);
    return crossEntropy(intrusionGradient, intrusionTarget);
  }

  /** Backpropagates through lambda = a + u delta and the softmax (a, delta, rest) to the policy. */
  private void addPolicy(double slope, double uniform) {
    double mean = slope * (interval[0] + uniform * interval[1]);
    intervalGradient[0] = interval[0] * (slope - mean);
    intervalGradient[1] = interval[1] * (slope * uniform - mean);
    intervalGradient[2] = interval[2] * -mean;
    policy.backward(intervalGradient);
  }

  /**
   * Returns the cross-entropy of softmax(scores) and a target, and replaces the scores by its
   * gradient.
   */
  private static double crossEntropy(double[] scores, double[] target) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (double score : scores) {
      sum += DoubleKernels.exp(score - largest);
    }
    double logSum = largest + StrictMath.log(sum);
    double loss = 0;
    for (int c = 0; c < scores.length; c++) {
      loss += target[c] * (logSum - scores[c]);
      scores[c] = DoubleKernels.exp(scores[c] - logSum) - target[c];
    }
    return loss;
  }

  /** Returns the derivative along a - b. */
  private static double along(double[] a, double[] b, double[] gradient) {
    double sum = 0;
    for (int k = 0; k < gradient.length; k++) {
      sum += (a[k] - b[k]) * gradient[k];
    }
    return sum;
  }

  /** Predicts the class of a point, the first of equal scores. */
  public int predict(double[] x) {
    return FirstMaximum.of(classifier.forward(x), 0, 1, classes);
  }

  /** Returns the parameters of all networks: classifier, policy, intrusion classifier. */
  public double[] parameters() {
    return Stream.of(classifier.parameters(), policy.parameters(), intrusion.parameters())
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }
}

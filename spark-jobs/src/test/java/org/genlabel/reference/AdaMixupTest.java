package org.genlabel.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.genlabel.mixup.Draw;
import org.genlabel.mixup.MixStream;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.UniformSource;
import org.junit.jupiter.api.Test;

class AdaMixupTest {
  private static final int FEATURES = 2;
  private static final int CLASSES = 3;
  private static final int HIDDEN = 100;
  private static final double LEARNING_RATE = 0.5;

  private static final int CLASSIFIER_PARAMETERS = CLASSES * (FEATURES + 1);
  private static final int POLICY_PARAMETERS =
      HIDDEN * (2 * FEATURES + 1) + HIDDEN * (HIDDEN + 1) + 3 * (HIDDEN + 1);
  private static final int INTRUSION_PARAMETERS = 2 * (FEATURES + 1);

  private static final double[][] X = {{0.3, -1.2}, {1.5, 0.4}, {-0.7, 0.9}, {-1.1, -0.2}};
  private static final int[] LABELS = {0, 1, 2, 1};

  /** Returns one batch of triples: of two classes, of one class, and of a row with itself. */
  private static Draw triples() {
    Draw batch = new Draw(4);
    batch.begin(1);
    batch.add(0, 1, 2, 0.25);
    batch.add(1, 3, 0, 0.875);
    batch.add(2, 0, 3, 0);
    batch.add(3, 3, 1, 0.5);
    return batch;
  }

  private static final class OneBatch implements MixStream {
    @Override
    public int batchesPerEpoch() {
      return 1;
    }

    @Override
    public int largestBatch() {
      return 4;
    }

    @Override
    public void next(Draw batch) {
      Draw triples = triples();
      batch.begin(1);
      for (int row = 0; row < triples.size(); row++) {
        batch.add(
            triples.first(row), triples.second(row), triples.third(row), triples.uniform(row));
      }
    }
  }

  /**
   * Returns networks that are trained by gradient descent without decay, whose first step is the
   * gradient times the learning rate.
   */
  private static AdaMixup networks() {
    return new AdaMixup(FEATURES, CLASSES, LEARNING_RATE, () -> new DoubleSgd(0));
  }

  /** Returns a source of given initial parameters, which ignores the bounds. */
  private static UniformSource replay(double[] values) {
    int[] next = {0};
    return bound -> values[next[0]++];
  }

  private static AdaMixup networks(double[] parameters) {
    AdaMixup networks = networks();
    networks.initialize(
        replay(Arrays.copyOf(parameters, CLASSIFIER_PARAMETERS)),
        replay(Arrays.copyOfRange(parameters, CLASSIFIER_PARAMETERS, parameters.length)));
    return networks;
  }

  private static double[] start() {
    AdaMixup networks = networks();
    networks.initialize(KeyedRandom.of("classifier"), KeyedRandom.of("others"));
    return networks.parameters();
  }

  private static double loss(double[] parameters) {
    AdaMixup networks = networks(parameters);
    Draw batch = triples();
    double loss = 0;
    for (int row = 0; row < batch.size(); row++) {
      loss += networks.addTriple(X, LABELS, batch, row);
    }
    return loss;
  }

  @Test
  void parametersAreTheClassifiersThePolicysAndTheIntrusionClassifiers() {
    double[] parameters =
        DoubleStream.iterate(1, value -> value + 1)
            .limit(CLASSIFIER_PARAMETERS + POLICY_PARAMETERS + INTRUSION_PARAMETERS)
            .toArray();

    assertThat(networks(parameters).parameters()).isEqualTo(parameters);
  }

  @Test
  void classifierStartsFromItsOwnStream() {
    double[] parameters = start();
    KeyedRandom classifier = KeyedRandom.of("classifier");
    for (int i = 0; i < CLASSIFIER_PARAMETERS; i++) {
      assertThat(parameters[i]).isEqualTo(classifier.uniform(1 / StrictMath.sqrt(FEATURES)));
    }
  }

  @Test
  void lossIsTheSumOfItsSevenCrossEntropies() {
    // A policy of zeros gives thirds: lambda = 1/3 + u/3 = 5/12 at u = 1/4.
    double[] parameters = new double[CLASSIFIER_PARAMETERS + POLICY_PARAMETERS];
    double[] intrusion = {0.5, -0.25, 0.1, 0.7, 0.3, -0.2};
    double[] classifier = {0.4, -0.3, -0.2, 0.5, 0.1, 0.6, 0.05, -0.1, 0.2};
    System.arraycopy(classifier, 0, parameters, 0, classifier.length);
    double[] all =
        DoubleStream.concat(Arrays.stream(parameters), Arrays.stream(intrusion)).toArray();

    double actual = networks(all).addTriple(X, LABELS, triples(), 0);

    double lambda = 5 / 12.0;
    double[] mixed = {
      lambda * X[0][0] + (1 - lambda) * X[1][0], lambda * X[0][1] + (1 - lambda) * X[1][1]
    };
    double expected =
        lambda * crossEntropy(classifier, CLASSES, mixed, 0)
            + (1 - lambda) * crossEntropy(classifier, CLASSES, mixed, 1)
            + crossEntropy(classifier, CLASSES, X[0], 0)
            + crossEntropy(classifier, CLASSES, X[1], 1)
            + crossEntropy(intrusion, 2, mixed, 0)
            + crossEntropy(intrusion, 2, X[0], 1)
            + crossEntropy(intrusion, 2, X[1], 1)
            + crossEntropy(intrusion, 2, X[2], 1);
    // Some tens of rounding errors of numbers near 1.
    assertThat(actual).isCloseTo(expected, within(1e-14));
  }

  /** Returns -log softmax(W x + b)[label]. */
  private static double crossEntropy(double[] parameters, int outputs, double[] x, int label) {
    double sum = 0;
    double own = 0;
    for (int o = 0; o < outputs; o++) {
      double score = parameters[outputs * FEATURES + o];
      for (int k = 0; k < FEATURES; k++) {
        score += parameters[o * FEATURES + k] * x[k];
      }
      sum += Math.exp(score);
      own = o == label ? score : own;
    }
    return Math.log(sum) - own;
  }

  @Test
  void stepFollowsTheGradientByEveryParameterOfAllThreeNetworks() {
    double[] start = start();
    AdaMixup networks = networks(start);

    networks.train(X, LABELS, new OneBatch(), 1);

    double[] end = networks.parameters();
    int asked = 0;
    int moved = 0;
    int lastLayer = CLASSIFIER_PARAMETERS + HIDDEN * (2 * FEATURES + 1) + HIDDEN * (HIDDEN + 1);
    for (int i = 0; i < start.length; i++) {
      boolean hidden = i >= CLASSIFIER_PARAMETERS && i < lastLayer;
      if (hidden && i % 7 != 0) {
        // One in seven of ten thousand parameters, in both layers, is sufficient.
        continue;
      }
      asked++;
      double gradient = 4 * (start[i] - end[i]) / LEARNING_RATE;
      double[] up = start.clone();
      double[] down = start.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double derivative = (loss(up) - loss(down)) / 2e-5;
      // Central differences: third derivatives times 1e-11, and rounding of losses near 25 over
      // 1e-5.
      assertThat(gradient).as("parameter " + i).isCloseTo(derivative, within(2e-9));
      moved += Math.abs(derivative) > 1e-5 ? 1 : 0;
    }
    // Half of the policy's hidden units have output 0 for a pair.
    assertThat(moved).as("parameters with a gradient").isGreaterThan(asked / 4);
    assertGradientsOf(start, end, 0, CLASSIFIER_PARAMETERS);
    assertGradientsOf(start, end, CLASSIFIER_PARAMETERS, CLASSIFIER_PARAMETERS + POLICY_PARAMETERS);
    assertGradientsOf(start, end, start.length - INTRUSION_PARAMETERS, start.length);
  }

  /**
   * Asserts that the network at these positions changes by far more than the error of the
   * differences.
   */
  private static void assertGradientsOf(double[] start, double[] end, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(start[i] - end[i]));
    }
    assertThat(largest).isGreaterThan(1e-3);
  }

  @Test
  void policyWithoutChoiceHasNoGradient() {
    // A row mixed with itself is the same point for any lambda.
    AdaMixup networks = networks(start());
    MixStream withItself =
        new MixStream() {
          @Override
          public int batchesPerEpoch() {
            return 1;
          }

          @Override
          public int largestBatch() {
            return 1;
          }

          @Override
          public void next(Draw batch) {
            batch.begin(1);
            batch.add(2, 2, 0, 0.75);
          }
        };

    networks.train(X, LABELS, withItself, 1);

    double[] start = start();
    double[] end = networks.parameters();
    for (int i = 0; i < POLICY_PARAMETERS; i++) {
      assertThat(end[CLASSIFIER_PARAMETERS + i]).isEqualTo(start[CLASSIFIER_PARAMETERS + i]);
    }
    assertThat(Arrays.copyOf(end, CLASSIFIER_PARAMETERS))
        .isNotEqualTo(Arrays.copyOf(start, CLASSIFIER_PARAMETERS));
  }

  @Test
  void trainingLearnsToClassify() {
    AdaMixup networks = new AdaMixup(FEATURES, CLASSES, 0.1, () -> new DoubleAdam(0));
    networks.initialize(KeyedRandom.of("classifier"), KeyedRandom.of("others"));

    networks.train(new double[][] {{2, 0}, {0, 2}, {-2, -2}, {0, 2.5}}, LABELS, new OneBatch(), 60);

    assertThat(networks.predict(new double[] {2, 0})).isEqualTo(0);
    assertThat(networks.predict(new double[] {0, 2})).isEqualTo(1);
    assertThat(networks.predict(new double[] {-2, -2})).isEqualTo(2);
  }

  @Test
  void predictsTheFirstOfEqualScores() {
    AdaMixup networks =
        networks(new double[CLASSIFIER_PARAMETERS + POLICY_PARAMETERS + INTRUSION_PARAMETERS]);

    assertThat(networks.predict(new double[] {5, -3})).isEqualTo(0);
  }
}

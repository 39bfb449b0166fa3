package org.genlabel.learner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.data.LabeledRows;
import org.genlabel.mixup.Draw;
import org.genlabel.network.CrossEntropy;
import org.genlabel.network.DenseLayer;
import org.genlabel.network.InitialParameters;
import org.genlabel.network.LinearClassifier;
import org.genlabel.network.Network;
import org.genlabel.network.NetworkClassifier;
import org.genlabel.network.Optimizer;
import org.genlabel.network.Rows;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * AdaMixup (Guo et al. 2019; docs/method.md, Sec. 4): a policy network predicts the interval (a, a
 * + delta) of lambda for a pair of rows; an intrusion classifier learns to distinguish mixed points
 * from real ones; the classifier, a softmax regression, learns from the mixed point and both
 * parents. All three are trained together on the sum of their cross-entropies, with the same kind
 * of optimiser.
 *
 * <p>The batch provides pairs only. The policy of each candidate mixes them, so candidates are
 * trained one after another.
 */
public final class AdaMixupLearner implements Learner {
  private static final int HIDDEN = 100;
  private static final int POLICY_OUTPUTS = 3;
  private static final int INTRUSION_OUTPUTS = 2;
  // Classes of the intrusion classifier.
  private static final int MIXED = 0;
  private static final int REAL = 1;

  private final List<Phase> phases;
  private final List<Hyperparameters> candidates;
  private final int features;
  private final int classes;
  private final List<Networks> networks = new ArrayList<>();
  private final Buffers buffers;
  // The training rows in single precision, [rows][features], and the rows that they were converted
  // from.
  private float[] rowsInSingle;
  private LabeledRows rows;

  /**
   * @param policyStarts sources of the initial parameters of each candidate's policy and intrusion
   *     classifier
   */
  public AdaMixupLearner(LearnerSetup setup, IntFunction<UniformSource> policyStarts) {
    setup.phases().forEach(Lanes::requireNoLargestNorm);
    phases = setup.phases();
    candidates = setup.candidates();
    features = setup.features();
    classes = setup.classes();
    buffers = new Buffers(setup.capacity());
    for (int c = 0; c < candidates.size(); c++) {
      networks.add(new Networks(setup, c, policyStarts.apply(c)));
    }
  }

  /**
   * Adds the cost of training the policy and the intrusion classifier.
   *
   * @param shape of the training rows
   * @param visits number of pairs that all candidates together are trained on
   * @param steps number of steps of their optimisers
   */
  public static void addWork(WorkUnits units, Shape shape, double visits, double steps) {
    double width = HIDDEN;
    double parameters = width * (2.0 * shape.features() + width + POLICY_OUTPUTS);
    units.add(Work.POLICY_PRODUCT, visits * parameters);
    units.add(Work.POLICY_PARAMETER, steps * parameters);
  }

  /** Buffers that candidates share, since they are trained one after another. */
  private final class Buffers {
    // [rows][2 features]: first and second row of each pair.
    private final float[] pairs;
    // [mixed rows, first rows, second rows, third rows][features]; the classifier learns from the
    // first three parts.
    private final float[] points;
    // The softmax of the policy's scores, [3][rows], and the mixing coefficients, [rows].
    private final float[] intervals;
    private final float[] lambdas;
    // Derivatives of the loss by lambda, [rows].
    private final float[] slopes;
    private final CrossEntropy loss;

    Buffers(int capacity) {
      pairs = new float[capacity * 2 * features];
      points = new float[4 * capacity * features];
      intervals = new float[POLICY_OUTPUTS * Kernels.padded(capacity)];
      lambdas = new float[capacity];
      slopes = new float[capacity];
      loss = new CrossEntropy(Math.max(classes, INTRUSION_OUTPUTS), 4 * capacity);
    }
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
    for (int c = 0; c < networks.size(); c++) {
      networks.get(c).setLearningRate(phase.learningRate(candidates.get(c).learningRate()));
    }
  }

  @Override
  public void step(List<Batch> batches) {
    Batch batch = batches.get(0);
    // LabeledRows compares its arrays by identity.
    if (!batch.rules().rows().equals(rows)) {
      rows = batch.rules().rows();
      rowsInSingle = new float[rows.count() * features];
      Rows.copy(rows.x(), 0, rows.count(), rowsInSingle, features);
    }
    Draw draw = batch.drawn();
    gather(draw);
    networks.forEach(ofCandidate -> ofCandidate.step(draw));
  }

  /** Copies the rows of the triples. */
  private void gather(Draw draw) {
    int size = draw.size();
    for (int r = 0; r < size; r++) {
      int first = draw.first(r) * features;
      int second = draw.second(r) * features;
      int third = draw.third(r) * features;
      for (int k = 0; k < features; k++) {
        buffers.pairs[r * 2 * features + k] = rowsInSingle[first + k];
        buffers.pairs[r * 2 * features + features + k] = rowsInSingle[second + k];
        buffers.points[(size + r) * features + k] = rowsInSingle[first + k];
        buffers.points[(2 * size + r) * features + k] = rowsInSingle[second + k];
        buffers.points[(3 * size + r) * features + k] = rowsInSingle[third + k];
      }
    }
  }

  @Override
  public NetworkClassifier classifier(int candidate) {
    return LinearClassifier.of(
        features, networks.get(candidate).classifiers.parameters(0, classes));
  }

  /**
   * Returns the parameters of all networks of a candidate: classifier, policy, intrusion
   * classifier.
   */
  double[] parameters(int candidate) {
    return networks.get(candidate).parameters();
  }

  /** The networks of one candidate. */
  private final class Networks {
    // The classifier and the intrusion classifier have the same inputs and one layer each, so that
    // they form one layer: outputs of the classifier first, then those of the intrusion classifier.
    private final DenseLayer classifiers;
    private final Optimizer classifiersOptimizer;
    private final Network policy;
    private final Optimizer policyOptimizer;
    private final float[] policyGradients;

    Networks(LearnerSetup setup, int candidate, UniformSource policyStart) {
      double learningRate = setup.candidates().get(candidate).learningRate();
      int capacity = setup.capacity();
      int outputs = classes + INTRUSION_OUTPUTS;
      classifiers = new DenseLayer(features, features, outputs, 4 * capacity, learningRate);
      classifiersOptimizer = setup.optimizers().get();
      policy = new Network(learningRate, capacity, 2 * features, HIDDEN, HIDDEN, POLICY_OUTPUTS);
      policyOptimizer = setup.optimizers().get();
      policyGradients = new float[capacity * policy.scoreStride()];
      classifiers.setParameters(
          0, InitialParameters.draw(setup.starts().apply(candidate), features, classes));
      policy.initialize(policyStart);
      classifiers.setParameters(
          classes, InitialParameters.draw(policyStart, features, INTRUSION_OUTPUTS));
    }

    void setLearningRate(double learningRate) {
      classifiers.setLearningRate(learningRate);
      policy.setLearningRate(learningRate);
    }

    /** Takes one step of all three networks on the gathered triples. */
    void step(Draw draw) {
      mix(draw);
      learn(draw);
      learnPolicy(draw);
      classifiersOptimizer.beginStep();
      classifiers.step(classifiersOptimizer, 1f / draw.size());
      policy.step(policyOptimizer, draw.size());
    }

    /** Computes the policy, and mixes with lambda = a + u delta. */
    private void mix(Draw draw) {
      int size = draw.size();
      int stride = Kernels.padded(size);
      float[] intervals = buffers.intervals;
      float[] points = buffers.points;
      CrossEntropy.softmaxByOutput(
          policy.forward(buffers.pairs, size),
          policy.scoreStride(),
          0,
          POLICY_OUTPUTS,
          size,
          intervals);
      for (int r = 0; r < size; r++) {
        float lambda = Math.fma((float) draw.uniform(r), intervals[stride + r], intervals[r]);
        buffers.lambdas[r] = lambda;
        for (int k = 0; k < features; k++) {
          points[r * features + k] =
              lambda * points[(size + r) * features + k]
                  + (1 - lambda) * points[(2 * size + r) * features + k];
        }
      }
    }

    /**
     * Adds the gradients of the classifier, for mixed points and both parents, and of the intrusion
     * classifier, which distinguishes mixed points from real ones. Also computes the derivatives of
     * the loss by lambda.
     */
    private void learn(Draw draw) {
      int size = draw.size();
      float[] lambdas = buffers.lambdas;
      float[] scores = classifiers.forward(buffers.points, 4 * size);
      int stride = classifiers.outputStride();
      int[] labels = rows.labels();
      for (int r = 0; r < size; r++) {
        // The loss depends on lambda through the target, linearly, and through the mixed point.
        buffers.slopes[r] =
            scores[r * stride + labels[draw.second(r)]]
                - scores[r * stride + labels[draw.first(r)]];
      }
      buffers.loss.softmax(scores, stride, 0, classes, 3 * size);
      buffers.loss.softmax(scores, stride, classes, INTRUSION_OUTPUTS, 4 * size);
      for (int r = 0; r < size; r++) {
        int a = labels[draw.first(r)];
        int b = labels[draw.second(r)];
        scores[r * stride + a] -= lambdas[r];
        scores[r * stride + b] -= 1 - lambdas[r];
        scores[(size + r) * stride + a] -= 1;
        scores[(2 * size + r) * stride + b] -= 1;
      }
      for (int r = 0; r < 4 * size; r++) {
        scores[r * stride + classes + (r < size ? MIXED : REAL)] -= 1;
      }
      // The classifier does not learn from third rows.
      for (int r = 3 * size; r < 4 * size; r++) {
        Arrays.fill(scores, r * stride, r * stride + classes, 0);
      }
      addSlopes(classifiers.backward(scores, size), classifiers.inputStride(), size);
      classifiers.addGradients(scores, 4 * size);
    }

    /** Adds the derivatives along x_i - x_j. */
    private void addSlopes(float[] gradients, int stride, int size) {
      float[] pairs = buffers.pairs;
      for (int r = 0; r < size; r++) {
        float sum = buffers.slopes[r];
        int pair = r * 2 * features;
        for (int k = 0; k < features; k++) {
          sum =
              Math.fma(
                  pairs[pair + k] - pairs[pair + features + k], gradients[r * stride + k], sum);
        }
        buffers.slopes[r] = sum;
      }
    }

    /**
     * Backpropagates through lambda = a + u delta and the softmax (a, delta, rest) to the policy.
     */
    private void learnPolicy(Draw draw) {
      int size = draw.size();
      int padded = Kernels.padded(size);
      int stride = policy.scoreStride();
      float[] intervals = buffers.intervals;
      float[] slopes = buffers.slopes;
      for (int r = 0; r < size; r++) {
        float uniform = (float) draw.uniform(r);
        float mean = slopes[r] * buffers.lambdas[r];
        policyGradients[r * stride] = intervals[r] * (slopes[r] - mean);
        policyGradients[r * stride + 1] = intervals[padded + r] * (slopes[r] * uniform - mean);
        policyGradients[r * stride + 2] = intervals[2 * padded + r] * -mean;
      }
      policy.backward(policyGradients, size);
    }

    double[] parameters() {
      return Stream.of(
              classifiers.parameters(0, classes),
              policy.parameters(),
              classifiers.parameters(classes, classes + INTRUSION_OUTPUTS))
          .flatMapToDouble(DoubleStream::of)
          .toArray();
    }
  }
}

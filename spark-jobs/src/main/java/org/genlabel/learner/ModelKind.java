package org.genlabel.learner;

import java.util.function.IntFunction;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.mixup.Mixing;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * The table of models for tabular data. A new model needs a class and a new row of this table,
 * which defines all properties that the rest of the program uses.
 */
public enum ModelKind implements Model {
  /** One layer: softmax(W x + b). */
  SOFTMAX_REGRESSION("softmax-regression") {
    @Override
    public Learner onSharedBatches(LearnerSetup setup) {
      return new SoftmaxRegressionLanes(setup);
    }

    @Override
    public Learner onOwnBatches(LearnerSetup setup) {
      return new OwnStreamLanes(setup);
    }

    @Override
    public int mostOnOwnBatches() {
      return OwnStreamLanes.LANES;
    }

    @Override
    public Learner withPolicy(LearnerSetup setup, IntFunction<UniformSource> policyStarts) {
      return new AdaMixupLearner(setup, policyStarts);
    }

    @Override
    public long parameters(int features, int classes) {
      return (long) classes * (features + 1);
    }

    @Override
    public void addWork(
        WorkUnits units, Shape shape, double visits, double steps, long candidates) {
      double columns = (double) shape.classes() * Kernels.padded((int) candidates);
      units.add(Work.PRODUCT, visits * shape.features() * columns);
      units.add(Work.SOFTMAX, visits * columns);
      units.add(Work.PARAMETER, steps * (shape.features() + 1) * columns);
    }

    @Override
    public void addWorkOfOwnStreams(
        WorkUnits units, Shape shape, double visits, double steps, long candidates) {
      double columns = shape.classes() * (double) Kernels.padded((int) candidates);
      units.add(Work.LANE_ROW, visits * candidates);
      units.add(Work.LANE_VALUE, visits * candidates * (shape.features() + shape.classes()));
      units.add(Work.LANE_PRODUCT, visits * shape.features() * columns);
      units.add(Work.SOFTMAX, visits * columns);
      units.add(Work.PARAMETER, steps * (shape.features() + 1) * columns);
    }
  };

  private final String key;

  ModelKind(String key) {
    this.key = key;
  }

  @Override
  public String key() {
    return key;
  }

  /** Returns whether candidates of this kind can be trained with a way of mixing. */
  public boolean combinesWith(Mixing mixing) {
    return true;
  }

  /** Creates a learner of candidates that share their batches and initial parameters. */
  public abstract Learner onSharedBatches(LearnerSetup setup);

  /**
   * Creates a learner of candidates that each have a separate batch and separate initial
   * parameters.
   *
   * @param setup of at most {@link #mostOnOwnBatches} candidates
   */
  public abstract Learner onOwnBatches(LearnerSetup setup);

  /**
   * Returns the maximum number of candidates with separate batches that are trained side by side.
   */
  public abstract int mostOnOwnBatches();

  /**
   * Creates a learner for AdaMixup, whose candidates share their batches and each learn how to mix
   * them (docs/method.md, Sec. 4). It is not called for a kind that does not {@link #combinesWith
   * combine} with it.
   *
   * @param policyStarts sources of the initial parameters of each candidate's policy
   */
  public abstract Learner withPolicy(LearnerSetup setup, IntFunction<UniformSource> policyStarts);

  /** Returns the number of parameters of a trained model of this kind. */
  public abstract long parameters(int features, int classes);

  /**
   * Adds the cost of training candidates side by side on the same batches, without that of making
   * the batches.
   *
   * @param shape of the training rows
   * @param visits number of points that each candidate is trained on
   * @param steps number of steps of its optimiser
   */
  public abstract void addWork(
      WorkUnits units, Shape shape, double visits, double steps, long candidates);

  /**
   * Adds the cost of training candidates that each have separate batches.
   *
   * @param shape of the training rows
   * @param visits number of points that each candidate is trained on
   * @param steps number of steps of its optimiser
   */
  public abstract void addWorkOfOwnStreams(
      WorkUnits units, Shape shape, double visits, double steps, long candidates);
}

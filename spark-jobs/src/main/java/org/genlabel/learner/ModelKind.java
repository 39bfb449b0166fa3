package org.genlabel.learner;

import java.util.function.IntFunction;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.mixup.Mixing;
import org.genlabel.random.UniformSource;
import org.genlabel.simd.Kernels;

/**
 * The table of models for tabular data. A new model is a new row, which says all that the rest of
 * the program needs to know of it, and a class.
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

  /** Whether candidates of this kind are trained on points that are made in a given way. */
  public boolean combinesWith(Mixing mixing) {
    return true;
  }

  /** A learner of candidates that share their batches and start alike. */
  public abstract Learner onSharedBatches(LearnerSetup setup);

  /**
   * A learner of candidates that each have a batch and a start of their own.
   *
   * @param setup of at most {@link #mostOnOwnBatches} candidates
   */
  public abstract Learner onOwnBatches(LearnerSetup setup);

  /** How many candidates with batches of their own are trained side by side. */
  public abstract int mostOnOwnBatches();

  /**
   * A learner of candidates that share their batches, each of which learns how to mix them:
   * AdaMixup (docs/method.md, Sec. 4). Not asked of a kind that does not {@link #combinesWith
   * combine} with it.
   *
   * @param policyStarts where the initial parameters of each candidate's policy come from
   */
  public abstract Learner withPolicy(LearnerSetup setup, IntFunction<UniformSource> policyStarts);

  /** How many numbers a trained model of this kind has. */
  public abstract long parameters(int features, int classes);

  /**
   * Adds what it costs to train candidates side by side on the same batches, apart from making the
   * batches.
   *
   * @param shape of the rows they are trained on
   * @param visits how many points each candidate sees
   * @param steps how many steps its optimiser takes
   */
  public abstract void addWork(
      WorkUnits units, Shape shape, double visits, double steps, long candidates);

  /**
   * Adds what it costs to train candidates each of which has batches of its own.
   *
   * @param shape of the rows they are trained on
   * @param visits how many points each candidate sees
   * @param steps how many steps its optimiser takes
   */
  public abstract void addWorkOfOwnStreams(
      WorkUnits units, Shape shape, double visits, double steps, long candidates);
}

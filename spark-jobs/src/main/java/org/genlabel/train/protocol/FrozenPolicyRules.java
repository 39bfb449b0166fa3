package org.genlabel.train.protocol;

import java.util.Arrays;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.BatchRules;
import org.genlabel.mixup.Draw;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.MixedPoints;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.Target;

/**
 * AdaMixup as the authors' program trains it: the classifier learns from the mixed points and both
 * parents, while the mixing policy keeps its random initial parameters. (The program's intrusion
 * classifier then has no effect.) Every pair makes three points: the mixed one and both parents.
 * Keeps the coefficients of the last batch: not thread-safe.
 */
public final class FrozenPolicyRules implements BatchRules {
  static final int POINTS_OF_PAIR = 3;

  private final LabeledRows rows;
  private final FrozenPolicy policy;
  // Pairs and coefficients of the last batch, [pairs].
  private int[] first = new int[0];
  private int[] second = new int[0];
  private double[] lambdas = new double[0];

  public FrozenPolicyRules(LabeledRows rows, FrozenPolicy policy) {
    this.rows = rows;
    this.policy = policy;
  }

  @Override
  public LabeledRows rows() {
    return rows;
  }

  @Override
  public int pointsOfPair() {
    return POINTS_OF_PAIR;
  }

  @Override
  public MixingRule mixing() {
    return this::mix;
  }

  private void mix(Draw draw, MixedPoints points) {
    int pairs = draw.size();
    if (lambdas.length < pairs) {
      first = new int[pairs];
      second = new int[pairs];
      lambdas = new double[pairs];
    }
    points.beginUnmixed(POINTS_OF_PAIR * pairs);
    double[] x = points.x();
    int stride = points.stride();
    for (int pair = 0; pair < pairs; pair++) {
      first[pair] = draw.first(pair);
      second[pair] = draw.second(pair);
      double[] a = rows.x()[first[pair]];
      double[] b = rows.x()[second[pair]];
      double lambda = policy.lambda(a, b, draw.uniform(pair));
      lambdas[pair] = lambda;
      int point = POINTS_OF_PAIR * pair;
      for (int k = 0; k < rows.features(); k++) {
        x[k * stride + point] = lambda * a[k] + (1 - lambda) * b[k];
        x[k * stride + point + 1] = a[k];
        x[k * stride + point + 2] = b[k];
      }
    }
  }

  /**
   * Returns the rule that mixes the parents' labels by the policy's coefficient, which is the only
   * target.
   */
  @Override
  public LabelingRule label(Target target) {
    return this::label;
  }

  private void label(MixedPoints points, double[] labels) {
    Arrays.fill(labels, 0);
    int stride = points.stride();
    for (int pair = 0; pair < points.count() / POINTS_OF_PAIR; pair++) {
      int point = POINTS_OF_PAIR * pair;
      int a = rows.labels()[first[pair]] * stride + point;
      int b = rows.labels()[second[pair]] * stride + point;
      labels[a] += lambdas[pair];
      labels[b] += 1 - lambdas[pair];
      labels[a + 1] = 1;
      labels[b + 2] = 1;
    }
  }

  @Override
  public LabelingRule generated(DensityKind density) {
    throw new UnsupportedOperationException("points of a policy have no generative label");
  }

  @Override
  public ManifoldIntrusion intrusion() {
    throw new UnsupportedOperationException("points of a policy are not dropped");
  }

  @Override
  public boolean stepsOnEmptyBatch() {
    return true;
  }
}

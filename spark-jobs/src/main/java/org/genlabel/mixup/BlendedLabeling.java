package org.genlabel.mixup;

/**
 * gamma y_gen + (1 - gamma) y_mix (paper Sec. 4): GenLabel's label to the degree gamma, the
 * parents' for the rest.
 */
public final class BlendedLabeling implements LabelingRule {
  private final LabelingRule parents;
  private final LabelingRule generative;
  private final double gamma;
  private final int classes;
  private double[] generated = new double[0];

  /**
   * @param parents whose label counts with gamma = 0
   * @param generative whose label counts with gamma = 1
   * @param gamma in [0, 1]
   * @param classes K
   */
  public BlendedLabeling(LabelingRule parents, LabelingRule generative, double gamma, int classes) {
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma must be in [0, 1], not " + gamma);
    }
    this.parents = parents;
    this.generative = generative;
    this.gamma = gamma;
    this.classes = classes;
  }

  @Override
  public void label(MixedPoints points, double[] labels) {
    int stride = points.stride();
    if (generated.length < classes * stride) {
      generated = new double[classes * stride];
    }
    parents.label(points, labels);
    generative.label(points, generated);
    for (int c = 0; c < classes; c++) {
      for (int p = c * stride; p < c * stride + points.count(); p++) {
        labels[p] = gamma * generated[p] + (1 - gamma) * labels[p];
      }
    }
  }
}

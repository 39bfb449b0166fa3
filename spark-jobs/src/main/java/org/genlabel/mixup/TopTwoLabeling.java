package org.genlabel.mixup;

/**
 * Labels restricted to their two most likely classes and renormalised (docs/method.md, Sec. 3;
 * paper Alg. 3). Of equally likely classes the first are kept; a label with at most two classes is
 * unchanged.
 */
public final class TopTwoLabeling implements LabelingRule {
  private final LabelingRule labeling;
  private final int classes;

  /**
   * @param labeling rule for the labels that are restricted
   * @param classes K, at least 2
   */
  public TopTwoLabeling(LabelingRule labeling, int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("at least 2 classes are needed, not " + classes);
    }
    this.labeling = labeling;
    this.classes = classes;
  }

  @Override
  public void label(MixedPoints points, double[] labels) {
    labeling.label(points, labels);
    if (classes > 2) {
      for (int p = 0; p < points.count(); p++) {
        restrict(labels, points.stride(), p);
      }
    }
  }

  private void restrict(double[] labels, int stride, int p) {
    int first = 0;
    int second = 1;
    if (labels[stride + p] > labels[p]) {
      first = 1;
      second = 0;
    }
    for (int c = 2; c < classes; c++) {
      double label = labels[c * stride + p];
      if (label > labels[first * stride + p]) {
        second = first;
        first = c;
      } else if (label > labels[second * stride + p]) {
        second = c;
      }
    }
    // At least 2 / K: the largest of numbers that sum to 1 is not less than their mean.
    double sum = labels[first * stride + p] + labels[second * stride + p];
    for (int c = 0; c < classes; c++) {
      boolean stays = c == first || c == second;
      labels[c * stride + p] = stays ? labels[c * stride + p] / sum : 0;
    }
  }
}

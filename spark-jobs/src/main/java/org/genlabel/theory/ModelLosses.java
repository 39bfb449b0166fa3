package org.genlabel.theory;

/**
 * The losses of one linear model theta on one sample (paper App. B.1).
 *
 * @param norm |theta|
 * @param accuracy the fraction of the sample on the right side of theta x = 0
 * @param standard L^std
 * @param exact mixup, GenLabel and adversarial loss as they are
 * @param approximate their second-order Taylor approximations, of which the paper's theorem speaks
 */
public record ModelLosses(
    double norm, double accuracy, double standard, Triple exact, Triple approximate) {
  /** The three losses that the theorem puts in order. */
  public record Triple(double mixup, double genLabel, double adversarial) {
    /** Whether L^mix &gt;= L^gen. */
    public boolean mixupIsAboveGenLabel() {
      return mixup >= genLabel;
    }

    /** Whether L^gen &gt;= L^adv. */
    public boolean genLabelIsAboveAdversarial() {
      return genLabel >= adversarial;
    }

    /** Whether L^mix &gt;= L^gen &gt;= L^adv. */
    public boolean isOrdered() {
      return mixupIsAboveGenLabel() && genLabelIsAboveAdversarial();
    }
  }

  /** Whether the model is right on the whole sample. */
  public boolean separates() {
    return accuracy == 1;
  }
}

package org.genlabel.theory;

/**
 * The losses of one linear model theta on one sample (paper App. B.1).
 *
 * @param norm |theta|
 * @param accuracy the fraction of the sample on the right side of theta x = 0
 * @param standard L^std
 * @param exact exact mixup, GenLabel and adversarial loss
 * @param approximate their second-order Taylor approximations, to which the paper's theorem applies
 */
public record ModelLosses(
    double norm, double accuracy, double standard, Triple exact, Triple approximate) {
  /** The three losses that the theorem orders. */
  public record Triple(double mixup, double genLabel, double adversarial) {
    /** Returns whether L^mix &gt;= L^gen. */
    public boolean mixupIsAboveGenLabel() {
      return mixup >= genLabel;
    }

    /** Returns whether L^gen &gt;= L^adv. */
    public boolean genLabelIsAboveAdversarial() {
      return genLabel >= adversarial;
    }

    /** Returns whether L^mix &gt;= L^gen &gt;= L^adv. */
    public boolean isOrdered() {
      return mixupIsAboveGenLabel() && genLabelIsAboveAdversarial();
    }
  }

  /** Returns whether the model classifies the whole sample correctly. */
  public boolean separates() {
    return accuracy == 1;
  }
}

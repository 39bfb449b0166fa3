package org.genlabel.mixup;

import java.util.function.Supplier;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.NearestClass;

/** The label y_mix of a mixed point, without the share of GenLabel (docs/method.md, Sec. 3). */
public enum Target {
  /** Mixup's label, linear in lambda. */
  LINEAR {
    @Override
    public LabelingRule rule(LabeledRows rows, Supplier<NearestClass> nearest) {
      return ParentLabeling.LINEAR.rule(rows.labels());
    }
  },
  /** Logistic in lambda. */
  LOGISTIC {
    @Override
    public LabelingRule rule(LabeledRows rows, Supplier<NearestClass> nearest) {
      return ParentLabeling.LOGISTIC.rule(rows.labels());
    }
  },
  /** The label of the nearest training row. */
  NEAREST {
    @Override
    public LabelingRule rule(LabeledRows rows, Supplier<NearestClass> nearest) {
      return new NearestLabeling(nearest.get());
    }

    @Override
    public boolean needsNearestRow() {
      return true;
    }
  };

  /**
   * Returns the rule for given training rows.
   *
   * @param nearest search of the nearest row; requested only if the label depends on it
   */
  public abstract LabelingRule rule(LabeledRows rows, Supplier<NearestClass> nearest);

  /**
   * Returns whether the label needs the nearest training row, which costs the distances to all
   * rows.
   */
  public boolean needsNearestRow() {
    return false;
  }
}

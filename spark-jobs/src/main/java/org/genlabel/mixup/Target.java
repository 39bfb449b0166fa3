package org.genlabel.mixup;

import java.util.function.Supplier;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.NearestClass;

/** How a mixed point is labelled, before GenLabel has its share (docs/method.md, Sec. 3). */
public enum Target {
  /** Mixup's own label. */
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
  /** The nearest training row's. */
  NEAREST {
    @Override
    public LabelingRule rule(LabeledRows rows, Supplier<NearestClass> nearest) {
      return new NearestLabeling(nearest.get());
    }

    @Override
    public boolean asksForNearestRow() {
      return true;
    }
  };

  /**
   * The rule for given training rows.
   *
   * @param nearest says whose row is nearest; asked for only where the label depends on it
   */
  public abstract LabelingRule rule(LabeledRows rows, Supplier<NearestClass> nearest);

  /** Whether the nearest training row is looked for, which costs what a distance to each costs. */
  public boolean asksForNearestRow() {
    return false;
  }
}

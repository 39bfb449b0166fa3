package org.genlabel.experiment;

import java.io.Serializable;
import org.genlabel.train.FoldCounts;

/**
 * The outcome of one fold of a split group.
 *
 * @param countsOrNull null if it threw
 * @param seconds its wall time, without preparing its dataset
 */
public record FoldOutcome(FoldCounts countsOrNull, double seconds) implements Serializable {
  /** Returns whether it has counts. */
  public boolean isOk() {
    return countsOrNull != null;
  }
}

package org.genlabel.experiment;

import java.io.Serializable;
import org.genlabel.train.FoldCounts;

/**
 * What one fold of a group that is split came to.
 *
 * @param countsOrNull null if it threw
 * @param seconds its wall time, without preparing its dataset
 */
public record FoldOutcome(FoldCounts countsOrNull, double seconds) implements Serializable {
  /** Whether it has counts. */
  public boolean isOk() {
    return countsOrNull != null;
  }
}

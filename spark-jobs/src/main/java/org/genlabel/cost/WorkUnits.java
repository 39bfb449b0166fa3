package org.genlabel.cost;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Counts units of work by kind. Not thread-safe. */
public final class WorkUnits {
  private final Map<Work, Double> units = new EnumMap<>(Work.class);

  /**
   * Adds some units.
   *
   * @param amount number of units, at least 0
   */
  public void add(Work work, double amount) {
    units.merge(work, amount, Double::sum);
  }

  /** Returns the units of a kind of work; 0 if none were added. */
  public double get(Work work) {
    return units.getOrDefault(work, 0.0);
  }

  /** Returns an unmodifiable view of the units by kind, without kinds that were never added. */
  public Map<Work, Double> asMap() {
    return Collections.unmodifiableMap(units);
  }

  @Override
  public String toString() {
    return units.toString();
  }
}

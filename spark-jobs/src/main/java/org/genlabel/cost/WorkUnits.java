package org.genlabel.cost;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Adds up units of work by their kind. Not thread-safe. */
public final class WorkUnits {
  private final Map<Work, Double> units = new EnumMap<>(Work.class);

  /**
   * Adds some units.
   *
   * @param amount how many, at least 0
   */
  public void add(Work work, double amount) {
    units.merge(work, amount, Double::sum);
  }

  /** The units of a kind of work; 0 if none were added. */
  public double get(Work work) {
    return units.getOrDefault(work, 0.0);
  }

  /** A view of the units by kind, without the kinds that none were added of; unmodifiable. */
  public Map<Work, Double> asMap() {
    return Collections.unmodifiableMap(units);
  }

  @Override
  public String toString() {
    return units.toString();
  }
}

package org.genlabel.spark;

import java.util.Set;

/**
 * A set of datasets that the view populations does not know by itself.
 *
 * @param name of the new set
 * @param within the set of the view that it is a part of: {@link #ALL} or {@link #FIT}
 * @param ids the numbers at OpenML of the datasets that belong to it if they are in that set
 */
public record Population(String name, String within, Set<Integer> ids) {
  /** The name in the view of the set of all datasets. */
  public static final String ALL = "all";

  /** The name in the view of the set of the datasets that a density fits. */
  public static final String FIT = "fit";

  public Population {
    ids = Set.copyOf(ids);
  }
}

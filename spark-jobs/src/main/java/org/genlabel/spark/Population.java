package org.genlabel.spark;

import java.util.Set;

/**
 * A set of datasets to be added to the view populations.
 *
 * @param name of the new set
 * @param within the set of the view that it is a subset of: {@link #ALL} or {@link #FIT}
 * @param ids OpenML ids; the new set holds those of them that are in {@code within}
 */
public record Population(String name, String within, Set<Integer> ids) {
  /** The view's name for the set of all datasets. */
  public static final String ALL = "all";

  /** The view's name for the set of datasets that a density fits. */
  public static final String FIT = "fit";

  public Population {
    ids = Set.copyOf(ids);
  }
}

package org.genlabel.cost;

import java.util.Locale;

/** The kinds of work that cells are made of. What a unit of each takes is measured. */
public enum Work {
  /** A cell: reading its part of the data, scoring, writing its row. */
  CELL,
  /** A fit: its densities, its streams. */
  FIT,
  /** A row of a batch, whatever is done with it. */
  ROW,
  /** A feature of a mixed row. */
  ROW_FEATURE,
  /** A multiplication of a network: row x feature x class x lane. */
  PRODUCT,
  /** An exponential of a network: row x class x lane. */
  SOFTMAX,
  /** An optimiser's step of one parameter of one lane. */
  PARAMETER,
  /** A multiplication of a whitening: point x class x feature x feature. */
  WHITENING,
  /** A kernel at a point. */
  KERNEL,
  /** A feature of a kernel at a point. */
  KERNEL_FEATURE,
  /** A kernel at a mixed point, by the identity. */
  SEGMENT_KERNEL,
  /** A feature of a distance between a point and a row. */
  NEIGHBOR_FEATURE,
  /** A distance between a mixed point and a row, by the identity. */
  SEGMENT_NEIGHBOR,
  /** A feature of a distance between two rows, which the identity needs. */
  PAIR_FEATURE,
  /** A multiplication of a generative mixing's bisection: point x class x feature. */
  BISECTION,
  /** A multiplication of AdaMixup's policy, forward, and back twice. */
  POLICY_PRODUCT,
  /** An optimiser's step of one of AdaMixup's parameters. */
  POLICY_PARAMETER,
  /** A row of a fit with a stream of its own. */
  LANE_ROW,
  /** A feature or class of such a row. */
  LANE_VALUE,
  /** A multiplication in lanes with inputs of their own. */
  LANE_PRODUCT,
  /** A feature of a pair that AdaMixup's frozen policy sees. */
  FROZEN_POLICY_FEATURE;

  /** The name in the file of seconds. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

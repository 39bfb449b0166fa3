package org.genlabel.cost;

import java.util.Locale;

/** The kinds of work that cells consist of. The time of a unit of each kind is measured. */
public enum Work {
  /** A cell, for reading its part of the data, scoring and writing its row. */
  CELL,
  /** A fit, for its densities and streams. */
  FIT,
  /** A row of a batch, independent of how it is used. */
  ROW,
  /** A feature of a mixed row. */
  ROW_FEATURE,
  /** A multiplication in a network: row x feature x class x lane. */
  PRODUCT,
  /** An exponential in a network: row x class x lane. */
  SOFTMAX,
  /** An optimiser's step of one parameter of one lane. */
  PARAMETER,
  /** A multiplication in a whitening: point x class x feature x feature. */
  WHITENING,
  /** A kernel at a point. */
  KERNEL,
  /** A feature of a kernel at a point. */
  KERNEL_FEATURE,
  /** A kernel at a mixed point, by the mixing identity. */
  SEGMENT_KERNEL,
  /** A feature of a distance between a point and a row. */
  NEIGHBOR_FEATURE,
  /** A distance between a mixed point and a row, by the mixing identity. */
  SEGMENT_NEIGHBOR,
  /** A feature of a distance between two rows, which the mixing identity needs. */
  PAIR_FEATURE,
  /** A multiplication in the bisection of generative mixing: point x class x feature. */
  BISECTION,
  /** A multiplication in AdaMixup's policy; the backward pass counts twice. */
  POLICY_PRODUCT,
  /** An optimiser's step of one of AdaMixup's parameters. */
  POLICY_PARAMETER,
  /** A row of a fit that has its own stream. */
  LANE_ROW,
  /** A feature or class of such a row. */
  LANE_VALUE,
  /** A multiplication in lanes that have separate inputs. */
  LANE_PRODUCT,
  /** A feature of a pair that is input to AdaMixup's frozen policy. */
  FROZEN_POLICY_FEATURE;

  /** Returns the name in the file of seconds per unit. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

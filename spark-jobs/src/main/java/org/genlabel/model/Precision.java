package org.genlabel.model;

/** Arithmetic of network parameters and activations. */
public enum Precision {
  /** 32 bits, as the authors. */
  SINGLE,
  /** 64 bits: to see what rounding does to a result. */
  DOUBLE
}

package org.genlabel.learner;

import java.io.Serializable;

/**
 * A kind of classifier that a cell trains. Two models are equal exactly if their keys are; the
 * simplest way to that is an enum.
 */
public interface Model extends Serializable {
  /** The name in configurations and results. */
  String key();
}

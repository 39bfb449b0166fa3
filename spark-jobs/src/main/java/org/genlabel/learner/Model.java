package org.genlabel.learner;

import java.io.Serializable;

/**
 * A kind of classifier that a cell trains. Two models are equal if and only if their keys are; an
 * enum is the simplest way to ensure that.
 */
public interface Model extends Serializable {
  /** Returns the name in configurations and results. */
  String key();
}

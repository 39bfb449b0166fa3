package org.genlabel.mixup;

/** The ways of making new points out of training rows (method Sec. 4). */
public enum Mixing {
  /** No new points. */
  NONE,
  /** Mixup: one lambda ~ Beta(alpha, alpha) a batch. */
  MIXUP,
  /** CutMix on feature columns: lambda says how many. */
  CUTMIX,
  /** Generative mixing: lambda is a posterior. */
  GENERATIVE,
  /** AdaMixup: a policy network chooses a lambda for every pair. */
  ADAPTIVE;

  /** Whether lambda is drawn, and the outcome therefore depends on alpha. */
  public boolean drawsLambda() {
    return this != NONE && this != ADAPTIVE;
  }
}

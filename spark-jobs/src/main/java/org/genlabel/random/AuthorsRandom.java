package org.genlabel.random;

import java.util.OptionalDouble;

/**
 * The two generators of the authors' program, both seeded with the trial: numpy's for lambda,
 * torch's for everything else. All fits share them, so the draws of a fit depend on the number of
 * draws of all previous fits. This number is known without training, and {@link #skip} skips the
 * draws. Not thread-safe.
 */
public final class AuthorsRandom {
  private final Mt19937 numpy;
  // Null if no lambda is drawn.
  private final BetaSampler lambdas;
  private final TorchRandom torch;

  /**
   * Creates the generators as the program seeds them before a trial.
   *
   * @param alpha shape of lambda's Beta distribution; empty if no lambda is drawn
   */
  public AuthorsRandom(int trial, OptionalDouble alpha) {
    numpy = new Mt19937(trial);
    lambdas = alpha.isPresent() ? new BetaSampler(alpha.getAsDouble(), numpy) : null;
    torch = new TorchRandom(trial);
  }

  private AuthorsRandom(AuthorsRandom other) {
    numpy = other.numpy.copy();
    lambdas = other.lambdas == null ? null : other.lambdas.copy(numpy);
    torch = other.torch.copy();
  }

  /** Returns a copy with the same state. */
  public AuthorsRandom copy() {
    return new AuthorsRandom(this);
  }

  /** Returns torch's generator. */
  public TorchRandom torch() {
    return torch;
  }

  /** Draws the next lambda. */
  public double nextLambda() {
    return lambdas.next();
  }

  /**
   * Skips the draws of a fit.
   *
   * @param lambdaDraws number of lambdas; the numbers that each takes depend on rejections
   * @param torchDraws number of 32-bit numbers of torch's generator
   */
  public void skip(long lambdaDraws, long torchDraws) {
    for (long draw = 0; draw < lambdaDraws; draw++) {
      lambdas.next();
    }
    torch.skip(torchDraws);
  }
}

package org.genlabel.random;

import java.util.OptionalDouble;

/**
 * The two generators of the authors' program, both seeded with the trial: numpy's for lambda,
 * torch's for everything else. They run on from fit to fit, so what a fit draws depends on how much
 * all fits before it drew; that is known without training, and {@link #skip} passes over it. Not
 * thread-safe.
 */
public final class AuthorsRandom {
  private final Mt19937 numpy;
  // Null where no lambda is drawn.
  private final BetaSampler lambdas;
  private final TorchRandom torch;

  /**
   * The generators as the program seeds them before a trial.
   *
   * @param alpha shape of lambda's Beta distribution; empty where no lambda is drawn
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

  /** Generators that go on from here as these do. */
  public AuthorsRandom copy() {
    return new AuthorsRandom(this);
  }

  /** torch's generator. */
  public TorchRandom torch() {
    return torch;
  }

  /** The next lambda. */
  public double nextLambda() {
    return lambdas.next();
  }

  /**
   * Passes over what a fit draws.
   *
   * @param lambdaDraws how many lambdas; each takes as many numbers as it happens to reject
   * @param torchDraws how many 32-bit numbers of torch's generator
   */
  public void skip(long lambdaDraws, long torchDraws) {
    for (long draw = 0; draw < lambdaDraws; draw++) {
      lambdas.next();
    }
    torch.skip(torchDraws);
  }
}

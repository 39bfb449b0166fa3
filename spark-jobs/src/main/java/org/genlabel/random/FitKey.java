package org.genlabel.random;

/**
 * Names one fit: the fit of one fold, or the final one, of one trial on one dataset. Every random
 * stream of the fit is keyed by it and by the purpose of the stream, so that streams depend neither
 * on the order of fits nor on each other.
 *
 * @param seed the study's seed
 * @param dataset the dataset's key
 * @param trial 0, 1, ...
 * @param fold the fold left out, or {@link #FINAL} for the fit on the whole training part
 */
public record FitKey(long seed, String dataset, int trial, int fold) {
  /** Replaces the fold for the fit on the whole training part. */
  public static final int FINAL = -1;

  /**
   * Returns the stream of this fit for one purpose.
   *
   * @param purpose purpose of the stream, and further parts of its key
   */
  public KeyedRandom stream(String... purpose) {
    String[] names = new String[4 + purpose.length];
    names[0] = "seed=" + seed;
    names[1] = "dataset=" + dataset;
    names[2] = "trial=" + trial;
    names[3] = fold == FINAL ? "final" : "fold=" + fold;
    System.arraycopy(purpose, 0, names, 4, purpose.length);
    return KeyedRandom.of(names);
  }
}

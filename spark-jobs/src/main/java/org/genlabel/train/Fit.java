package org.genlabel.train;

/**
 * One training of one candidate.
 *
 * @param candidate position in the {@link Grid}
 * @param fold the fold left out; {@link #FINAL} for the fit on all rows
 * @param rows positions of the training rows
 * @param validation positions of the validation rows; empty in the final fit
 * @param fails whether the authors' program cannot fit the candidate's density to the rows; then
 *     nothing is drawn, and the candidate has no score
 * @param start start of its random numbers
 */
public record Fit(
    int candidate, int fold, int[] rows, int[] validation, boolean fails, FitStart start) {
  /** Replaces the fold for the fit of a chosen candidate on all rows. */
  public static final int FINAL = -1;
}

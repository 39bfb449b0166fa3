package org.genlabel.train;

import org.genlabel.mixup.AuthorsRandom;

/**
 * One fit of a cell under the authors' protocol: see {@link AuthorsPlan}.
 *
 * @param candidate position in the grid; {@link #BEST} for the final fit, whose candidate is known
 *     last
 * @param rows positions of the training rows
 * @param validation positions of the rows left out; none in the final fit
 * @param fails whether the authors' program cannot fit the candidate's density to the rows
 * @param random the generators where the fit begins; copied by every use
 */
record PlannedFit(
    int candidate, int[] rows, int[] validation, boolean fails, AuthorsRandom random) {
  static final int BEST = -1;
}

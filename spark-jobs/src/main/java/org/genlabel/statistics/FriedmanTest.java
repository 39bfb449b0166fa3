package org.genlabel.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Friedman's test over datasets: do k schemes have the same mean rank over N datasets?
 *
 * <p>Rank 1 is the highest accuracy; equal accuracies share their mean rank. With r the ranks, R_j
 * the rank sum of scheme j, S = sum_j (R_j - N(k+1)/2)^2 and D = sum_ij r_ij^2 - N k (k+1)^2 / 4,
 * the statistic corrected for ties is chi^2 = (k-1) S / D, with k-1 degrees of freedom, and Iman
 * and Davenport's (1980) is F = (N-1) chi^2 / (N(k-1) - chi^2) = (N-1) S / (N D - S), with k-1 and
 * (k-1)(N-1). Ranks are multiples of 1/2, so S and D are exact.
 *
 * @param meanRanks [schemes], each in [1, schemes], in the given order
 * @param datasets number of datasets, N
 * @param chiSquared corrected for ties, in [0, N(k-1)]; 0 if all schemes tie on every dataset
 * @param pValue of chiSquared; 1 if all schemes tie on every dataset
 * @param imanDavenport F; infinite if all datasets rank the schemes equally, 0 if all schemes tie
 * @param imanDavenportPValue of F, the less conservative one; 0 if F is infinite
 */
public record FriedmanTest(
    double[] meanRanks,
    int datasets,
    double chiSquared,
    double pValue,
    double imanDavenport,
    double imanDavenportPValue) {
  private static final int FEWEST_DATASETS = 2;
  private static final int FEWEST_SCHEMES = 3;

  /**
   * Ranks the schemes and tests the ranks.
   *
   * @param accuracies [datasets][schemes], higher is better; equal means exactly equal
   * @throws IllegalArgumentException if there are fewer than 2 datasets or 3 schemes, if datasets
   *     differ in the number of schemes, or if an accuracy is infinite or not a number
   */
  public static FriedmanTest of(double[][] accuracies) {
    requireMatrix(accuracies);
    int datasets = accuracies.length;
    int schemes = accuracies[0].length;
    double[] rankSums = new double[schemes];
    double squares = 0;
    for (double[] row : accuracies) {
      double[] ranks = ranks(row);
      for (int j = 0; j < schemes; j++) {
        rankSums[j] += ranks[j];
        squares += ranks[j] * ranks[j];
      }
    }
    double between = 0;
    double[] meanRanks = new double[schemes];
    for (int j = 0; j < schemes; j++) {
      double deviation = rankSums[j] - datasets * (schemes + 1) / 2.0;
      between += deviation * deviation;
      meanRanks[j] = rankSums[j] / datasets;
    }
    double all = squares - datasets * schemes * (schemes + 1.0) * (schemes + 1.0) / 4;
    if (all == 0) {
      return new FriedmanTest(meanRanks, datasets, 0, 1, 0, 1);
    }
    double chiSquared = (schemes - 1) * between / all;
    // If the ranks agree on all datasets, the denominator is exactly 0 and F is infinite.
    double imanDavenport = (datasets - 1) * between / (datasets * all - between);
    return new FriedmanTest(
        meanRanks,
        datasets,
        chiSquared,
        ChiSquaredDistribution.of(schemes - 1).survivalProbability(chiSquared),
        imanDavenport,
        FDistribution.of(schemes - 1, (schemes - 1.0) * (datasets - 1))
            .survivalProbability(imanDavenport));
  }

  private static double[] ranks(double[] accuracies) {
    double[] highestFirst = new double[accuracies.length];
    for (int j = 0; j < accuracies.length; j++) {
      // Not -x, because the ranking distinguishes 0.0 and -0.0.
      highestFirst[j] = 0 - accuracies[j];
    }
    return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(highestFirst);
  }

  private static void requireMatrix(double[][] accuracies) {
    if (accuracies.length < FEWEST_DATASETS) {
      throw new IllegalArgumentException(
          "datasets must be at least " + FEWEST_DATASETS + ", not " + accuracies.length);
    }
    int schemes = accuracies[0].length;
    if (schemes < FEWEST_SCHEMES) {
      throw new IllegalArgumentException(
          "schemes must be at least " + FEWEST_SCHEMES + ", not " + schemes);
    }
    for (int i = 0; i < accuracies.length; i++) {
      if (accuracies[i].length != schemes) {
        throw new IllegalArgumentException(
            "every dataset must have "
                + schemes
                + " schemes as the first has, not "
                + accuracies[i].length
                + " at position "
                + i);
      }
      for (double accuracy : accuracies[i]) {
        if (!Double.isFinite(accuracy)) {
          throw new IllegalArgumentException(
              "accuracies must be finite, not " + accuracy + " of the dataset at position " + i);
        }
      }
    }
  }
}

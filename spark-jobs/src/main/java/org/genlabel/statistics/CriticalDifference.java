package org.genlabel.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Nemenyi's critical difference of mean ranks after Friedman's test (Demšar 2006, Sec. 3.2.2): two
 * schemes differ significantly where their mean ranks differ by at least q_alpha sqrt(k(k+1) /
 * (6N)), q_alpha being the studentized range's quantile divided by sqrt(2).
 *
 * @param alpha probability of any false difference if all schemes are equal
 * @param width the critical difference, in ranks
 * @param groups the bars of a critical-difference diagram: maximal groups of at least two schemes
 *     with no significant difference among them, as positions in the order of the mean ranks given,
 *     best first; empty if all differ. A scheme may be in several groups or in none.
 */
public record CriticalDifference(double alpha, double width, List<List<Integer>> groups) {
  /** Copies the groups. */
  public CriticalDifference {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /**
   * Returns the critical difference of the schemes of a Friedman test, whether or not the test
   * rejects.
   *
   * @throws IllegalArgumentException if alpha is not in [1e-6, 1)
   */
  public static CriticalDifference of(FriedmanTest friedman, double alpha) {
    double[] meanRanks = friedman.meanRanks();
    double schemes = meanRanks.length;
    double width =
        q(meanRanks.length, alpha)
            * Math.sqrt(schemes * (schemes + 1) / (6.0 * friedman.datasets()));
    return new CriticalDifference(alpha, width, groups(meanRanks, width));
  }

  /** Returns Nemenyi's q_alpha, as in Demšar's Table 5(a). */
  static double q(int schemes, double alpha) {
    return new StudentizedRange(schemes).upperQuantile(alpha) / Math.sqrt(2);
  }

  /**
   * Returns the maximal groups whose mean ranks differ by less than width; schemes of equal rank
   * keep their order.
   */
  static List<List<Integer>> groups(double[] meanRanks, double width) {
    List<Integer> bestFirst =
        IntStream.range(0, meanRanks.length)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> meanRanks[j]))
            .toList();
    List<List<Integer>> groups = new ArrayList<>();
    int endBefore = 0;
    for (int start = 0; start < bestFirst.size(); start++) {
      int end = start + 1;
      while (end < bestFirst.size()
          && meanRanks[bestFirst.get(end)] - meanRanks[bestFirst.get(start)] < width) {
        end++;
      }
      // A group with the same end as the previous one is a part of it.
      if (end > endBefore && end - start > 1) {
        groups.add(bestFirst.subList(start, end));
      }
      endBefore = end;
    }
    return groups;
  }
}

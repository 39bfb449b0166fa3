package org.genlabel.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genlabel.report.study.StudyResults.DatasetFacts;
import org.genlabel.spark.DatasetKey;
import org.genlabel.spark.DatasetMean;
import org.genlabel.statistics.CriticalDifference;
import org.genlabel.statistics.FriedmanTest;

/**
 * The ranks of all schemes of a run at one alpha, over the datasets on which all of them have run
 * the same number of trials.
 *
 * @param schemes in the order of the test's mean ranks
 */
record RankStatistics(List<String> schemes, FriedmanTest test, CriticalDifference difference) {
  private static final double LEVEL = 0.05;

  /** Ranks the schemes; empty for fewer than three schemes or two datasets. */
  static Optional<RankStatistics> of(StudyResults results, double alpha) {
    List<String> schemes = results.schemes();
    List<Map<DatasetKey, DatasetMean>> means =
        schemes.stream().map(scheme -> results.means(scheme, alpha)).toList();
    List<double[]> accuracies = new ArrayList<>();
    for (DatasetFacts dataset : results.datasets()) {
      accuracies(means, dataset.key()).ifPresent(accuracies::add);
    }
    if (schemes.size() < 3 || accuracies.size() < 2) {
      return Optional.empty();
    }
    FriedmanTest test = FriedmanTest.of(accuracies.toArray(double[][]::new));
    return Optional.of(new RankStatistics(schemes, test, CriticalDifference.of(test, LEVEL)));
  }

  /** Returns the schemes' accuracies on a dataset; empty if their numbers of trials differ. */
  private static Optional<double[]> accuracies(
      List<Map<DatasetKey, DatasetMean>> means, DatasetKey key) {
    double[] accuracies = new double[means.size()];
    DatasetMean first = means.get(0).get(key);
    for (int scheme = 0; scheme < accuracies.length; scheme++) {
      DatasetMean mean = means.get(scheme).get(key);
      if (mean == null || mean.tested() != first.tested()) {
        return Optional.empty();
      }
      accuracies[scheme] = mean.accuracy();
    }
    return Optional.of(accuracies);
  }
}

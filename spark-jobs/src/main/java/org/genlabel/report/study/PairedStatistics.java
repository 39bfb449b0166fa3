package org.genlabel.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.genlabel.random.KeyedRandom;
import org.genlabel.report.study.StudyResults.DatasetFacts;
import org.genlabel.spark.DatasetGain;
import org.genlabel.spark.DatasetKey;
import org.genlabel.spark.Population;
import org.genlabel.statistics.BootstrapInterval;
import org.genlabel.statistics.HolmCorrection;
import org.genlabel.statistics.SignTest;
import org.genlabel.statistics.SignedRankTest;

/**
 * Tests each pair of schemes of a run over datasets, at each alpha, for all datasets and for those
 * that a density fits. Holm's correction is over the pairs of one alpha and population.
 */
final class PairedStatistics {
  /**
   * The tests of the first scheme minus the second.
   *
   * @param differences [datasets] of mean test accuracy
   */
  record Pair(
      double alpha,
      String population,
      String scheme,
      String other,
      double[] differences,
      BootstrapInterval interval,
      SignedRankTest signedRank,
      double signedRankHolm,
      SignTest sign,
      double signHolm) {}

  private final StudyResults results;

  PairedStatistics(StudyResults results) {
    this.results = results;
  }

  /** Returns the tests of all pairs that have been run on a common dataset. */
  List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (double alpha : results.alphas()) {
      for (String population : StudyResults.POPULATIONS) {
        pairs.addAll(family(alpha, population));
      }
    }
    return pairs;
  }

  /** Returns the tests of the pairs that are corrected together. */
  private List<Pair> family(double alpha, String population) {
    List<String> schemes = results.schemes();
    List<String[]> names = new ArrayList<>();
    for (int a = 0; a < schemes.size(); a++) {
      for (int b = a + 1; b < schemes.size(); b++) {
        // Proposed schemes come later in the table of schemes than the baselines.
        names.add(new String[] {schemes.get(b), schemes.get(a)});
      }
    }
    // In parallel, as resampling is slow; each pair has its own stream, so order does not matter.
    List<Pair> uncorrected =
        names.parallelStream()
            .map(pair -> pair(alpha, population, pair[0], pair[1]))
            .flatMap(Optional::stream)
            .toList();
    double[] signedRank =
        HolmCorrection.adjusted(
            uncorrected.stream().mapToDouble(pair -> pair.signedRank().pValue()).toArray());
    double[] sign =
        HolmCorrection.adjusted(
            uncorrected.stream().mapToDouble(pair -> pair.sign().pValue()).toArray());
    return IntStream.range(0, uncorrected.size())
        .mapToObj(i -> corrected(uncorrected.get(i), signedRank[i], sign[i]))
        .toList();
  }

  private double[] differences(String scheme, String other, double alpha, String population) {
    Map<DatasetKey, DatasetFacts> facts = results.factsByKey();
    return results.gains(scheme, other, alpha).stream()
        .filter(gain -> population.equals(Population.ALL) || facts.get(gain.key()).fits())
        .mapToDouble(DatasetGain::gain)
        .toArray();
  }

  /** Returns the tests of a pair, not yet corrected; empty if there is no common dataset. */
  private Optional<Pair> pair(double alpha, String population, String scheme, String other) {
    double[] differences = differences(scheme, other, alpha, population);
    if (differences.length == 0) {
      return Optional.empty();
    }
    KeyedRandom random =
        KeyedRandom.of(
            "bootstrap", "alpha=" + alpha, "datasets=" + population, "pair=" + scheme, other);
    SignedRankTest signedRank = SignedRankTest.of(differences);
    SignTest sign = SignTest.of(differences);
    return Optional.of(
        new Pair(
            alpha,
            population,
            scheme,
            other,
            differences,
            BootstrapInterval.of(differences, random),
            signedRank,
            signedRank.pValue(),
            sign,
            sign.pValue()));
  }

  private static Pair corrected(Pair pair, double signedRankHolm, double signHolm) {
    return new Pair(
        pair.alpha,
        pair.population,
        pair.scheme,
        pair.other,
        pair.differences,
        pair.interval,
        pair.signedRank,
        signedRankHolm,
        pair.sign,
        signHolm);
  }
}

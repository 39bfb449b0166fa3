package org.genlabel.report.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.genlabel.report.page.HtmlPage;
import org.genlabel.report.page.ReportTable;
import org.genlabel.report.study.PairedStatistics.Pair;
import org.genlabel.statistics.CriticalDifference;
import org.genlabel.statistics.FriedmanTest;
import org.genlabel.statistics.HolmCorrection;
import org.genlabel.statistics.SignTest;
import org.genlabel.statistics.SignedRankTest;
import org.junit.jupiter.api.Test;

/** Compares pairs and ranks of hand-made results with the statistical tests on the same columns. */
class StudyStatisticsTest {
  private static final Integer[] VANILLA = {50, 61, 72, 83, 70, 65, 90, 55};
  private static final Integer[] MIXUP = {52, 60, 75, 83, 77, 66, 91, 51};
  private static final Integer[] GENLABEL = {57, 63, 76, 89, 79, 65, 98, null};
  private static final Integer[] MIXUP_AT_2 = {40, 41, 42, 43, 44, 45, 46, 47};

  private static final StudyResults RESULTS =
      new HandMadeResults(Set.of(0, 2, 4, 5, 6, 7))
          .scheme("vanilla", null, VANILLA)
          .scheme("mixup", 1.0, MIXUP)
          .scheme("mixup", 2.0, MIXUP_AT_2)
          .scheme("genlabel-cv", 1.0, GENLABEL)
          .results();

  private static double[] differences(Integer[] ours, Integer[] theirs, int... datasets) {
    return Arrays.stream(datasets).mapToDouble(i -> (ours[i] - theirs[i]) / 100.0).toArray();
  }

  private static List<Pair> family(StudyResults results, double alpha, String population) {
    return new PairedStatistics(results)
        .pairs().stream()
            .filter(pair -> pair.alpha() == alpha && pair.population().equals(population))
            .toList();
  }

  private static Pair pair(String scheme, String other, double alpha, String population) {
    return family(RESULTS, alpha, population).stream()
        .filter(pair -> pair.scheme().equals(scheme) && pair.other().equals(other))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pairIsTestedOnTheDatasetsThatBothHave() {
    double[] expected = differences(GENLABEL, MIXUP, 0, 1, 2, 3, 4, 5, 6);

    Pair pair = pair("genlabel-cv", "mixup", 1, "all");

    assertThat(pair.differences()).containsExactly(expected);
    assertThat(pair.signedRank()).isEqualTo(SignedRankTest.of(expected));
    assertThat(pair.sign()).isEqualTo(SignTest.of(expected));
    assertThat(pair.sign()).isEqualTo(SignTest.of(6, 1));
    assertThat(pair.interval().mean()).isCloseTo(23 / 700.0, within(1e-15));
    assertThat(pair.interval().lower()).isLessThan(pair.interval().mean());
    assertThat(pair.interval().upper()).isGreaterThan(pair.interval().mean());
  }

  @Test
  void datasetsThatNoDensityFitsAreLeftOutOfThePopulationFit() {
    assertThat(pair("genlabel-cv", "mixup", 1, "fit").differences())
        .containsExactly(differences(GENLABEL, MIXUP, 0, 2, 4, 5, 6));
    assertThat(pair("mixup", "vanilla", 1, "fit").differences())
        .containsExactly(differences(MIXUP, VANILLA, 0, 2, 4, 5, 6, 7));
  }

  @Test
  void schemeWithoutAlphaIsComparedAtEachAlpha() {
    assertThat(pair("mixup", "vanilla", 2, "all").differences())
        .containsExactly(differences(MIXUP_AT_2, VANILLA, 0, 1, 2, 3, 4, 5, 6, 7));
  }

  @Test
  void schemesWithoutAlphaAreComparedWithEachOther() {
    StudyResults results =
        new HandMadeResults(Set.of())
            .scheme("vanilla", null, 50, 60)
            .scheme("gm-classifier", null, 55, 70)
            .scheme("mixup", 1.0, 51, 61)
            .results();

    assertThat(family(results, 1, "all").stream().map(pair -> pair.scheme() + "-" + pair.other()))
        .containsExactlyInAnyOrder("mixup-vanilla", "gm-classifier-vanilla", "gm-classifier-mixup");
  }

  @Test
  void holmsCorrectionIsOverThePairsOfOneAlphaAndPopulation() {
    List<Pair> all = family(RESULTS, 1, "all");
    double[] raw = all.stream().mapToDouble(pair -> pair.signedRank().pValue()).toArray();
    double[] sign = all.stream().mapToDouble(pair -> pair.sign().pValue()).toArray();

    assertThat(all).hasSize(3);
    assertThat(all.stream().mapToDouble(Pair::signedRankHolm).toArray())
        .containsExactly(HolmCorrection.adjusted(raw))
        .isNotEqualTo(raw);
    assertThat(all.stream().mapToDouble(Pair::signHolm).toArray())
        .containsExactly(HolmCorrection.adjusted(sign));
    // At alpha 2 there is one pair, so no correction.
    assertThat(family(RESULTS, 2, "all"))
        .singleElement()
        .satisfies(pair -> assertThat(pair.signedRankHolm()).isEqualTo(pair.signedRank().pValue()));
  }

  @Test
  void pairsWithoutACommonDatasetAreNotThere() {
    StudyResults results =
        new HandMadeResults(Set.of())
            .scheme("vanilla", null, 50, null)
            .scheme("mixup", 1.0, null, 60)
            .results();

    assertThat(new PairedStatistics(results).pairs()).isEmpty();
  }

  @Test
  void intervalsAreTheSameEveryTime() {
    assertThat(pair("genlabel-cv", "mixup", 1, "all").interval())
        .isEqualTo(pair("genlabel-cv", "mixup", 1, "all").interval());
  }

  @Test
  void schemesAreRankedOnTheDatasetsThatAllHave() {
    double[][] accuracies = new double[7][];
    for (int i = 0; i < accuracies.length; i++) {
      accuracies[i] = new double[] {VANILLA[i] / 100.0, MIXUP[i] / 100.0, GENLABEL[i] / 100.0};
    }
    FriedmanTest expected = FriedmanTest.of(accuracies);

    RankStatistics ranks = RankStatistics.of(RESULTS, 1).orElseThrow();

    assertThat(ranks.schemes()).containsExactly("vanilla", "mixup", "genlabel-cv");
    assertThat(ranks.test()).usingRecursiveComparison().isEqualTo(expected);
    assertThat(ranks.test().datasets()).isEqualTo(7);
    assertThat(ranks.difference()).isEqualTo(CriticalDifference.of(expected, 0.05));
  }

  @Test
  void fewerThanThreeSchemesOrTwoDatasetsAreNotRanked() {
    // At alpha 2 GenLabel has not run.
    assertThat(RankStatistics.of(RESULTS, 2)).isEqualTo(Optional.empty());
    assertThat(
            RankStatistics.of(
                new HandMadeResults(Set.of())
                    .scheme("vanilla", null, 1, 2)
                    .scheme("mixup", 1.0, 3, 4)
                    .results(),
                1))
        .isEmpty();
    assertThat(
            RankStatistics.of(
                new HandMadeResults(Set.of())
                    .scheme("vanilla", null, 1, null)
                    .scheme("mixup", 1.0, 3, 4)
                    .scheme("genlabel-cv", 1.0, 3, 4)
                    .results(),
                1))
        .isEmpty();
  }

  /** All datasets rank the schemes alike: F is infinite. */
  @Test
  void sectionOfSchemesWithoutAnyDoubtIsWritten() {
    StudyResults results =
        new HandMadeResults(Set.of(0, 1))
            .scheme("vanilla", null, 50, 60)
            .scheme("mixup", 1.0, 55, 65)
            .scheme("genlabel-cv", 1.0, 70, 80)
            .results();
    HtmlPage page = new HtmlPage("t");

    new StatisticsSection(results, new PairedStatistics(results).pairs()).addTo(page);

    assertThat(page.tables().stream().map(ReportTable::id)).containsExactly("pairs", "friedman");
    // alpha, schemes, datasets, chi^2 = N (k - 1), its p = exp(-2), F and its p.
    assertThat(page.tables().get(1).csv().lines().toList().get(1))
        .startsWith("1,3,2,4.0,0.1353352832366")
        .contains(",Infinity,0.0,");
    assertThat(page.pictures().get(0).description())
        .contains("genlabel-cv has the best mean rank, 1.00");
  }

  @Test
  void runWithoutPairsSaysSo() {
    StudyResults results = new HandMadeResults(Set.of()).results();
    HtmlPage page = new HtmlPage("t");

    new StatisticsSection(results, List.of()).addTo(page);

    assertThat(page.html("", true)).contains("There is no pair of schemes with a common dataset");
    assertThat(page.tables()).isEmpty();
  }
}

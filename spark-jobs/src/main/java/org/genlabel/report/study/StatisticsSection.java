package org.genlabel.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.genlabel.report.page.HtmlPage;
import org.genlabel.report.page.ReportTable;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.plot.CriticalDifferenceDiagram;
import org.genlabel.report.plot.Picture;
import org.genlabel.report.study.PairedStatistics.Pair;

/** The section on the statistical significance of the differences between schemes. */
final class StatisticsSection {
  private final StudyResults results;
  private final List<Pair> pairs;

  /**
   * @param pairs the tests of the results' pairs
   */
  StatisticsSection(StudyResults results, List<Pair> pairs) {
    this.results = results;
    this.pairs = pairs;
  }

  void addTo(HtmlPage page) {
    page.section("statistics", "Are the differences more than chance?");
    if (pairs.isEmpty()) {
      page.text("There is no pair of schemes with a common dataset at an alpha.");
      return;
    }
    page.text(
        "Each dataset is one observation, with its mean over trials. The interval is a bootstrap"
            + " interval of the mean difference over datasets. Both tests are two-sided and drop"
            + " datasets on par; Holm's correction is over all pairs of the same alpha and"
            + " datasets.");
    page.filteredTable(table());
    List<List<Cell>> ranks = new ArrayList<>();
    List<Picture> diagrams = new ArrayList<>();
    for (double alpha : results.alphas()) {
      RankStatistics.of(results, alpha)
          .ifPresent(
              statistics -> {
                ranks.add(row(alpha, statistics));
                diagrams.add(diagram(alpha, statistics));
              });
    }
    if (!ranks.isEmpty()) {
      page.pictures(diagrams);
      page.table(friedman(ranks));
    }
  }

  private ReportTable table() {
    return new ReportTable(
        "pairs",
        "Every pair of schemes",
        List.of(
            "alpha",
            "datasets",
            "scheme",
            "minus",
            "number",
            "difference in points",
            "95% from",
            "to",
            "higher",
            "lower",
            "Wilcoxon p",
            "Wilcoxon p, Holm",
            "sign test p",
            "sign test p, Holm"),
        pairs.stream().map(StatisticsSection::row).toList(),
        List.of(
            "Wilcoxon's signed-rank test is exact for up to 50 datasets without ties, otherwise by"
                + " the normal distribution, corrected for ties."));
  }

  private static List<Cell> row(Pair pair) {
    return List.of(
        StudyTables.alpha(pair.alpha()),
        Cell.text(pair.population()),
        Cell.text(pair.scheme()),
        Cell.text(pair.other()),
        Cell.count(pair.differences().length),
        Cell.points(pair.interval().mean(), 2),
        Cell.points(pair.interval().lower(), 2),
        Cell.points(pair.interval().upper(), 2),
        Cell.count(pair.sign().higher()),
        Cell.count(pair.sign().lower()),
        Cell.probability(pair.signedRank().pValue()),
        Cell.probability(pair.signedRankHolm()),
        Cell.probability(pair.sign().pValue()),
        Cell.probability(pair.signHolm()));
  }

  private static ReportTable friedman(List<List<Cell>> rows) {
    return new ReportTable(
        "friedman",
        "Friedman's test of all schemes",
        List.of(
            "alpha",
            "schemes",
            "datasets",
            "chi-squared",
            "p",
            "Iman-Davenport F",
            "p of F",
            "critical difference"),
        rows,
        List.of(
            "Over the datasets on which all schemes have run the same number of trials. The"
                + " critical difference is Nemenyi's at 5%; schemes joined by a bar are not"
                + " significantly different."));
  }

  private static List<Cell> row(double alpha, RankStatistics statistics) {
    return List.of(
        StudyTables.alpha(alpha),
        Cell.count(statistics.schemes().size()),
        Cell.count(statistics.test().datasets()),
        Cell.number(statistics.test().chiSquared(), 2),
        Cell.probability(statistics.test().pValue()),
        Cell.number(statistics.test().imanDavenport(), 2),
        Cell.probability(statistics.test().imanDavenportPValue()),
        Cell.number(statistics.difference().width(), 3));
  }

  private Picture diagram(double alpha, RankStatistics statistics) {
    double[] ranks = statistics.test().meanRanks();
    int best = 0;
    for (int scheme = 1; scheme < ranks.length; scheme++) {
      best = ranks[scheme] < ranks[best] ? scheme : best;
    }
    return CriticalDifferenceDiagram.of(
        "ranks-alpha-" + Cell.shortest(alpha).replace('.', '-'),
        "Mean ranks of the schemes, alpha = " + Cell.shortest(alpha),
        String.format(
            Locale.ROOT,
            "Critical-difference diagram over %d datasets: %s has the best mean rank, %.2f; the"
                + " critical difference is %.2f.",
            statistics.test().datasets(),
            statistics.schemes().get(best),
            ranks[best],
            statistics.difference().width()),
        statistics.schemes(),
        ranks,
        statistics.difference().width(),
        statistics.difference().groups());
  }
}

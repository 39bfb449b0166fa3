package org.genlabel.report.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.report.page.HtmlPage;
import org.genlabel.report.page.PageFiles;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.paper.PaperReport;
import org.genlabel.report.paper.PaperResults;
import org.genlabel.report.paper.PaperTables;
import org.genlabel.report.study.PairedStatistics.Pair;
import org.genlabel.results.Manifest;
import org.genlabel.spark.Population;
import org.genlabel.spark.ResultViews;
import org.genlabel.spark.WinTieLoss;

/**
 * The report of a run as a page: its results, the paper's numbers for comparison, and statistical
 * tests.
 */
public final class StudyReport {

  private final Manifest manifest;
  private final StudyResults results;
  private final PaperTables paper;
  private final List<Pair> pairs;

  private StudyReport(Manifest manifest, StudyResults results, PaperTables paper) {
    this.manifest = manifest;
    this.results = results;
    this.paper = paper;
    this.pairs = new PairedStatistics(results).pairs();
  }

  /**
   * Returns the report of a run.
   *
   * @param cells the run's table
   * @param manifest the run's manifest
   */
  public static StudyReport of(Dataset<Row> cells, Manifest manifest, DatasetCatalog catalog) {
    ResultViews views = ResultViews.over(cells, PaperResults.populations(catalog));
    return new StudyReport(
        manifest,
        StudyResults.of(cells, views, catalog),
        new PaperTables(new PaperResults(views, catalog)));
  }

  private boolean isFinished() {
    return manifest.status().equals(Manifest.FINISHED);
  }

  private HtmlPage page() {
    HtmlPage page = new HtmlPage("GenLabel study " + manifest.runId());
    StudyTables tables = new StudyTables(results);
    StudyFigures figures = new StudyFigures(results);
    page.summary(summary());
    if (!isFinished()) {
      page.notice(
          String.format(
              Locale.ROOT,
              "This run is not finished: %d of its %d cells are here. The run command,"
                  + " repeated, computes the others; this page shows only these cells.",
              results.cells(),
              manifest.cells()));
    }
    if (!results.failures().isEmpty()) {
      int failed = results.failures().size();
      page.notice(
          (failed == 1 ? "One cell failed; it is" : failed + " cells failed; they are")
              + " left out of all means and counts, and listed below.");
    }
    PaperReport.leak(manifest).ifPresent(page::notice);
    addGains(page, figures, tables);
    addPaper(page);
    new StatisticsSection(results, pairs).addTo(page);
    page.section("all-datasets", "Every dataset").filteredTable(tables.datasets());
    page.section("chosen", "What cross-validation chose")
        .pictures(figures.choices())
        .filteredTable(tables.choices());
    page.section("cost", "What it cost");
    if (!results.datasets().isEmpty()) {
      page.pictures(List.of(figures.costs()));
    }
    page.filteredTable(tables.costs());
    if (!results.failures().isEmpty()) {
      page.section("failed", "Cells that failed").filteredTable(tables.failures());
    }
    ReadingTable.of(manifest)
        .ifPresent(table -> page.section("own-files", "What was read").table(table));
    return page.section("provenance", "Where the numbers come from").facts(provenance());
  }

  private void addGains(HtmlPage page, StudyFigures figures, StudyTables tables) {
    page.section("gains", "Gains over mixup");
    if (results.genLabel().isPresent()) {
      page.pictures(figures.gainHistograms());
      page.filteredTable(tables.histogram());
      page.pictures(figures.accuracies());
      page.text(
          "The paper explains where GenLabel gains by how well the densities fit (App. A.6): a"
              + " label from a density that is wrong about its own training rows cannot be right"
              + " about the points between them.");
      page.pictures(figures.gainsByFit());
    } else {
      page.text(
          "This run lacks mixup or every scheme of GenLabel, so there are no gains to draw; Fig. 6"
              + " needs both.");
    }
    page.table(tables.schemes());
  }

  private void addPaper(HtmlPage page) {
    page.section("paper", "Beside the paper");
    page.text(PaperReport.protocol(manifest));
    page.text(
        String.format(
            Locale.ROOT,
            "%d of the %d numbers that the paper prints about softmax regression come out equal to"
                + " the digit (=). A star marks a doubtful number, a hyphen one that this run"
                + " does not have.",
            paper.equal(),
            paper.published()));
    paper.tables().forEach(page::table);
    if (!paper.unanswered().isEmpty()) {
      page.text(
          "Some numbers are not answered by this run, because it lacks "
              + paper.unanswered().entrySet().stream()
                  .map(need -> need.getKey() + " (" + need.getValue() + ")")
                  .collect(Collectors.joining(", "))
              + ".");
    }
  }

  /** Returns three sentences: what was run, the main result, the comparison with the paper. */
  private List<String> summary() {
    return List.of(whatWasRun(), whatCameOut(), besideThePaper());
  }

  private String whatWasRun() {
    return String.format(
        Locale.ROOT,
        "%s %d schemes on %d datasets%s: %d of %d cells, %d of them failed.",
        isFinished() ? "This run trained" : "This run, which is not finished, has trained",
        results.schemes().size(),
        results.datasets().size(),
        results.alphas().isEmpty()
            ? ""
            : " with alpha "
                + results.alphas().stream()
                    .map(Cell::shortest)
                    .collect(Collectors.joining(" and ")),
        results.cells(),
        manifest.cells(),
        results.failures().size());
  }

  private String whatCameOut() {
    Optional<WinTieLoss> headline = headline();
    if (headline.isEmpty()) {
      return "It lacks mixup or every scheme of GenLabel, so it cannot compare the two.";
    }
    WinTieLoss comparison = headline.get();
    return String.format(
        Locale.ROOT,
        "On the %d datasets%s %s is higher than mixup on %.1f%%, on par on %.1f%% and lower on"
            + " %.1f%% at alpha = %s, by %+.2f points in the mean%s.",
        comparison.datasets(),
        comparison.population().equals(Population.FIT) ? " that a density fits" : "",
        comparison.scheme(),
        100.0 * comparison.byRows().higher() / comparison.datasets(),
        100.0 * comparison.byRows().onPar() / comparison.datasets(),
        100.0 * comparison.byRows().lower() / comparison.datasets(),
        Cell.shortest(comparison.alpha()),
        100 * comparison.gain(),
        certainty(comparison));
  }

  private String certainty(WinTieLoss comparison) {
    return pairs.stream()
        .filter(
            pair ->
                pair.scheme().equals(comparison.scheme())
                    && pair.other().equals(comparison.baseline())
                    && pair.population().equals(comparison.population())
                    && pair.alpha() == comparison.alpha())
        .findFirst()
        .map(
            pair ->
                String.format(
                    Locale.ROOT,
                    " (95%% interval %+.2f to %+.2f; Wilcoxon p = %s, with Holm's correction %s)",
                    100 * pair.interval().lower(),
                    100 * pair.interval().upper(),
                    Cell.probability(pair.signedRank().pValue()).shown(),
                    Cell.probability(pair.signedRankHolm()).shown()))
        .orElse("");
  }

  /** Returns GenLabel against mixup at the first alpha, on the fit datasets if there are any. */
  private Optional<WinTieLoss> headline() {
    if (results.genLabel().isEmpty()) {
      return Optional.empty();
    }
    String scheme = results.genLabel().get();
    double alpha = results.alphas().get(0);
    return results
        .againstBaseline(scheme, alpha, Population.FIT)
        .or(() -> results.againstBaseline(scheme, alpha, Population.ALL));
  }

  private String besideThePaper() {
    int unanswered = paper.unanswered().values().stream().mapToInt(Integer::intValue).sum();
    return String.format(
        Locale.ROOT,
        "Of the %d numbers that the paper prints about this model, %d come out equal to the digit,"
            + " %d differ, and %d are not answered by this run.",
        paper.published(),
        paper.equal(),
        paper.published() - paper.equal() - unanswered,
        unanswered);
  }

  private Map<String, String> provenance() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("run", manifest.runId() + ", attempt " + manifest.attempt());
    facts.put("started", manifest.started());
    facts.put("finished", manifest.finished() == null ? "not yet" : manifest.finished());
    facts.put(
        "seconds of one core",
        String.format(
            Locale.ROOT,
            "%.1f",
            results.datasets().stream().mapToDouble(StudyResults.DatasetFacts::seconds).sum()));
    manifest.versions().forEach((name, version) -> facts.put("version: " + name, version));
    manifest.config().forEach(facts::put);
    if (!manifest.missingDatasets().isEmpty()) {
      facts.put("datasets not found", String.join(", ", manifest.missingDatasets()));
    }
    return facts;
  }

  /** Returns the comparison with the paper's tables as text. */
  public String text() {
    return PaperReport.of(paper, manifest);
  }

  /** Returns the files of the page. */
  public PageFiles files() {
    return PageFiles.of(page(), footer());
  }

  private String footer() {
    return "Written by genlabel "
        + manifest.versions().getOrDefault("genlabel", "")
        + " from the tables cells and cv_scores of the run; every table and picture is also a"
        + " file beside this page.";
  }
}

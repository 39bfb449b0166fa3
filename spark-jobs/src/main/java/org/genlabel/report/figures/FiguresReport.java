package org.genlabel.report.figures;

import java.util.ArrayList;
import java.util.List;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.experiment.config.ProgramVersion;
import org.genlabel.report.page.HtmlPage;
import org.genlabel.report.page.PageFiles;
import org.genlabel.report.page.ReportTable;

/** Report that recomputes the paper's results on synthetic data and its small examples. */
public final class FiguresReport {
  /**
   * The extent of the computation.
   *
   * @param datasets datasets of the synthetic half of Table 1
   * @param trials number of trials of each dataset and scheme
   * @param models number of random models of App. B.1
   */
  record Extent(List<SyntheticDataset> datasets, int trials, int models) {
    static final Extent WHOLE = new Extent(List.of(SyntheticDataset.values()), 10, 1000);
  }

  private final SyntheticFigures synthetic;
  private final TheoryFigures theory;
  private final HtmlPage page =
      new HtmlPage("GenLabel on synthetic data, and the paper's examples");
  private final List<ReportTable> tables = new ArrayList<>();

  /**
   * Trains and computes everything, on all cores.
   *
   * @param seed of all random streams
   */
  public FiguresReport(long seed, FiguresProgress progress) throws InterruptedException {
    this(seed, Extent.WHOLE, progress);
  }

  /** Computes a part of the report. */
  FiguresReport(long seed, Extent extent, FiguresProgress progress) throws InterruptedException {
    this.synthetic = new SyntheticFigures(seed, extent.trials(), extent.datasets(), progress);
    this.theory = new TheoryFigures(seed, extent.models());
    compose(seed);
  }

  private void compose(long seed) {
    page.summary(
        List.of(
            "The parts of the paper that need no external data: the synthetic half of Table 1, the"
                + " decision boundaries of Figs. 4 and 7, Examples 1 to 3 with Figs. 3 and 5, and"
                + " the order of losses of App. B.1.",
            "All data, models and minima were computed for this report, with seed " + seed + "."));
    page.section("accuracy", "Accuracy on synthetic data (Table 1)");
    add(synthetic.table());
    page.section("boundaries", "Decision boundaries (Figs. 4 and 7)");
    page.text(
        "Mixes of two classes may lie in the region of a third class; mixup still labels them by"
            + " their parents, GenLabel by the densities at their position. The kernel SVM is"
            + " libsvm's, with exp(-2 |x - x'|^2).");
    for (SyntheticDataset dataset : synthetic.inThePlane()) {
      page.heading(dataset.key()).smallPictures(synthetic.boundaries(dataset));
    }
    page.section("example-1", "Example 1: manifold intrusion costs margin");
    add(theory.intrusionTable());
    page.pictures(List.of(theory.intrusionPicture()));
    page.section("example-2", "Example 2: linear labels cost margin (Fig. 3)");
    add(theory.labelingTable());
    page.smallPictures(theory.labelingBoundaries());
    page.pictures(theory.labelingLabels());
    page.section("example-3", "Example 3: directions (Fig. 5)");
    add(theory.directionTable());
    page.pictures(List.of(theory.directionPicture()));
    page.section("appendix-b1", "App. B.1: an order of losses");
    add(theory.lossTable());
    page.pictures(List.of(theory.lossPicture()));
  }

  private void add(ReportTable table) {
    tables.add(table);
    page.table(table);
  }

  /** Returns the tables for a terminal. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (ReportTable table : tables) {
      text.append(table.title()).append("\n\n").append(table.text()).append('\n');
    }
    return text.toString();
  }

  /** Returns the files of the page. */
  public PageFiles files() {
    return PageFiles.of(
        page, "Written by genlabel " + ProgramVersion.current().version() + " figures.");
  }
}

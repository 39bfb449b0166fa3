package org.genlabel.report;

/** What a referee asks of schemes that are compared over datasets. */
final class StatisticsSection {
  private final StudyResults results;

  StatisticsSection(StudyResults results) {
    this.results = results;
  }

  void addTo(HtmlPage page) {
    page.section("statistics", "Are the differences more than chance?");
    page.text(results.schemes().size() + " schemes");
  }
}

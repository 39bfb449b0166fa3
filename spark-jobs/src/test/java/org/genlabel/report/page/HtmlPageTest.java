package org.genlabel.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.plot.GainHistogram;
import org.genlabel.report.plot.Picture;
import org.genlabel.report.study.StudyTables;
import org.junit.jupiter.api.Test;

class HtmlPageTest {
  private static final String NAME = "a<b>&\"c\"";
  private static final String ESCAPED = "a&lt;b&gt;&amp;&quot;c&quot;";

  private static ReportTable table(List<String> columns, List<List<Cell>> rows) {
    return new ReportTable("table", "A table", columns, rows, List.of());
  }

  /** Returns the matches of the first group of a pattern, in order. */
  private static List<String> found(String html, String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(html);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void textIsEscapedWhereverItStands() {
    Picture picture = GainHistogram.of("picture", NAME, NAME, NAME, Map.of());
    ReportTable named =
        new ReportTable(
            "names",
            NAME,
            List.of(NAME),
            List.of(List.of(Cell.text(NAME)), List.of(Cell.text("x"))),
            List.of(NAME));

    String html =
        new HtmlPage(NAME)
            .summary(List.of(NAME))
            .notice(NAME)
            .section("section", NAME)
            .heading(NAME)
            .text(NAME)
            .pictures(List.of(picture))
            .filteredTable(named)
            .facts(Map.of(NAME, NAME))
            .html(NAME, true);

    assertThat(html).doesNotContain("<b>", "&\"c\"", "\"c\"");
    // The page's title and heading, its summary, notice, list of contents, heading, subheading and
    // text; a picture's title, description and axis, and its caption of two; of the table
    // label, caption, header, cell and note, label and option of its filter; a fact; the footer.
    assertThat(html.split(Pattern.quote(ESCAPED), -1))
        .hasSize(1 + 2 + 2 + 2 + 2 + 3 + 2 + 5 + 2 + 2 + 1);
  }

  @Test
  void numbersCarryTheirExactValuesAndTextDoesNot() {
    String html =
        new HtmlPage("t")
            .table(
                table(
                    List.of("name", "share", "p"),
                    List.of(
                        List.of(Cell.text("7"), Cell.percent(1.0 / 3, 1), Cell.probability(1e-9)),
                        List.of(
                            Cell.text("8"), Cell.NONE, Cell.number(Double.POSITIVE_INFINITY, 2)))))
            .html("", true);

    assertThat(html)
        .contains(
            "<tr><td>7</td><td class=\"n\" data-v=\""
                + 100 * (1.0 / 3)
                + "\">33.3</td><td class=\"n\" data-v=\"1.0E-9\">&lt;0.001</td></tr>")
        .contains(
            "<tr><td>8</td><td class=\"n\" data-v=\"\">-</td><td class=\"n\""
                + " data-v=\"Infinity\">Infinity</td></tr>");
    assertThat(found(html, "<th scope=\"col\"( class=\"n\")?>"))
        .containsExactly(null, " class=\"n\"", " class=\"n\"");
  }

  @Test
  void columnsOfAFewWordsHaveAChoiceOfThem() {
    List<List<Cell>> rows =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    List.of(
                        Cell.text("name " + i),
                        Cell.text(i % 3 == 0 ? "mixup" : "a<b"),
                        StudyTables.alpha(i % 2 == 0 ? 1.0 : 2.5),
                        Cell.count(i % 4),
                        Cell.text("always")))
            .toList();

    String html =
        new HtmlPage("t")
            .filteredTable(table(List.of("name", "scheme", "alpha", "count", "same"), rows))
            .html("", true);

    // There is no choice for 30 names, for numbers other than alpha, or for a single value.
    assertThat(found(html, "<select data-column=\"(\\d+)\">")).containsExactly("1", "2");
    assertThat(found(html, "<option[^>]*>([^<]+)</option>"))
        .containsExactly("any", "a&lt;b", "mixup", "any", "1", "2.5");
    assertThat(html)
        .contains("<form class=\"filter\" data-table=\"table\">")
        .contains("<table id=\"table\"");
  }

  @Test
  void tableWithoutRowsHasNoChoices() {
    String html =
        new HtmlPage("t").filteredTable(table(List.of("name", "alpha"), List.of())).html("", true);

    assertThat(found(html, "(<select)")).isEmpty();
    assertThat(html).contains("<tbody>\n</tbody>");
  }

  @Test
  void idsAreUniqueAndTheContentsLeadToTheirSections() {
    Picture picture = GainHistogram.of("picture", "t", "d", "h", Map.of());

    String html =
        new HtmlPage("t")
            .section("first", "First")
            .table(table(List.of("x"), List.of()))
            .section("second", "Second")
            .smallPictures(List.of(picture))
            .html("", true);

    assertThat(found(html, " id=\"([^\"]+)\""))
        .containsExactlyInAnyOrder(
            "first", "second", "table", "picture", "picture-title", "picture-description");
    assertThat(found(html, "<a href=\"#([^\"]+)\"")).containsExactly("first", "second");
    assertThat(found(html, "<a href=\"([^#\"]+)\""))
        .containsExactly("table.csv", "picture.svg", "picture.png");
  }

  @Test
  void factsKeepTheirOrder() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("z", "1");
    facts.put("a", "2");

    assertThat(new HtmlPage("t").facts(facts).html("", true))
        .contains("<dl>\n<dt>z</dt><dd>1</dd>\n<dt>a</dt><dd>2</dd>\n</dl>");
  }

  @Test
  void pixelsAreLinkedOnlyWhereTheyAre() {
    HtmlPage page =
        new HtmlPage("t").pictures(List.of(GainHistogram.of("picture", "p", "d", "x", Map.of())));

    assertThat(page.html("", true)).contains("href=\"picture.svg\"", "href=\"picture.png\"");
    assertThat(page.html("", false)).contains("href=\"picture.svg\"").doesNotContain(".png");
  }
}

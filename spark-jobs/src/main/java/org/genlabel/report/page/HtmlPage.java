package org.genlabel.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genlabel.report.page.ReportTable.Cell;
import org.genlabel.report.plot.Markup;
import org.genlabel.report.plot.Palette;
import org.genlabel.report.plot.Picture;

/**
 * A self-contained page that includes its style, script and pictures. It links to its tables as CSV
 * and its pictures as SVG and PNG, which are separate files.
 */
public final class HtmlPage {
  // A column with at most this many distinct words has a drop-down list above its table.
  private static final int MOST_CHOICES = 20;
  private static final int LONG_TEXT = 60;

  private final String title;
  private final StringBuilder introduction = new StringBuilder();
  // Up to the last pictures, and since: what is written of pictures depends on their files.
  private final List<Part> parts = new ArrayList<>();
  private StringBuilder sections = new StringBuilder();
  private final StringBuilder contents = new StringBuilder();
  private final List<ReportTable> tables = new ArrayList<>();
  private final List<Picture> pictures = new ArrayList<>();

  /** A part of the sections. */
  private interface Part {
    /**
     * The part in HTML.
     *
     * @param hasPixels whether the pictures lie beside the page as PNG, too
     */
    String html(boolean hasPixels);
  }

  public HtmlPage(String title) {
    this.title = title;
  }

  /** Returns the tables of the page. */
  public List<ReportTable> tables() {
    return List.copyOf(tables);
  }

  /** Returns the pictures of the page. */
  public List<Picture> pictures() {
    return List.copyOf(pictures);
  }

  /** Adds the summary, the first paragraph of the page. */
  public HtmlPage summary(List<String> sentences) {
    introduction
        .append("<p class=\"summary\">")
        .append(sentences.stream().map(Markup::escaped).collect(Collectors.joining(" ")))
        .append("</p>\n");
    return this;
  }

  /** Adds a notice at the top of the page. */
  public HtmlPage notice(String text) {
    introduction
        .append("<p class=\"notice\" role=\"note\">")
        .append(Markup.escaped(text))
        .append("</p>\n");
    return this;
  }

  /** Begins a section, which is listed in the table of contents. */
  public HtmlPage section(String id, String heading) {
    contents.append(
        String.format(
            Locale.ROOT, "<li><a href=\"#%s\">%s</a></li>\n", id, Markup.escaped(heading)));
    sections.append(
        String.format(Locale.ROOT, "<h2 id=\"%s\">%s</h2>\n", id, Markup.escaped(heading)));
    return this;
  }

  /** Adds a heading within the section. */
  public HtmlPage heading(String heading) {
    sections.append("<h3>").append(Markup.escaped(heading)).append("</h3>\n");
    return this;
  }

  /** Adds a paragraph. */
  public HtmlPage text(String text) {
    sections.append("<p>").append(Markup.escaped(text)).append("</p>\n");
    return this;
  }

  /** Adds pictures, side by side if there is room. */
  public HtmlPage pictures(List<Picture> drawn) {
    return pictures(drawn, "pictures");
  }

  /** Adds small pictures, more of which fit side by side. */
  public HtmlPage smallPictures(List<Picture> drawn) {
    return pictures(drawn, "pictures small");
  }

  private HtmlPage pictures(List<Picture> drawn, String style) {
    List<Picture> shown = List.copyOf(drawn);
    pictures.addAll(shown);
    String before = sections.toString();
    sections = new StringBuilder();
    parts.add(hasPixels -> before);
    parts.add(hasPixels -> figures(shown, style, hasPixels));
    return this;
  }

  private static String figures(List<Picture> pictures, String style, boolean hasPixels) {
    StringBuilder figures = new StringBuilder();
    figures.append("<div class=\"").append(style).append("\">\n");
    for (Picture picture : pictures) {
      figures.append(
          String.format(
              Locale.ROOT,
              """
              <figure id="%1$s">
              %2$s<figcaption>%3$s. %4$s <a href="%1$s.svg">SVG</a>%5$s</figcaption>
              </figure>
              """,
              picture.id(),
              picture.svg(),
              Markup.escaped(picture.title()),
              Markup.escaped(picture.description()),
              hasPixels ? " <a href=\"" + picture.id() + ".png\">PNG</a>" : ""));
    }
    return figures.append("</div>\n").toString();
  }

  /** Adds a table that is sorted by a click on a header. */
  public HtmlPage table(ReportTable table) {
    return table(table, false);
  }

  /** Adds a table that is sorted by a click on a header, with a filter above it. */
  public HtmlPage filteredTable(ReportTable table) {
    return table(table, true);
  }

  private HtmlPage table(ReportTable table, boolean filtered) {
    tables.add(table);
    if (filtered) {
      appendFilter(table);
    }
    sections.append(
        String.format(
            Locale.ROOT,
            """
            <div class="scroll" tabindex="0" role="region" aria-label="%1$s">
            <table id="%2$s" class="sortable">
            <caption>%1$s</caption>
            <thead><tr>\
            """,
            Markup.escaped(table.title()),
            table.id()));
    for (int column = 0; column < table.columns().size(); column++) {
      sections
          .append(
              isNumeric(table, column) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
          .append("<button type=\"button\">")
          .append(Markup.escaped(table.columns().get(column)))
          .append("</button></th>");
    }
    sections.append("</tr></thead>\n<tbody>\n");
    for (List<Cell> row : table.rows()) {
      sections.append("<tr>");
      row.forEach(this::appendCell);
      sections.append("</tr>\n");
    }
    sections.append("</tbody>\n</table>\n</div>\n");
    for (String note : table.notes()) {
      sections.append("<p class=\"note\">").append(Markup.escaped(note)).append("</p>\n");
    }
    sections.append(
        String.format(
            Locale.ROOT, "<p class=\"note\"><a href=\"%1$s.csv\">%1$s.csv</a></p>\n", table.id()));
    return this;
  }

  private static boolean isNumeric(ReportTable table, int column) {
    return !table.rows().isEmpty()
        && table.rows().stream().allMatch(row -> row.get(column).isNumber());
  }

  private void appendCell(Cell cell) {
    if (cell.isNumber()) {
      sections
          .append("<td class=\"n\" data-v=\"")
          .append(Markup.escaped(cell.exact()))
          .append("\">");
    } else {
      sections.append(cell.shown().length() > LONG_TEXT ? "<td class=\"wide\">" : "<td>");
    }
    sections.append(Markup.escaped(cell.shown())).append("</td>");
  }

  private void appendFilter(ReportTable table) {
    sections.append(
        String.format(
            Locale.ROOT,
            """
            <form class="filter" data-table="%1$s">
            <label>Find <input type="search" name="%1$s-words"></label>
            """,
            table.id()));
    for (int column = 0; column < table.columns().size(); column++) {
      Set<String> words = wordsOf(table, column);
      if (words.size() > 1 && words.size() <= MOST_CHOICES) {
        sections.append(
            String.format(
                Locale.ROOT,
                "<label>%s <select data-column=\"%d\"><option"
                    + " value=\"\">any</option>%s</select></label>\n",
                Markup.escaped(table.columns().get(column)),
                column,
                words.stream()
                    .map(word -> "<option>" + Markup.escaped(word) + "</option>")
                    .collect(Collectors.joining())));
      }
    }
    sections.append("<output aria-live=\"polite\"></output>\n</form>\n");
  }

  /**
   * Returns the distinct words of a column, sorted; empty for a column of numbers other than alpha.
   */
  private static Set<String> wordsOf(ReportTable table, int column) {
    boolean isChoice =
        table.columns().get(column).equals("alpha")
            || table.rows().stream().noneMatch(row -> row.get(column).isNumber());
    return IntStream.range(0, isChoice ? table.rows().size() : 0)
        .mapToObj(row -> table.rows().get(row).get(column).shown())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Adds a list of facts by name. */
  public HtmlPage facts(Map<String, String> facts) {
    sections.append("<dl>\n");
    facts.forEach(
        (name, value) ->
            sections.append(
                String.format(
                    Locale.ROOT,
                    "<dt>%s</dt><dd>%s</dd>\n",
                    Markup.escaped(name),
                    Markup.escaped(value))));
    sections.append("</dl>\n");
    return this;
  }

  /**
   * Returns the HTML document.
   *
   * @param hasPixels whether the pictures are also available as PNG files
   */
  public String html(String footer, boolean hasPixels) {
    return String.format(
        Locale.ROOT,
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
        <title>%1$s</title>
        <link rel="icon" href="data:,">
        <style>
        %2$s@media screen and (prefers-color-scheme: dark){:root{--paper:#14181d;--text:#e8edf2;--muted:#a3b0bd;--line:#38424d;--shade:#1d232a;--link:#7cc0f4}
        %3$s}
        </style>
        </head>
        <body>
        <header>
        <h1>%1$s</h1>
        %4$s<nav aria-label="Contents"><ul>
        %5$s</ul></nav>
        </header>
        <main>
        %6$s</main>
        <footer>%7$s</footer>
        <script>
        %8$s</script>
        </body>
        </html>
        """,
        Markup.escaped(title),
        resource("page.css"),
        Palette.darkStyles(),
        introduction,
        contents,
        parts.stream().map(part -> part.html(hasPixels)).collect(Collectors.joining()) + sections,
        Markup.escaped(footer),
        resource("page.js"));
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}

package org.genlabel.report.plot;

import java.util.Locale;

/**
 * Builder of an SVG document. Coordinates are pixels from the upper left corner. Every mark has its
 * ink as attributes, for a standalone document, and as a class, for which the style sheet of a page
 * overrides the attributes.
 */
final class Svg {
  /** The alignment of a text relative to its place. */
  enum Anchor {
    START,
    MIDDLE,
    END;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";

  private final String id;
  private final int width;
  private final int height;
  private final String title;
  private final String description;
  private final StringBuilder marks = new StringBuilder();

  /**
   * Creates an empty picture.
   *
   * @param id identifier of letters, digits and hyphens, unique in a page
   * @param title title, also for people who cannot see the picture
   * @param description description for people who cannot see the picture
   */
  Svg(String id, int width, int height, String title, String description) {
    this.id = id;
    this.width = width;
    this.height = height;
    this.title = title;
    this.description = description;
    rectangle(0, 0, width, height, Palette.PAPER, 1, "");
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    String shortened = text.replaceFirst("\\.?0+$", "");
    return shortened.equals("-0") ? "0" : shortened;
  }

  /**
   * Draws a filled rectangle.
   *
   * @param tooltip tooltip of the rectangle; empty for none
   */
  Svg rectangle(
      double x, double y, double w, double h, Palette ink, double opacity, String tooltip) {
    return mark(
        "rect",
        String.format(
            Locale.ROOT,
            "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"",
            number(x),
            number(y),
            number(w),
            number(h)),
        fill(ink, opacity),
        tooltip);
  }

  /** Draws a filled circle. */
  Svg circle(double x, double y, double radius, Palette ink, double opacity, String tooltip) {
    return mark(
        "circle",
        String.format(
            Locale.ROOT, "cx=\"%s\" cy=\"%s\" r=\"%s\"", number(x), number(y), number(radius)),
        fill(ink, opacity),
        tooltip);
  }

  /** Draws a straight line. */
  Svg line(double x1, double y1, double x2, double y2, Palette ink, double thickness) {
    return line(x1, y1, x2, y2, stroke(ink, thickness, ""));
  }

  /** Draws a dashed straight line. */
  Svg dashes(double x1, double y1, double x2, double y2, Palette ink) {
    return line(x1, y1, x2, y2, stroke(ink, 1.2, "5 4"));
  }

  private Svg line(double x1, double y1, double x2, double y2, String style) {
    return mark(
        "line",
        String.format(
            Locale.ROOT,
            "x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"",
            number(x1),
            number(y1),
            number(x2),
            number(y2)),
        style,
        "");
  }

  /**
   * Draws a line through points.
   *
   * @param dashes as SVG's stroke-dasharray; empty for none
   */
  Svg path(double[] x, double[] y, Palette ink, double thickness, String dashes) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
    }
    return mark(
        "polyline",
        "points=\"" + points + "\" fill=\"none\" stroke-linejoin=\"round\"",
        stroke(ink, thickness, dashes),
        "");
  }

  /** Draws a line of text. */
  Svg text(double x, double y, Anchor anchor, Palette ink, int size, String text) {
    return text(x, y, anchor, ink, size, text, "");
  }

  /** Draws a line of text that is rotated to read upwards. */
  Svg upwards(double x, double y, Palette ink, int size, String text) {
    String turn =
        String.format(Locale.ROOT, " transform=\"rotate(-90 %s %s)\"", number(x), number(y));
    return text(x, y, Anchor.MIDDLE, ink, size, text, turn);
  }

  private Svg text(
      double x, double y, Anchor anchor, Palette ink, int size, String text, String transform) {
    marks.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%d\" %s%s>%s</text>\n",
            number(x),
            number(y),
            anchor.key(),
            size,
            fill(ink, 1),
            transform,
            Markup.escaped(text)));
    return this;
  }

  private static String fill(Palette ink, double opacity) {
    String translucent =
        opacity == 1 ? "" : String.format(Locale.ROOT, " fill-opacity=\"%s\"", number(opacity));
    return String.format(
        Locale.ROOT, "class=\"fill %s\" fill=\"%s\"%s", ink.key(), ink.light(), translucent);
  }

  private static String stroke(Palette ink, double thickness, String dashes) {
    return String.format(
        Locale.ROOT,
        "class=\"line %s\" stroke=\"%s\" stroke-width=\"%s\"%s",
        ink.key(),
        ink.light(),
        number(thickness),
        dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"");
  }

  private Svg mark(String element, String geometry, String style, String tooltip) {
    marks.append('<').append(element).append(' ').append(geometry).append(' ').append(style);
    if (tooltip.isEmpty()) {
      marks.append("/>\n");
    } else {
      marks
          .append("><title>")
          .append(Markup.escaped(tooltip))
          .append("</title></")
          .append(element)
          .append(">\n");
    }
    return this;
  }

  /** Returns the picture. */
  Picture picture() {
    String document =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0"
                + " %1$d %2$d\" role=\"img\" aria-labelledby=\"%3$s-title %3$s-description\""
                + " font-family=\"%4$s\">\n"
                + "<title id=\"%3$s-title\">%5$s</title>\n"
                + "<desc id=\"%3$s-description\">%6$s</desc>\n"
                + "%7$s</svg>\n",
            width,
            height,
            id,
            FONT,
            Markup.escaped(title),
            Markup.escaped(description),
            marks);
    return new Picture(id, title, description, width, height, document);
  }
}

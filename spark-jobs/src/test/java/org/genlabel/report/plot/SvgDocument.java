package org.genlabel.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A picture as read by an XML parser. */
public final class SvgDocument {
  // Average width of a letter relative to the font size in DejaVu Sans, which is wide.
  private static final double LETTER = 0.6;

  private final Element root;

  private SvgDocument(Element root) {
    this.root = root;
  }

  /** Parses a document; fails if it is not well-formed. */
  public static SvgDocument of(String svg) {
    try {
      return new SvgDocument(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)))
              .getDocumentElement());
    } catch (SAXException | ParserConfigurationException | IOException e) {
      throw new AssertionError("not well-formed: " + svg, e);
    }
  }

  static SvgDocument of(Picture picture) {
    return of(picture.svg());
  }

  /** Returns the elements with a name, in document order. */
  List<Element> all(String name) {
    NodeList nodes = root.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** Returns the elements with a name that have a tooltip. */
  List<Element> withTooltip(String name) {
    return all(name).stream().filter(element -> !tooltip(element).isEmpty()).toList();
  }

  static String tooltip(Element element) {
    NodeList titles = element.getElementsByTagName("title");
    return titles.getLength() == 0 ? "" : titles.item(0).getTextContent();
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  /** Returns the texts of the picture. */
  List<String> texts() {
    return all("text").stream().map(Element::getTextContent).toList();
  }

  /** Asserts that the picture has a title and a description for people who cannot see it. */
  public SvgDocument assertNamed() {
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getAttribute("role")).isEqualTo("img");
    String[] labels = root.getAttribute("aria-labelledby").split(" ");
    assertThat(labels).hasSize(2);
    assertThat(only("title", labels[0]).getTextContent()).isNotBlank();
    assertThat(only("desc", labels[1]).getTextContent()).isNotBlank();
    return this;
  }

  private Element only(String name, String id) {
    List<Element> found =
        all(name).stream().filter(element -> element.getAttribute("id").equals(id)).toList();
    assertThat(found).as(name + " " + id).hasSize(1);
    return found.get(0);
  }

  /**
   * Asserts that all marks and, by the estimated width of its letters, all texts are inside the
   * picture.
   */
  public SvgDocument assertInside() {
    for (Element rect : all("rect")) {
      double x = number(rect, "x");
      double y = number(rect, "y");
      assertThat(number(rect, "width")).as("width").isNotNegative();
      assertThat(number(rect, "height")).as("height").isNotNegative();
      assertInside(rect, x, y);
      assertInside(rect, x + number(rect, "width"), y + number(rect, "height"));
    }
    for (Element circle : all("circle")) {
      double radius = number(circle, "r");
      double x = number(circle, "cx");
      double y = number(circle, "cy");
      assertInside(circle, x - radius, y - radius);
      assertInside(circle, x + radius, y + radius);
    }
    for (Element line : all("line")) {
      assertInside(line, number(line, "x1"), number(line, "y1"));
      assertInside(line, number(line, "x2"), number(line, "y2"));
    }
    for (Element line : all("polyline")) {
      for (double[] point : points(line)) {
        assertInside(line, point[0], point[1]);
      }
    }
    all("text").forEach(this::assertTextInside);
    return this;
  }

  /** Returns the points of a line, [points][2]. */
  static List<double[]> points(Element polyline) {
    List<double[]> points = new ArrayList<>();
    StringTokenizer numbers = new StringTokenizer(polyline.getAttribute("points"), " ,");
    while (numbers.hasMoreTokens()) {
      points.add(
          new double[] {
            Double.parseDouble(numbers.nextToken()), Double.parseDouble(numbers.nextToken())
          });
    }
    return points;
  }

  private void assertTextInside(Element text) {
    double length =
        LETTER
            * number(text, "font-size")
            * text.getTextContent().codePointCount(0, text.getTextContent().length());
    double before =
        switch (text.getAttribute("text-anchor")) {
          case "start" -> 0;
          case "middle" -> 0.5;
          case "end" -> 1;
          default -> throw new AssertionError(text.getAttribute("text-anchor"));
        };
    double x = number(text, "x");
    double y = number(text, "y");
    if (text.hasAttribute("transform")) {
      assertInside(text, x, y - (1 - before) * length);
      assertInside(text, x, y + before * length);
    } else {
      assertInside(text, x - before * length, y - 0.8 * number(text, "font-size"));
      assertInside(text, x + (1 - before) * length, y);
    }
  }

  private void assertInside(Element element, double x, double y) {
    String[] box = root.getAttribute("viewBox").split(" ");
    String what =
        element.getTagName() + " " + element.getTextContent() + " of " + String.join(" ", box);
    assertThat(x).as("x of " + what).isBetween(0.0, Double.parseDouble(box[2]));
    assertThat(y).as("y of " + what).isBetween(0.0, Double.parseDouble(box[3]));
  }
}

package org.genlabel.report.plot;

import org.genlabel.classifier.Classifier;

/** Map of the plane, coloured by the predicted class of a classifier, with points on it. */
public final class RegionMap {
  private static final int SIZE = 300;
  private static final int BORDER = 8;
  private static final int TITLE = 26;
  // Number of cells along a side of the plane.
  private static final int CELLS = 140;

  private final Svg svg;
  private final Scale x;
  private final Scale y;

  /**
   * Creates an empty map.
   *
   * @param heading heading of the map
   * @param low the least coordinate of both axes
   * @param high the largest coordinate of both axes
   */
  public RegionMap(
      String id, String title, String description, String heading, double low, double high) {
    this.svg = new Svg(id, SIZE + 2 * BORDER, SIZE + TITLE + BORDER, title, description);
    this.x = Scale.linear(low, high).over(BORDER, BORDER + SIZE);
    this.y = Scale.linear(low, high).over(TITLE + SIZE, TITLE);
    int size = Axes.sizeWithin(SIZE, heading);
    svg.text(BORDER + SIZE / 2.0, 17, Svg.Anchor.MIDDLE, Palette.TEXT, size, heading);
  }

  /** Colours the plane by the class at each place. */
  public RegionMap regions(Classifier classifier) {
    int[] classes = classifier.predict(centres());
    double pixels = (double) SIZE / CELLS;
    for (int row = 0; row < CELLS; row++) {
      int start = 0;
      for (int column = 1; column <= CELLS; column++) {
        int before = classes[row * CELLS + start];
        if (column == CELLS || classes[row * CELLS + column] != before) {
          // Slightly larger than the cell, so that no background shows between neighbours.
          svg.rectangle(
              BORDER + start * pixels,
              TITLE + SIZE - (row + 1) * pixels,
              (column - start) * pixels + 0.3,
              pixels + 0.3,
              Palette.ofSeries(before),
              0.32,
              "");
          start = column;
        }
      }
    }
    return this;
  }

  /** Returns the centres of the cells, from the lower left one on. */
  private double[][] centres() {
    double cell = (x.high() - x.low()) / CELLS;
    double[][] centres = new double[CELLS * CELLS][2];
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        centres[row * CELLS + column][0] = x.low() + (column + 0.5) * cell;
        centres[row * CELLS + column][1] = y.low() + (row + 0.5) * cell;
      }
    }
    return centres;
  }

  /** Adds a point, coloured by its class. */
  public RegionMap point(double pointX, double pointY, int classIndex) {
    svg.circle(x.place(pointX), y.place(pointY), 2.2, Palette.ofSeries(classIndex), 0.9, "");
    return this;
  }

  /** Returns the current picture. */
  public Picture picture() {
    svg.line(BORDER, TITLE, BORDER + SIZE, TITLE, Palette.MUTED, 1);
    svg.line(BORDER, TITLE + SIZE, BORDER + SIZE, TITLE + SIZE, Palette.MUTED, 1);
    svg.line(BORDER, TITLE, BORDER, TITLE + SIZE, Palette.MUTED, 1);
    svg.line(BORDER + SIZE, TITLE, BORDER + SIZE, TITLE + SIZE, Palette.MUTED, 1);
    return svg.picture();
  }
}

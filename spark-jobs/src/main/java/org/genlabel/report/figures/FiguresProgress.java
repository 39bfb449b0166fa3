package org.genlabel.report.figures;

/** Is told how many of all networks are trained. */
@FunctionalInterface
public interface FiguresProgress {
  void trained(int done, int all);
}

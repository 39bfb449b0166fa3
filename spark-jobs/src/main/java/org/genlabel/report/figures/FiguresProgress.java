package org.genlabel.report.figures;

/** Receives the number of trained networks and the number of all networks. */
@FunctionalInterface
public interface FiguresProgress {
  void trained(int done, int all);
}

package org.genlabel.model;

import java.util.Arrays;
import java.util.List;

/**
 * Lanes cut into maximal runs of neighbours that take the same labels, so that a run's loop has no
 * indirection.
 */
final class LaneRuns {
  private final int[] ends;
  private final int[] mixtureLabels;
  private final int[] generativeLabels;

  LaneRuns(List<Lane> lanes) {
    int[] endOfRun = new int[lanes.size()];
    int[] mixture = new int[lanes.size()];
    int[] generative = new int[lanes.size()];
    int runs = 0;
    for (int lane = 0; lane < lanes.size(); lane++) {
      Lane candidate = lanes.get(lane);
      boolean startsRun =
          runs == 0
              || mixture[runs - 1] != candidate.mixtureLabel()
              || generative[runs - 1] != candidate.generativeLabel();
      if (startsRun) {
        mixture[runs] = candidate.mixtureLabel();
        generative[runs] = candidate.generativeLabel();
        runs++;
      }
      endOfRun[runs - 1] = lane + 1;
    }
    ends = Arrays.copyOf(endOfRun, runs);
    mixtureLabels = mixture;
    generativeLabels = generative;
  }

  int count() {
    return ends.length;
  }

  int start(int run) {
    return run == 0 ? 0 : ends[run - 1];
  }

  int end(int run) {
    return ends[run];
  }

  int mixtureLabel(int run) {
    return mixtureLabels[run];
  }

  int generativeLabel(int run) {
    return generativeLabels[run];
  }
}

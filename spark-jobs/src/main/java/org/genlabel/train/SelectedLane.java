package org.genlabel.train;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.genlabel.model.LaneClassifier;

/** One lane of many as a classifier of its own. */
record SelectedLane(LaneClassifier all, int lane) implements LaneClassifier {
  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void predict(double[] x, int[] predictions) {
    int[] ofAll = new int[all.lanes()];
    all.predict(x, ofAll);
    predictions[0] = ofAll[lane];
  }

  @Override
  public double[] parameters(int only) {
    return all.parameters(lane);
  }

  /**
   * Lanes of several models as one.
   *
   * @param models the model of every lane
   * @param positions which of its model's lanes each is
   */
  static LaneClassifier together(LaneClassifier[] models, int[] positions) {
    IdentityHashMap<LaneClassifier, int[]> predictionsOf = new IdentityHashMap<>();
    for (LaneClassifier model : models) {
      predictionsOf.computeIfAbsent(model, m -> new int[m.lanes()]);
    }
    return new LaneClassifier() {
      @Override
      public int lanes() {
        return models.length;
      }

      @Override
      public void predict(double[] x, int[] predictions) {
        predictionsOf.forEach((model, ofModel) -> model.predict(x, ofModel));
        Arrays.setAll(predictions, l -> predictionsOf.get(models[l])[positions[l]]);
      }

      @Override
      public double[] parameters(int lane) {
        return models[lane].parameters(positions[lane]);
      }
    };
  }
}

package org.genlabel.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.genlabel.report.study.StudyResults.DatasetFacts;
import org.genlabel.spark.DatasetGain;
import org.genlabel.spark.DatasetKey;
import org.genlabel.spark.DatasetMean;

/** Builds study results by hand, from the correct test rows out of 100 of each dataset. */
final class HandMadeResults {
  private static final int TESTED = 100;

  private final List<DatasetMean> means = new ArrayList<>();
  private final Map<Integer, DatasetKey> keys = new TreeMap<>();
  private final Set<Integer> fitting;

  /**
   * @param fitting the numbers of the datasets that a density fits
   */
  HandMadeResults(Set<Integer> fitting) {
    this.fitting = fitting;
  }

  /**
   * Adds a scheme.
   *
   * @param alpha null for a scheme that does not mix
   * @param correct test rows right on dataset 0, 1, ...; null where the scheme has not run
   */
  HandMadeResults scheme(String scheme, Double alpha, Integer... correct) {
    for (int dataset = 0; dataset < correct.length; dataset++) {
      if (correct[dataset] != null) {
        DatasetKey key = keys.computeIfAbsent(dataset, id -> new DatasetKey(id, "dataset " + id));
        means.add(mean(key, scheme, alpha, correct[dataset]));
      }
    }
    return this;
  }

  private static DatasetMean mean(DatasetKey key, String scheme, Double alpha, int correct) {
    double accuracy = (double) correct / TESTED;
    return new DatasetMean(
        key, "softmax-regression", scheme, alpha, 1, correct, TESTED, accuracy, accuracy, accuracy);
  }

  /** Returns the results, with gains as in the view of that name. */
  StudyResults results() {
    List<DatasetFacts> facts = new ArrayList<>();
    keys.forEach(
        (id, key) -> {
          OptionalDouble fit = OptionalDouble.of(fitting.contains(id) ? 0.99 : 0.5);
          facts.add(new DatasetFacts(key, 10, 10, 2, 2, fit, fitting.contains(id), false, 1, 1));
        });
    return new StudyResults(facts, means, gains(), List.of(), List.of(), List.of(), List.of());
  }

  private List<DatasetGain> gains() {
    List<DatasetGain> gains = new ArrayList<>();
    for (DatasetKey key : keys.values()) {
      for (DatasetMean ours : means) {
        for (DatasetMean theirs : means) {
          boolean isPair =
              ours.key().equals(key)
                  && theirs.key().equals(key)
                  && !ours.scheme().equals(theirs.scheme())
                  && (ours.alpha() == null
                      || theirs.alpha() == null
                      || ours.alpha().equals(theirs.alpha()));
          if (isPair) {
            gains.add(
                new DatasetGain(
                    key,
                    ours.alpha() == null ? theirs.alpha() : ours.alpha(),
                    ours.scheme(),
                    theirs.scheme(),
                    ours.accuracy(),
                    theirs.accuracy(),
                    (double) (ours.correct() - theirs.correct()) / TESTED,
                    Long.signum(ours.correct() - theirs.correct())));
          }
        }
      }
    }
    return gains;
  }
}

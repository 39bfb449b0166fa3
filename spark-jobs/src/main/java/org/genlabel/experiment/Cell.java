package org.genlabel.experiment;

import java.io.Serializable;
import java.util.OptionalDouble;
import org.genlabel.learner.Model;
import org.genlabel.train.Scheme;

/**
 * One learning experiment of a study, with its own cross-validation. Its result depends on the
 * configuration and the data alone.
 *
 * @param dataset key of the dataset
 * @param model what is trained
 * @param scheme the training scheme
 * @param alphaOrNull shape of the mixing distribution; null for a scheme that does not mix
 * @param trial 0, 1, ...
 */
public record Cell(String dataset, Model model, Scheme scheme, Double alphaOrNull, int trial)
    implements Serializable {
  /** Returns the shape of the mixing distribution; empty for a scheme that does not mix. */
  public OptionalDouble alpha() {
    return alphaOrNull == null ? OptionalDouble.empty() : OptionalDouble.of(alphaOrNull);
  }

  @Override
  public String toString() {
    String mixing = alphaOrNull == null ? "" : " alpha " + alphaOrNull;
    return "dataset " + dataset + " " + scheme.key() + mixing + " trial " + trial;
  }
}

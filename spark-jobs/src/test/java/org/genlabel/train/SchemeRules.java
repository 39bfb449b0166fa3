package org.genlabel.train;

import java.util.List;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.Bandwidth;
import org.genlabel.learner.Batch;
import org.genlabel.learner.BatchRules;
import org.genlabel.learner.Learner;
import org.genlabel.mixup.MixStream;

/** The rules of one scheme, and training by them. For tests only. */
final class SchemeRules {
  private SchemeRules() {}

  static BatchRules paired(Scheme scheme, LabeledRows rows) {
    return new PairedRules(scheme, new FittedDensities(rows, Bandwidth.SCOTT));
  }

  static BatchRules authors(Scheme scheme, LabeledRows rows) {
    return new AuthorsRules(scheme, new FittedDensities(rows, Bandwidth.SCOTT));
  }

  /** Trains a learner whose candidates share a stream, and returns the batch it ended with. */
  static Batch train(Learner learner, MixStream stream, BatchRules rules) {
    Batch batch = new Batch(stream, rules);
    TrainingLoop.run(learner, List.of(batch));
    return batch;
  }
}

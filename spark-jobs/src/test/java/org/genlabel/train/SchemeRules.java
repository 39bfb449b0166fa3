package org.genlabel.train;

import java.util.List;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.Bandwidth;
import org.genlabel.learner.Batch;
import org.genlabel.learner.BatchRules;
import org.genlabel.learner.Learner;
import org.genlabel.mixup.MixStream;
import org.genlabel.train.protocol.AuthorsRules;
import org.genlabel.train.protocol.PairedRules;

/** Creates the rules of one scheme, and trains by them. For tests only. */
public final class SchemeRules {
  private SchemeRules() {}

  static BatchRules paired(Scheme scheme, LabeledRows rows) {
    return new PairedRules(scheme, new FittedDensities(rows, Bandwidth.SCOTT));
  }

  public static BatchRules authors(Scheme scheme, LabeledRows rows) {
    return new AuthorsRules(scheme, new FittedDensities(rows, Bandwidth.SCOTT));
  }

  /** Trains a learner whose candidates share a stream, and returns the batch it ended with. */
  public static Batch train(Learner learner, MixStream stream, BatchRules rules) {
    Batch batch = new Batch(stream, rules);
    TrainingLoop.run(learner, List.of(batch));
    return batch;
  }
}

package org.genlabel.experiment;

import java.util.List;
import org.genlabel.data.TrainTest;
import org.genlabel.mixup.FitKey;
import org.genlabel.train.AuthorsTrainer;
import org.genlabel.train.Evaluation;
import org.genlabel.train.FoldCounts;
import org.genlabel.train.PairedTrainer;
import org.genlabel.train.Randomness;

/** Trains the cells of a group as the study's protocol says, at once or fold by fold. */
final class GroupTraining {
  private final Study study;
  private final CellGroup group;
  private final TrainTest data;
  private final Cell first;

  /**
   * @param group of schemes that are trained
   * @throws IllegalArgumentException for several cells in the authors' protocol
   */
  GroupTraining(Study study, CellGroup group, TrainTest data) {
    if (study.protocol().randomness() == Randomness.AUTHORS && group.cells().size() > 1) {
      throw new IllegalArgumentException(
          "in the authors' protocol a cell is run alone, not " + group.cells());
    }
    this.study = study;
    this.group = group;
    this.data = data;
    first = group.cells().get(0);
  }

  /** Cross-validation and final fits; one evaluation per cell. */
  List<Evaluation> evaluate() {
    return switch (study.protocol().randomness()) {
      case PAIRED ->
          paired().evaluate(data.train().x(), data.train().labels(), data.classes(), key());
      case AUTHORS ->
          List.of(authors().evaluate(data.train().x(), data.train().labels(), first.trial()));
    };
  }

  /** One fold of the cross-validation. */
  FoldCounts validate(int fold) {
    return switch (study.protocol().randomness()) {
      case PAIRED ->
          paired().validate(data.train().x(), data.train().labels(), data.classes(), key(), fold);
      case AUTHORS ->
          authors().validate(data.train().x(), data.train().labels(), first.trial(), fold);
    };
  }

  /**
   * The final fits; one evaluation per cell.
   *
   * @param folds all of them, in order
   */
  List<Evaluation> finish(List<FoldCounts> folds) {
    return switch (study.protocol().randomness()) {
      case PAIRED ->
          paired().finish(data.train().x(), data.train().labels(), data.classes(), key(), folds);
      case AUTHORS ->
          List.of(authors().finish(data.train().x(), data.train().labels(), first.trial(), folds));
    };
  }

  private PairedTrainer paired() {
    return new PairedTrainer(group.schemes(), first.alpha(), study.training());
  }

  private FitKey key() {
    return new FitKey(study.seed(), first.dataset(), first.trial(), FitKey.FINAL);
  }

  private AuthorsTrainer authors() {
    return new AuthorsTrainer(first.scheme(), first.alpha(), study.training());
  }
}

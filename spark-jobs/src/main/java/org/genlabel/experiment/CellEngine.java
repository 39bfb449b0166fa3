package org.genlabel.experiment;

import java.util.List;
import org.genlabel.cost.Shape;
import org.genlabel.cost.WorkUnits;
import org.genlabel.learner.Model;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;

/**
 * Runs the cells of some models. Engines are found by {@link java.util.ServiceLoader}, so that a
 * module can bring models that the rest of the program knows nothing of; {@link CellEngines} looks
 * them up. An engine knows nothing of time limits, failures and retries: {@link CellRunner} sees to
 * these. Implementations are stateless and thread-safe, and have a public constructor without
 * parameters.
 */
public interface CellEngine {
  /** The models whose cells it runs, at least one; no other engine runs these. */
  List<Model> models();

  /**
   * The schemes that a model can be combined with, in the order of the table of schemes.
   *
   * @param model one of {@link #models}
   */
  List<Scheme> schemes(Model model);

  /** Whether the folds of a group's cross-validation can be run as tasks of their own. */
  default boolean hasFolds(CellGroup group) {
    return group.isTrained();
  }

  /**
   * Prepares what the cells of a group share, above all their dataset. The time that takes is no
   * cell's own.
   */
  PreparedGroup prepare(Study study, CellGroup group);

  /**
   * The units of work of the cells of a group, run together.
   *
   * @param shape of the dataset's training part
   */
  WorkUnits work(CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness);

  /**
   * The units of work of one fold of a group that {@link #hasFolds has folds}, run by itself.
   *
   * @param shape of the dataset's training part
   */
  WorkUnits workOfFold(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness);

  /**
   * The units of work that are left of such a group when its folds have been run.
   *
   * @param shape of the dataset's training part
   */
  WorkUnits workAfterFolds(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness);
}

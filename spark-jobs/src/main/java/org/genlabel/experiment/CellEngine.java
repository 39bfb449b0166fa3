package org.genlabel.experiment;

import java.util.List;
import org.genlabel.cost.Shape;
import org.genlabel.cost.WorkUnits;
import org.genlabel.learner.Model;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;

/**
 * Runs the cells of some models. Engines are found by {@link java.util.ServiceLoader}, so a module
 * can add models without a change to the rest of the program; {@link CellEngines} looks them up.
 * Engines do not handle time limits, failures and retries, which {@link CellRunner} does.
 * Implementations are stateless and thread-safe, and have a public no-argument constructor.
 */
public interface CellEngine {
  /** Returns the models whose cells this engine runs, at least one; no other engine runs them. */
  List<Model> models();

  /**
   * Returns the schemes that a model can be combined with, in the order of the table of schemes.
   *
   * @param model one of {@link #models}
   */
  List<Scheme> schemes(Model model);

  /** Returns whether the folds of a group's cross-validation can be run as separate tasks. */
  default boolean hasFolds(CellGroup group) {
    return group.isTrained();
  }

  /**
   * Prepares what the cells of a group share, above all their dataset. The time it takes is not
   * counted for any cell.
   */
  PreparedGroup prepare(Study study, CellGroup group);

  /**
   * Returns the units of work of the cells of a group, run together.
   *
   * @param shape of the dataset's training part
   */
  WorkUnits work(CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness);

  /**
   * Returns the units of work of one fold, run alone, of a group that {@link #hasFolds has folds}.
   *
   * @param shape of the dataset's training part
   */
  WorkUnits workOfFold(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness);

  /**
   * Returns the units of work left in such a group after its folds have been run.
   *
   * @param shape of the dataset's training part
   */
  WorkUnits workAfterFolds(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness);
}

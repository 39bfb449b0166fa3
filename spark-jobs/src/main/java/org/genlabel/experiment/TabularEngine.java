package org.genlabel.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.genlabel.cost.Shape;
import org.genlabel.cost.WorkUnits;
import org.genlabel.learner.Model;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;

/** The engine of the models for tabular data. */
public final class TabularEngine implements CellEngine {
  @Override
  public List<Model> models() {
    return List.of(ModelKind.values());
  }

  @Override
  public List<Scheme> schemes(Model model) {
    ModelKind kind = kindOf(model);
    return Stream.of(Scheme.values())
        .filter(scheme -> !scheme.isTrained() || kind.combinesWith(scheme.mixing()))
        .toList();
  }

  @Override
  public PreparedGroup prepare(Study study, CellGroup group) {
    return new TabularGroup(study, group, kindOf(group.model()), study.prepared(group.dataset()));
  }

  @Override
  public WorkUnits work(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness) {
    TabularWork work = count(group, shape, settings, randomness);
    work.addCells(group.schemes());
    work.addFolds(group.schemes(), settings.folds());
    work.addFinalFits(group.schemes());
    return work.units();
  }

  /**
   * {@inheritDoc} In the authors' protocol folds run together are cheaper, because they fill lanes
   * that would stay empty.
   */
  @Override
  public WorkUnits workOfFold(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness) {
    TabularWork work = count(group, shape, settings, randomness);
    work.addFolds(group.schemes(), 1);
    return work.units();
  }

  @Override
  public WorkUnits workAfterFolds(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness) {
    TabularWork work = count(group, shape, settings, randomness);
    work.addCells(group.schemes());
    work.addFinalFits(group.schemes());
    return work.units();
  }

  private static TabularWork count(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness) {
    return new TabularWork(kindOf(group.model()), shape, settings, randomness);
  }

  /**
   * Returns a model as a row of this engine's table.
   *
   * @throws IllegalArgumentException if it belongs to another engine
   */
  private static ModelKind kindOf(Model model) {
    if (model instanceof ModelKind kind) {
      return kind;
    }
    throw new IllegalArgumentException("a model for tabular data is needed, not " + model.key());
  }
}

package org.genlabel.experiment;

import java.util.ArrayList;
import java.util.List;
import org.genlabel.classifier.Classifier;
import org.genlabel.cost.Shape;
import org.genlabel.data.PreparedSplit;
import org.genlabel.density.ClassDensity;
import org.genlabel.density.DensityClassifier;
import org.genlabel.density.DensityKind;
import org.genlabel.learner.ModelKind;
import org.genlabel.random.FitKey;
import org.genlabel.train.CrossValidation;
import org.genlabel.train.Evaluation;
import org.genlabel.train.FoldCounts;
import org.genlabel.train.protocol.AuthorsProtocol;
import org.genlabel.train.protocol.PairedProtocol;

/** Cells on a tabular dataset, which train a network or let a density classify. */
final class TabularGroup implements PreparedGroup {
  private final Study study;
  private final CellGroup group;
  private final ModelKind model;
  private final PreparedDataset prepared;

  /**
   * Creates a group.
   *
   * @param model of all cells
   * @param prepared the dataset of its cells
   */
  TabularGroup(Study study, CellGroup group, ModelKind model, PreparedDataset prepared) {
    this.study = study;
    this.group = group;
    this.model = model;
    this.prepared = prepared;
  }

  @Override
  public Shape shape() {
    PreparedSplit data = prepared.data();
    return new Shape(data.train().count(), data.features(), data.classes());
  }

  @Override
  public List<CellOutcome> run() {
    return group.isTrained()
        ? outcomes(crossValidation().evaluate(prepared.data().train()))
        : group.cells().stream().map(this::classifyByDensity).toList();
  }

  @Override
  public FoldCounts validate(int fold) {
    return crossValidation().validate(prepared.data().train(), fold);
  }

  @Override
  public List<CellOutcome> finish(List<FoldCounts> folds) {
    return outcomes(crossValidation().finish(prepared.data().train(), folds));
  }

  private CrossValidation crossValidation() {
    Cell first = group.cells().get(0);
    return switch (study.protocol().randomness()) {
      case PAIRED ->
          PairedProtocol.crossValidation(
              model,
              group.schemes(),
              first.alpha(),
              study.training(),
              new FitKey(study.seed(), first.dataset(), first.trial(), FitKey.FINAL));
      case AUTHORS -> {
        if (group.cells().size() > 1) {
          throw new IllegalArgumentException(
              "in the authors' protocol a cell is run alone, not " + group.cells());
        }
        yield AuthorsProtocol.crossValidation(
            model, first.scheme(), first.alpha(), study.training(), first.trial());
      }
    };
  }

  private List<CellOutcome> outcomes(List<Evaluation> evaluations) {
    List<CellOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < evaluations.size(); i++) {
      Evaluation evaluation = evaluations.get(i);
      CellResult result =
          result(group.cells().get(i), evaluation.classifier(), CellChoice.of(evaluation));
      outcomes.add(new CellOutcome(result, evaluation.scores(), evaluation.chosen()));
    }
    return outcomes;
  }

  private CellOutcome classifyByDensity(Cell cell) {
    DensityKind kind = cell.scheme().ownDensity().orElseThrow();
    ClassDensity density = kind.fit(prepared.data().train(), study.training().bandwidth());
    Classifier classifier = DensityClassifier.withPriors(density, prepared.data().train().labels());
    return CellOutcome.withoutScores(result(cell, classifier, CellChoice.ofDensity(kind)));
  }

  private CellResult result(Cell cell, Classifier classifier, CellChoice choice) {
    return CellResult.ok(
        study, cell, prepared.facts(), Metric.measureAll(classifier, prepared.data()), choice);
  }
}

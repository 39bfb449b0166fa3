package org.genlabel.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.learner.Model;
import org.genlabel.train.FoldCounts;
import org.genlabel.train.Scheme;
import org.genlabel.train.TrainingSettings;
import org.genlabel.train.protocol.Randomness;

/** A fake of another module's engine, with two models and three schemes. */
final class FakeEngine implements CellEngine {
  /** Its models. */
  enum FakeModel implements Model {
    /** One whose cells succeed. */
    CONSTANT,
    /** One whose cells throw when they are run together, and mixup's throw always. */
    FRAGILE;

    @Override
    public String key() {
      return name().toLowerCase(Locale.ROOT) + "-model";
    }
  }

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /** Returns the calls that it received, in order. */
  List<String> calls() {
    return calls;
  }

  @Override
  public List<Model> models() {
    return List.of(FakeModel.values());
  }

  @Override
  public List<Scheme> schemes(Model model) {
    return List.of(Scheme.VANILLA, Scheme.MIXUP, Scheme.CUTMIX);
  }

  @Override
  public boolean hasFolds(CellGroup group) {
    return group.model().equals(FakeModel.CONSTANT);
  }

  @Override
  public PreparedGroup prepare(Study study, CellGroup group) {
    calls.add("prepare " + group.schemes().stream().map(Scheme::key).toList());
    return new PreparedGroup() {
      @Override
      public Shape shape() {
        return new Shape(100, 4, 3);
      }

      @Override
      public List<CellOutcome> run() {
        calls.add("run");
        boolean fails = group.cells().size() > 1 || group.schemes().contains(Scheme.MIXUP);
        if (group.model().equals(FakeModel.FRAGILE) && fails) {
          throw new IllegalStateException("no luck");
        }
        return outcomes();
      }

      @Override
      public FoldCounts validate(int fold) {
        calls.add("fold " + fold);
        return new FoldCounts(new int[] {fold}, 10);
      }

      @Override
      public List<CellOutcome> finish(List<FoldCounts> folds) {
        calls.add(
            "finish " + folds.stream().map(counts -> counts.correct()[0]).toList().toString());
        return outcomes();
      }

      private List<CellOutcome> outcomes() {
        return group.cells().stream()
            .map(
                cell ->
                    CellOutcome.withoutScores(
                        CellResult.ok(
                            study,
                            cell,
                            DatasetFacts.UNKNOWN,
                            Map.of(Metric.TEST_ACCURACY, 0.5),
                            CellChoice.NONE)))
            .toList();
      }
    };
  }

  /** Returns as many units as the cells' trials say, and one each. */
  @Override
  public WorkUnits work(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness) {
    WorkUnits units = new WorkUnits();
    group.cells().forEach(cell -> units.add(Work.CELL, 1 + cell.trial()));
    return units;
  }

  @Override
  public WorkUnits workOfFold(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness) {
    WorkUnits units = new WorkUnits();
    units.add(Work.FIT, 1);
    return units;
  }

  @Override
  public WorkUnits workAfterFolds(
      CellGroup group, Shape shape, TrainingSettings settings, Randomness randomness) {
    WorkUnits units = new WorkUnits();
    units.add(Work.CELL, group.cells().size());
    return units;
  }
}

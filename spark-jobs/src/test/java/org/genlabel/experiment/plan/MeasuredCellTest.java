package org.genlabel.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.genlabel.cost.Shape;
import org.genlabel.experiment.Cell;
import org.genlabel.experiment.CellGroup;
import org.genlabel.learner.ModelKind;
import org.genlabel.train.Scheme;
import org.genlabel.train.protocol.Randomness;
import org.junit.jupiter.api.Test;

class MeasuredCellTest {
  private static final Shape SHAPE = new Shape(100, 4, 3);

  private static MeasuredCell measured(
      Scheme scheme, Double alpha, int trial, double seconds, int attempt) {
    return new MeasuredCell(
        new Cell("61", ModelKind.SOFTMAX_REGRESSION, scheme, alpha, trial),
        SHAPE,
        seconds,
        attempt);
  }

  private static final List<MeasuredCell> CELLS =
      List.of(
          measured(Scheme.GENLABEL_GM, 1.0, 0, 2, 1),
          measured(Scheme.MIXUP, 1.0, 0, 1, 1),
          measured(Scheme.MIXUP, 2.0, 0, 4, 1),
          measured(Scheme.VANILLA, null, 0, 8, 1));

  @Test
  void cellsThatMixAlikeWereRunTogether() {
    Map<CellGroup, Double> seconds = MeasuredCell.secondsOfGroups(CELLS, Randomness.PAIRED);

    assertThat(seconds.keySet())
        .extracting(CellGroup::schemes)
        .containsExactly(
            List.of(Scheme.VANILLA),
            List.of(Scheme.MIXUP, Scheme.GENLABEL_GM),
            List.of(Scheme.MIXUP));
    assertThat(seconds.values()).containsExactly(8.0, 3.0, 4.0);
  }

  @Test
  void cellsOfTheAuthorsProtocolWereRunAlone() {
    assertThat(MeasuredCell.secondsOfGroups(CELLS, Randomness.AUTHORS).values())
        .containsExactlyInAnyOrder(8.0, 1.0, 4.0, 2.0);
  }

  @Test
  void cellsOfDifferentAttemptsWereNotRunTogether() {
    List<MeasuredCell> cells =
        List.of(measured(Scheme.MIXUP, 1.0, 0, 1, 1), measured(Scheme.GENLABEL_GM, 1.0, 0, 2, 2));

    assertThat(MeasuredCell.secondsOfGroups(cells, Randomness.PAIRED).values())
        .containsExactly(1.0, 2.0);
  }
}

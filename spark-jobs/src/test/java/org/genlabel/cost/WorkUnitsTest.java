package org.genlabel.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkUnitsTest {
  @Test
  void unitsOfAKindOfWorkAddUp() {
    WorkUnits units = new WorkUnits();
    units.add(Work.FIT, 2);
    units.add(Work.ROW, 10);
    units.add(Work.FIT, 0.5);

    assertThat(units.get(Work.FIT)).isEqualTo(2.5);
    assertThat(units.asMap()).isEqualTo(Map.of(Work.FIT, 2.5, Work.ROW, 10.0));
    assertThat(units).hasToString("{FIT=2.5, ROW=10.0}");
  }

  @Test
  void workThatWasNotAddedHasNoUnits() {
    WorkUnits units = new WorkUnits();

    assertThat(units.get(Work.KERNEL)).isZero();
    assertThat(units.asMap()).isEmpty();
  }

  @Test
  void theMapIsAViewThatCannotBeWrittenTo() {
    WorkUnits units = new WorkUnits();
    Map<Work, Double> map = units.asMap();
    units.add(Work.CELL, 1);

    assertThat(map).containsExactly(Map.entry(Work.CELL, 1.0));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> map.put(Work.CELL, 2.0));
  }

  @Test
  void aShapeKeepsItsFeaturesAndClassesWithOtherRows() {
    assertThat(new Shape(100, 4, 3).withRows(80.5)).isEqualTo(new Shape(80.5, 4, 3));
  }

  @Test
  void keysOfWorkAreThoseOfTheFileOfSeconds() {
    assertThat(Work.FROZEN_POLICY_FEATURE.key()).isEqualTo("frozen-policy-feature");
  }
}

package org.genlabel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void eachTaskGoesToTheCoreThatIsFreeFirst() {
    // Core 1: 4; core 2: 3, 2. The third ends last.
    Schedule schedule = Schedule.of(List.of(4.0, 3.0, 2.0), 2, 0);

    assertThat(schedule.makespan()).isEqualTo(5);
    assertThat(schedule.efficiency()).isCloseTo(0.9, within(1e-15));
    assertThat(schedule.last()).isEqualTo(2);
  }

  @Test
  void theDearestTaskLimitsManyCores() {
    Schedule schedule = Schedule.of(List.of(10.0, 1.0, 1.0, 1.0), 8, 0);

    assertThat(schedule.makespan()).isEqualTo(10);
    assertThat(schedule.last()).isZero();
  }

  @Test
  void whatATaskCostsBesidesIsNoWork() {
    Schedule schedule = Schedule.of(List.of(1.0, 1.0), 1, 0.25);

    assertThat(schedule.makespan()).isEqualTo(2.5);
    assertThat(schedule.efficiency()).isEqualTo(0.8);
  }
}

package org.genlabel.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static Schedule schedule(List<Double> seconds, int cores, double overhead) {
    return Schedule.of(List.of(), List.of(), seconds, cores, overhead);
  }

  @Test
  void eachTaskGoesToTheCoreThatIsFreeFirst() {
    // Core 1: 4; core 2: 3, 2. The third ends last.
    Schedule schedule = schedule(List.of(4.0, 3.0, 2.0), 2, 0);

    assertThat(schedule.makespan()).isEqualTo(5);
    assertThat(schedule.efficiency(9)).isCloseTo(0.9, within(1e-15));
    assertThat(schedule.last()).isEqualTo(2);
  }

  @Test
  void theDearestTaskLimitsManyCores() {
    Schedule schedule = schedule(List.of(10.0, 1.0, 1.0, 1.0), 8, 0);

    assertThat(schedule.makespan()).isEqualTo(10);
    assertThat(schedule.last()).isZero();
  }

  @Test
  void theOverheadOfATaskIsNotWork() {
    Schedule schedule = schedule(List.of(1.0, 1.0), 1, 0.25);

    assertThat(schedule.makespan()).isEqualTo(2.5);
    assertThat(schedule.efficiency(2)).isEqualTo(0.8);
  }

  @Test
  void waitingTasksBeginWhenTheLastAwaitedTaskHasEnded() {
    // Core 1: 5, the awaited one; core 2: 1, then nothing until 5, then 2. Had it not waited, all
    // would have ended at 5.
    Schedule schedule = Schedule.of(List.of(5.0), List.of(1.0), List.of(2.0), 2, 0);

    assertThat(schedule.makespan()).isEqualTo(7);
    assertThat(schedule.last()).isEqualTo(2);
  }

  @Test
  void waitingTasksComeAfterTheOthers() {
    // Core 1: awaited 0..4, waiting 1 from 6; core 2: awaited 0..3 and 3..6, waiting 6..8; core 1
    // runs what does not wait from 4 to 6.
    Schedule schedule = Schedule.of(List.of(4.0, 3.0, 3.0), List.of(2.0), List.of(1.0, 2.0), 2, 0);

    assertThat(schedule.makespan()).isEqualTo(8);
    assertThat(schedule.last()).isEqualTo(5);
    assertThat(schedule.efficiency(15)).isEqualTo(15.0 / 16);
  }
}
